"""What each side says during a term: whether the two met and how it goes, and whether they are in touch."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from shared.domain.instants import to_iso
from shared.domain.limits import LIMITS
from shared.domain.model import Model, Text

Side = Literal["applicant", "mentor"]
# A rating up to this is for staff to look at.
LOW = 2


class CheckInForm(Model):
    """One side's answer to a check-in; `rating` goes from 1, badly, to 5, very well. Staff read the note."""

    month: Annotated[int, Field(ge=1, le=24)]
    met: bool
    rating: Annotated[int, Field(ge=1, le=5)]
    note: Annotated[Text, Field(max_length=LIMITS["reason"])] | None = None


class CheckInAnswerDict(TypedDict):
    """What one side answered."""

    met: bool
    rating: int
    note: NotRequired[str]
    answered_at: str


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One side's answer to the check-in of a month."""

    side: Side
    month: int
    met: bool
    rating: int
    answered_at: datetime
    note: str | None = None

    def says(self, form: CheckInForm) -> bool:
        """Whether this is the same answer."""
        return (self.month, self.met, self.rating, self.note) == (form.month, form.met, form.rating, form.note or None)

    def as_dict(self) -> CheckInAnswerDict:
        """The answer as the one who gave it, or staff, see it."""
        body: CheckInAnswerDict = {
            "met": self.met,
            "rating": self.rating,
            "answered_at": to_iso(self.answered_at),
        }
        if self.note:
            body["note"] = self.note
        return body


def needs_staff(answer: CheckIn, earlier: CheckIn | None) -> bool:
    """Whether staff should look: a low rating, or not met for the second time in a row."""
    return answer.rating <= LOW or not (answer.met or earlier is None or earlier.met)
