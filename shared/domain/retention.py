"""What of a cycle is kept for long enough, and is to be deleted: decided of the cycle, its records and `now`."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple, get_args

from shared.domain.activity import Activity, activity
from shared.domain.application import Application
from shared.domain.cycle import Cycle
from shared.domain.instants import to_iso
from shared.domain.kept import KEPT

#: What goes by cycle, in its order: sign-ins once drafts are gone, and again once applications are.
Kind = Literal["drafts", "sign_ins_of_drafts", "self_identification", "cvs", "applications", "rounds", "sign_ins"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# What counts figures that must be counted before.
_COUNTED: frozenset[Kind] = frozenset({"self_identification", "applications"})
# What a pair in its term needs.
_NEEDED: frozenset[Kind] = frozenset({"applications", "rounds", "sign_ins"})
# A count that takes longer is begun again.
_STUCK = timedelta(hours=1)
Step = Literal["ask", "count", "wait"]


class LastReport(NamedTuple):
    """The report of a cycle that stays: when it was asked for, and whether everything is counted."""

    asked_at: datetime
    is_done: bool


def due_at(cycle: Cycle, kind: Kind) -> datetime:
    """When a kind of a cycle's data is to be deleted."""
    if kind == "drafts":
        return cycle.accepts_before + KEPT["drafts"].span
    if kind == "sign_ins_of_drafts":
        return due_at(cycle, "drafts") + KEPT["sign_ins"].span
    if kind == "sign_ins":
        return due_at(cycle, "applications") + KEPT["sign_ins"].span
    return cycle.ends_at + KEPT[kind].span


def due(cycle: Cycle, now: datetime) -> list[Kind]:
    """What of a cycle was kept for long enough, in the order in which it goes."""
    return [kind for kind in KINDS if due_at(cycle, kind) <= now]


def next_step(cycle: Cycle, kind: Kind, last: LastReport | None, has_pairs: bool, now: datetime) -> Step:
    """What to do about a kind that is due: ask for its deletion, have the last report counted before, or wait.

    `last` is the cycle's report that stays, and `has_pairs` whether it still has proposals or pairs.
    """
    if kind in _NEEDED and has_pairs:
        return "wait"
    if kind not in _COUNTED:
        return "ask"
    if last is None or last.asked_at < due_at(cycle, kind):
        return "count"
    if last.is_done:
        return "ask"
    return "count" if now - last.asked_at >= _STUCK else "wait"


def slice_wanted(cycle: Cycle, kind: Kind, number: int, after: str, now: datetime) -> Activity:
    """The fact that asks for a slice of the deletion, from the first or `after` a place, once."""
    return activity(
        "RetentionDue", cycle.id, f"{_once(cycle, kind)}.{number}", at=now, actor="program", cycle=cycle.id, kind=kind,
        slice=number, after=after,
    )  # fmt: skip


def finished(cycle: Cycle, kind: Kind, slices: int, now: datetime) -> Activity:
    """The fact that nothing of a kind is left."""
    once = _once(cycle, kind)
    return activity("RetentionDone", cycle.id, once, at=now, actor="program", cycle=cycle.id, kind=kind, slices=slices)


def _once(cycle: Cycle, kind: Kind) -> str:
    """A cycle whose dates were moved is another one."""
    return f"{kind}-{to_iso(due_at(cycle, kind))}"


def is_forgettable(cycle: Cycle, application: Application, now: datetime) -> bool:
    """Whether a draft was never submitted and its person's deadline is long enough ago."""
    own = application.extension.until if application.extension else cycle.accepts_before
    last = max(own, cycle.accepts_before)
    return application.submitted_version is None and last + KEPT["drafts"].span <= now
