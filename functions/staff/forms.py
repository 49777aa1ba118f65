"""What staff send."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from shared.domain.addresses import Email
from shared.domain.cycle import CycleFacts, Wall
from shared.domain.error_text import Noun, Verb
from shared.domain.limits import LIMITS
from shared.domain.model import Model, ShortLine, Text, not_blank

Reason = Annotated[
    Text, AfterValidator(not_blank), Field(min_length=3, max_length=LIMITS["reason"]), Noun("the reason")
]


class VerdictForm(Model):
    """Staff's verdict in place of the rules', with its reason."""

    outcome: Annotated[Literal["eligible", "needs_review", "ineligible"], Verb("Choose")]
    reason: Reason


class ExtensionForm(Model):
    """A later deadline for one person: a wall minute of the cycle's time zone, and why."""

    until: Annotated[Wall, Noun("the new deadline")]
    reason: Reason


class CycleForm(CycleFacts):
    """A cycle as staff write it; a deadline that comes earlier than before needs a reason."""

    reason: Reason | None = None


class AddressExtensionForm(ExtensionForm):
    """A later deadline for someone who has no application yet, by their address."""

    email: Email


class CycleExtensionForm(Model):
    """A later deadline for everyone: a wall minute of the cycle's time zone, and why."""

    deadline: Annotated[Wall, Noun("the new deadline")]
    reason: Reason


class RetirementForm(Model):
    """Why a mentor leaves, if it's known."""

    reason: Reason | None = None


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
