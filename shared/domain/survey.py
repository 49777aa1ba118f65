"""The survey: what each side says of the year once the term is complete; staff read it, the other side doesn't."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from shared.domain.check_in import LOW, Side
from shared.domain.instants import to_iso
from shared.domain.limits import LIMITS
from shared.domain.model import Model, Text


class SurveyForm(Model):
    """One side's answer; `rating` goes from 1, badly, to 5, very well. Staff read the note."""

    rating: Annotated[int, Field(ge=1, le=5)]
    recommend: bool
    note: Annotated[Text, Field(max_length=LIMITS["survey_note"])] | None = None


class SurveyAnswerDict(TypedDict):
    """What one side answered."""

    rating: int
    recommend: bool
    note: NotRequired[str]
    answered_at: str


class SurveyDict(TypedDict):
    """The answers that one may read: one's own; staff read both. The thread says until when they can be given."""

    applicant: NotRequired[SurveyAnswerDict]
    mentor: NotRequired[SurveyAnswerDict]


@dataclass(frozen=True, slots=True)
class Survey:
    """One side's answer to the survey."""

    side: Side
    rating: int
    recommend: bool
    answered_at: datetime
    note: str | None = None

    def says(self, form: SurveyForm) -> bool:
        """Whether this is the same answer."""
        return (self.rating, self.recommend, self.note) == (form.rating, form.recommend, form.note or None)

    @property
    def needs_staff(self) -> bool:
        """Whether staff should look."""
        return self.rating <= LOW

    def as_dict(self) -> SurveyAnswerDict:
        """The answer as the one who gave it, or staff, see it."""
        body: SurveyAnswerDict = {
            "rating": self.rating,
            "recommend": self.recommend,
            "answered_at": to_iso(self.answered_at),
        }
        if self.note:
            body["note"] = self.note
        return body


def answers_of(surveys: Iterable[Survey]) -> SurveyDict:
    """These answers, each under its side."""
    body: SurveyDict = {}
    for survey in surveys:
        body[survey.side] = survey.as_dict()
    return body
