"""What staff ask an applicant for after a submission, and the answer; staff and the applicant alone read the texts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from shared.domain.instants import to_eastern, to_iso

QuestionState = Literal["open", "answered", "withdrawn"]


class QuestionDict(TypedDict):
    """A question and its answer; it can be answered strictly before `until`."""

    number: int
    state: QuestionState
    message: str
    asked_at: str
    asked_at_et: str
    until: str
    until_et: str
    answer: NotRequired[str]
    answered_at: NotRequired[str]
    answered_at_et: NotRequired[str]


class StaffQuestionDict(QuestionDict):
    """A question as staff see it, with who asked."""

    asked_by: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of staff's: `number` counts from 1 in an application; it's answered strictly before `until`."""

    number: int
    message: str = field(repr=False)
    asked_at: datetime
    asked_by: str
    until: datetime
    answer: str | None = field(default=None, repr=False)
    answered_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def state(self) -> QuestionState:
        """Whether it waits for an answer, whatever its end."""
        if self.answered_at:
            return "answered"
        return "withdrawn" if self.withdrawn_at else "open"

    @property
    def until_et(self) -> str:
        """The last minute in which it can be answered."""
        return to_eastern(self.until - timedelta(minutes=1))

    def as_dict(self) -> QuestionDict:
        """The question as the applicant sees it."""
        body: QuestionDict = {
            "number": self.number,
            "state": self.state,
            "message": self.message,
            "asked_at": to_iso(self.asked_at),
            "asked_at_et": to_eastern(self.asked_at),
            "until": to_iso(self.until),
            "until_et": self.until_et,
        }
        if self.answer is not None and self.answered_at:
            body["answer"] = self.answer
            body["answered_at"] = to_iso(self.answered_at)
            body["answered_at_et"] = to_eastern(self.answered_at)
        return body

    def as_staff_dict(self) -> StaffQuestionDict:
        """The question as staff see it."""
        return {**self.as_dict(), "asked_by": self.asked_by}


def open_question(questions: Sequence[Question]) -> Question | None:
    """The one that waits for an answer: the newest, unless it was answered or withdrawn."""
    return questions[-1] if questions and questions[-1].state == "open" else None
