"""A job: what staff asked for that takes longer than a request, how far it is, and what came of it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from shared.domain.instants import to_eastern, to_iso
from shared.domain.kept import KEPT

JobKind = Literal["export", "bulk"]
JobState = Literal["queued", "running", "done", "failed"]
ExportKind = Literal["applications", "mentors", "matches", "activity"]
ExportFormat = Literal["csv", "xlsx"]
BulkAction = Literal["verdict", "extension", "mail"]
#: How long the file of an export is kept, and how long its job.
FILE_KEPT, JOB_KEPT = KEPT["exports"].span, KEPT["jobs"].span


class FailureDict(TypedDict):
    """What a job left out, by its id, and why."""

    id: str
    why: str


class JobDict(TypedDict):
    """A job; `total` is None until it is known, `link` opens the file of an export for some minutes.

    `touches` are the applications that a dry run would change.

    `asked` says what of: an export's kind and format; a bulk's action, a mail's subject, and whether it's only tried.
    """

    id: str
    kind: JobKind
    cycle: str
    asked: dict[str, Any]
    state: JobState
    done: int
    total: int | None
    failed: list[FailureDict]
    by: str
    created_at: str
    created_at_et: str
    touches: NotRequired[list[str]]
    link: NotRequired[str]
    link_until: NotRequired[str]


@dataclass(frozen=True, slots=True)
class Job:
    """A job as stored: `cursor` is where it goes on, `pieces` name the rows gathered, `todo` and `seen` what's to do.

    `note` is staff's reason and `message` the text of a mail, which may name a person: lists and logs don't show them.
    """

    id: str
    kind: JobKind
    cycle: str
    asked: dict[str, Any]
    by: str
    created_at: datetime
    state: JobState = "queued"
    done: int = 0
    total: int | None = None
    failed: tuple[FailureDict, ...] = ()
    cursor: str | None = None
    pieces: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()
    seen: dict[str, int] = field(default_factory=dict)
    note: str | None = field(default=None, repr=False)
    message: str | None = field(default=None, repr=False)
    finished_at: datetime | None = None
    revision: int = 0

    @property
    def file(self) -> str:
        """The key of an export's file."""
        return f"exports/{self.id}/{self.asked['kind']}-{self.cycle}.{self.asked['format']}"

    def piece(self, mark: str) -> str:
        """The key of some rows of an export."""
        return f"exports/{self.id}/rows/{mark}.jsonl"

    def has_file(self, now: datetime) -> bool:
        """Whether an export's file is there to be opened."""
        return self.kind == "export" and self.state == "done" and now < self.file_until

    @property
    def file_until(self) -> datetime:
        """When the file goes."""
        return (self.finished_at or self.created_at) + FILE_KEPT

    def as_dict(self) -> JobDict:
        """The job as the contract shows it, without a link."""
        body: JobDict = {
            "id": self.id,
            "kind": self.kind,
            "cycle": self.cycle,
            "asked": self.asked,
            "state": self.state,
            "done": self.done,
            "total": self.total,
            "failed": list(self.failed),
            "by": self.by,
            "created_at": to_iso(self.created_at),
            "created_at_et": to_eastern(self.created_at),
        }
        if self.kind == "bulk" and self.asked["dry_run"]:
            body["touches"] = list(self.todo)
        return body


def finished(job: Job, now: datetime) -> Job:
    """The job once everything is done."""
    return replace(job, state="done", total=job.total if job.kind == "bulk" else job.done, finished_at=now)
