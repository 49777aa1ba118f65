"""What staff send."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from shared.domain.addresses import Email
from shared.domain.bulk import MOST
from shared.domain.cycle import CycleFacts, Day, Wall
from shared.domain.error_text import Noun, Verb
from shared.domain.job import BulkAction, ExportFormat, ExportKind
from shared.domain.limits import LIMITS
from shared.domain.model import Model, ShortLine, Text, not_blank

Reason = Annotated[
    Text, AfterValidator(not_blank), Field(min_length=3, max_length=LIMITS["reason"]), Noun("the reason")
]


class VerdictForm(Model):
    """Staff's verdict in place of the rules', with its reason."""

    outcome: Annotated[Literal["eligible", "needs_review", "ineligible"], Verb("Choose")]
    reason: Reason


class ListedReasonForm(Model):
    """A reason for a verdict that all staff may choose; it names no one."""

    outcome: Annotated[Literal["eligible", "needs_review", "ineligible"], Verb("Choose")]
    reason: Annotated[
        Text, AfterValidator(not_blank), Field(min_length=3, max_length=LIMITS["listed_reason"]), Noun("the reason")
    ]


class ExtensionForm(Model):
    """A later deadline for one person: a wall minute of the cycle's time zone, and why."""

    until: Annotated[Wall, Noun("the new deadline")]
    reason: Reason


class QuestionForm(Model):
    """What staff ask an applicant for, and until which minute of the wall in the cycle's zone (a week if not said)."""

    message: Annotated[
        Text, AfterValidator(not_blank), Field(min_length=3, max_length=LIMITS["question"]), Noun("the question")
    ]
    until: Annotated[Wall, Noun("until when the applicant can answer")] | None = None


class CycleForm(CycleFacts):
    """A cycle as staff write it; a deadline that comes earlier than before needs a reason."""

    reason: Reason | None = None


class AddressExtensionForm(ExtensionForm):
    """A later deadline for someone who has no application yet, by their address."""

    email: Email


class ExportForm(Model):
    """What to export, and as which file."""

    kind: Annotated[ExportKind, Verb("Choose")]
    format: Annotated[ExportFormat, Verb("Choose")]


class BulkForm(Model):
    """One change to many applications and why: verdict (`outcome`), extension (`until`), mail (`subject`, `message`).

    With `dry_run`, it's only tried; `preview` is the job of a dry run, after which no one else may have changed them.
    """

    action: Annotated[BulkAction, Verb("Choose")]
    applications: Annotated[list[ShortLine], Field(min_length=1, max_length=MOST), Noun("the applications")]
    outcome: Annotated[Literal["eligible", "needs_review", "ineligible"] | None, Verb("Choose")] = None
    until: Annotated[Wall | None, Noun("the new deadline")] = None
    subject: Annotated[ShortLine | None, Noun("the subject")] = None
    message: Annotated[
        Annotated[Text, AfterValidator(not_blank), Field(min_length=3, max_length=LIMITS["question"])] | None,
        Noun("the message"),
    ] = None
    reason: Reason
    dry_run: bool = False
    preview: ShortLine | None = None

    def asked(self) -> dict[str, Any]:
        """What the job keeps of it."""
        return self.model_dump(include={"action", "outcome", "until", "subject", "dry_run"}, exclude_none=True)


class CycleExtensionForm(Model):
    """A later deadline for everyone: a wall minute of the cycle's time zone, and why."""

    deadline: Annotated[Wall, Noun("the new deadline")]
    reason: Reason


class TermForm(Model):
    """Other dates for a match: the first day, the day after the last, and why."""

    starts_on: Day
    ends_on: Day
    reason: Reason


class MatchEndingForm(Model):
    """Why staff end a match; it stays in the trail, and neither side reads it."""

    reason: Reason


class RetirementForm(Model):
    """Why a mentor leaves, if it's known."""

    reason: Reason | None = None


class ErasureForm(Model):
    """Why a person is erased; it stays in the trail, so it names no one."""

    reason: Reason


class RestorationForm(Model):
    """Why mail may go to an address again."""

    reason: Reason


class MentorCapacityForm(Model):
    """How many mentees a mentor takes at once, and why staff change it."""

    reason: Reason
    capacity: Annotated[int, Field(ge=1, le=5), Noun("how many mentees the mentor takes at once")]


class PairForm(Model):
    """An application and a mentor."""

    application: ShortLine
    mentor: ShortLine


class CapacityForm(Model):
    """The most mentees a mentor has in this round, including current ones."""

    mentor: ShortLine
    capacity: Annotated[int, Field(ge=0, le=5)]


def _one_capacity_each(capacities: list[CapacityForm]) -> list[CapacityForm]:
    if len({capacity.mentor for capacity in capacities}) < len(capacities):
        raise PydanticCustomError("distinct", "Enter each mentor only once.")
    return capacities


Pairs = Annotated[list[PairForm], Field(max_length=500)]


class AdjustmentsForm(Model):
    """Everything that staff change in a draft; the round decides about pairs and mentors that aren't named."""

    pin: Annotated[Pairs, Noun("the pinned pairs")]
    forbid: Annotated[Pairs, Noun("the forbidden pairs")]
    capacity: Annotated[
        list[CapacityForm],
        Field(max_length=500, default_factory=list),
        AfterValidator(_one_capacity_each),
        Noun("mentor"),
    ]
