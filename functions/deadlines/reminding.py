"""Reminders before a deadline: one fact for a whole cycle, and one for each draft that was extended beyond it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from shared.domain.activity import Activity, ActivityType, activity
from shared.domain.instants import to_iso
from shared.domain.reminders import DRAFT, EDITS, reminder_due
from shared.store import applications, cycles

Announce = Callable[[Activity], bool]


def of_cycle(cycle_id: str, now: datetime, announce: Announce) -> int:
    """Announce the reminders that a cycle's deadline makes due; return how many."""
    cycle = cycles.require(cycle_id)
    if now < cycle.opens_at:
        return 0
    of_drafts = _fact("DeadlineReminderDue", DRAFT, cycle_id, cycle_id, cycle.accepts_before, now)
    of_edits = _fact("EditsReminderDue", EDITS, cycle_id, cycle_id, cycle.accepts_before, now)
    return sum(announce(fact) for fact in (of_drafts, of_edits) if fact)


def of_extended(application: str, now: datetime, announce: Announce) -> bool:
    """Announce the reminder that a draft's own deadline makes due; return whether there was one."""
    stored = applications.load(application)
    if stored is None or stored.extension is None or stored.status != "draft":
        return False
    until = stored.extension.until
    if until <= cycles.require(stored.cycle).accepts_before:
        return False
    fact = _fact("DeadlineReminderDue", DRAFT, stored.id, stored.cycle, until, now)
    return fact is not None and announce(fact)


def _fact(
    type: ActivityType, before: Sequence[timedelta], subject: str, cycle: str, deadline: datetime, now: datetime
) -> Activity | None:
    due = reminder_due(before, deadline, now)
    if due is None:
        return None
    hours, until = due // timedelta(hours=1), to_iso(deadline)
    return activity(type, subject, f"{until}-{hours}h", at=now, actor="program", cycle=cycle, until=until, hours=hours)
