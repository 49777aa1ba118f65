"""A task: something that waits for a person of the staff, until one of them marks it done."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from typing_extensions import TypedDict

from shared.domain.activity import Activity, activity
from shared.domain.instants import to_eastern, to_iso

TaskKind = Literal[
    "mail_refused",
    "mail_delayed",
    "bounce",
    "complaint",
    "match_questioned",
    "review",
    "question_answered",
    "outage",
    "dead_letter",
    "no_contact",
    "contact_silence",
    "check_in",
    "check_in_silence",
    "survey",
    "ended_early",
]
#: What staff read at the head of a task.
TITLES: dict[TaskKind, str] = {
    "mail_refused": "An e-mail couldn’t be delivered",
    "mail_delayed": "Our e-mail is delayed",
    "bounce": "An e-mail address doesn’t work",
    "complaint": "Someone reported our e-mail as spam",
    "match_questioned": "A matched applicant is no longer eligible",
    "review": "An application needs review",
    "question_answered": "An applicant answered your question",
    "outage": "Our system failed while this person was using it",
    "dead_letter": "Our system gave up on a message",
    "no_contact": "A mentor and mentee aren’t in touch",
    "contact_silence": "Neither side of a match says whether they’re in touch",
    "check_in": "A check-in needs a look",
    "check_in_silence": "Neither side of a match answered a check-in",
    "survey": "A survey needs a look",
    "ended_early": "A match ended before its shortest term",
}
#: What staff can do about it.
ADVICE: dict[TaskKind, str] = {
    "mail_refused": "Check the address. If you can reach the person another way, ask for one that works.",
    "mail_delayed": "The mail service takes none of ours now. We keep trying; ask the maintainers to look at it.",
    "bounce": "Our e-mail came back. Reach the person another way; they can change the address on their account page.",
    "complaint": "We send them no more e-mail. If they want it, they can tell you, and you can send again.",
    "match_questioned": "Look at the verdict and the match. If the match can’t go on, write to both sides and end it.",
    "review": "Open the application, read the reasons and decide.",
    "question_answered": "Open the application, read the answer and decide.",
    "outage": "Look at the time of the outage. If it cost the person the deadline, extend it.",
    "no_contact": "Write to both and help them find a first time to talk.",
    "contact_silence": "Write to both, or call: an address may no longer work.",
    "check_in": "Read both sides’ check-ins, then talk with each of them alone.",
    "check_in_silence": "Write to both and ask how it’s going.",
    "survey": "Read both sides’ answers, then ask the one who rated the year low what went wrong.",
    "ended_early": "Read the reason. Both can be matched again in the next round.",
    "dead_letter": "Look at it under Repair. A coordinator can send it again there.",
}


class TaskDict(TypedDict):
    """A task as staff see it; `data` holds ids and figures, never an address."""

    id: str
    kind: TaskKind
    cycle: str | None
    subject: str
    title: str
    advice: str
    data: dict[str, Any]
    state: Literal["open", "done"]
    created_at: str
    created_at_et: str
    done_at: str | None
    done_by: str | None


@dataclass(frozen=True, slots=True)
class Task:
    """A task; `subject` is the application, mentor, match, question or queue it is about."""

    id: str
    kind: TaskKind
    subject: str
    created_at: datetime
    cycle: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    done_at: datetime | None = None
    done_by: str | None = None
    revision: int = 0

    def as_dict(self) -> TaskDict:
        """The task as the contract shows it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "cycle": self.cycle,
            "subject": self.subject,
            "title": TITLES[self.kind],
            "advice": ADVICE[self.kind],
            "data": self.data,
            "state": "done" if self.done_at else "open",
            "created_at": to_iso(self.created_at),
            "created_at_et": to_eastern(self.created_at),
            "done_at": to_iso(self.done_at) if self.done_at else None,
            "done_by": self.done_by,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """A task and what happened to it; no fact when nothing did."""

    task: Task
    fact: Activity | None


def raised(
    kind: TaskKind, subject: str, once_per: str, *, at: datetime, cycle: str | None = None, **data: Any
) -> tuple[Task, Activity]:
    """Make the task whose id follows from what it's about, so that it is raised only once, and its fact."""
    task = Task(task_id(kind, subject, once_per), kind, subject, at, cycle, data)
    fact = activity("TaskRaised", subject, task.id, at=at, actor="program", cycle=cycle, task=task.id, **data)
    return task, fact


def task_id(kind: TaskKind, subject: str, once_per: str) -> str:
    """The id of the task that says this of the subject, once per `once_per`."""
    key = hashlib.sha256(f"{kind}.{subject}.{once_per}".encode()).hexdigest()[:24]
    return f"{kind}-{key}"


def done(task: Task, by: str, now: datetime) -> Change:
    """Mark a task done; a second time changes nothing."""
    if task.done_at:
        return Change(task, None)
    fact = activity("TaskDone", task.subject, task.id, at=now, actor=by, cycle=task.cycle, task=task.id)
    return Change(replace(task, done_at=now, done_by=by), fact)
