"""The policy_checks table: the dry run of a policy over a cycle, and pieces with those whose verdict would change."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Literal

from typing_extensions import TypedDict

from shared.domain.activity import Activity, activity
from shared.domain.eligibility import Outcome
from shared.domain.kept import KEPT
from shared.store import dynamodb as db
from shared.store.records import to_item, to_record

TABLE = "policy_checks"
_KEPT = KEPT["policy_checks"].span
_LAST = "\U0010fffd"


class ChangeDict(TypedDict):
    """An application whose verdict would change, and the rules that would find something else."""

    application: str
    before: Outcome
    after: Outcome
    rules: list[str]


@dataclass(frozen=True, slots=True)
class PolicyCheck:
    """The newest dry run of a policy over a cycle; `page` is the next to check, `after` where the one before ended.

    `changes` counts by `before>after`; `by_staff` are those that staff decided, whose verdict no policy changes, and
    `skipped` those whose newest version isn't judged yet.
    """

    cycle: str
    policy: str
    run: str
    state: Literal["running", "done"]
    requested_at: datetime
    page: int = 0
    after: str | None = None
    checked: int = 0
    by_staff: int = 0
    skipped: int = 0
    changes: dict[str, int] = field(default_factory=dict)
    finished_at: datetime | None = None
    revision: int = 0


def load(cycle: str, policy: str) -> PolicyCheck | None:
    """Read the newest dry run of a policy over a cycle."""
    item = db.get(TABLE, id=f"{cycle}#{policy}", part="check")
    return to_record(PolicyCheck, item) if item else None


def page_wanted(check: PolicyCheck, actor: str, now: datetime) -> Activity:
    """The fact that asks for the check's page."""
    return activity(
        "PolicyCheckRequested", check.cycle, f"{check.policy}.{check.run}.{check.page}", at=now, actor=actor,
        cycle=check.cycle, policy=check.policy, run=check.run, page=check.page,
    )  # fmt: skip


def finished(check: PolicyCheck, now: datetime) -> Activity:
    """The fact that every page is checked."""
    return activity(
        "PolicyCheckFinished", check.cycle, f"{check.policy}.{check.run}", at=now, actor="program",
        cycle=check.cycle, policy=check.policy, run=check.run, checked=check.checked,
    )  # fmt: skip


def write(check: PolicyCheck) -> db.Write:
    """Write a dry run over the revision it was read at."""
    item = {**to_item(check), "id": f"{check.cycle}#{check.policy}", "part": "check", **_expiring(check)}
    return db.put(TABLE, item, check.revision)


def write_piece(check: PolicyCheck, changed: list[ChangeDict]) -> db.Write:
    """Write those of the check's page whose verdict would change."""
    return db.put(TABLE, {"id": _pieces(check), "part": f"{check.page:06}", "changed": changed, **_expiring(check)})


def load_pieces(check: PolicyCheck, after: str, limit: int) -> Iterator[tuple[str, list[ChangeDict]]]:
    """Read the pieces behind one, at most `limit`: the name of each, and who is in it."""
    items = db.query(TABLE, None, {"id": _pieces(check)}, ("part", f"{after}~" if after else "0", _LAST), Limit=limit)
    return ((item["part"], item["changed"]) for item in islice(items, limit))


def _pieces(check: PolicyCheck) -> str:
    return f"{check.cycle}#{check.policy}#{check.run}"


def _expiring(check: PolicyCheck) -> dict[str, int]:
    return {"expires_at": int((check.requested_at + _KEPT).timestamp())}
