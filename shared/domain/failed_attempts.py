"""Whom our own failures touched near the deadline, and the extension that makes up for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shared.domain.activity import Activity
from shared.domain.application import Application, Extension
from shared.domain.cycle import Cycle
from shared.domain.instants import to_eastern

#: How long before the deadline a failure may have cost someone the deadline: who failed earlier had days left.
NEAR = timedelta(hours=72)
_DAYS = 3
_OPEN = ("draft", "lapsed", "submitted", "eligible", "needs_review", "ineligible")


@dataclass(frozen=True, slots=True)
class Touched:
    """Someone whose attempts failed on our side: the id that their application has or would have, and their sign-in."""

    application: str
    account: str
    attempts: int
    last_at: datetime

    @property
    def reason(self) -> str:
        """Why they're extended."""
        return f"Our system failed when this person tried to apply, last on {to_eastern(self.last_at)}."


def touched_by(facts: Iterable[Activity]) -> dict[str, Touched]:
    """Who was touched, by application."""
    found: dict[str, Touched] = {}
    for fact in facts:
        known = found.get(fact.subject)
        if known is None:
            found[fact.subject] = Touched(fact.subject, str(fact.data["caller"]), 1, fact.at)
        else:
            last_at = max(known.last_at, fact.at)
            found[fact.subject] = replace(known, attempts=known.attempts + 1, last_at=last_at)
    return found


def is_owed(cycle: Cycle, touched: Touched, stored: Application | None, granted: Extension | None) -> bool:
    """Whether the last failure came near this person's deadline and nothing made up for it since.

    A later submission did, and so did an extension; `granted` is that of an address without an application.
    """
    own = stored.extension if stored else granted
    until = max(cycle.accepts_before, own.until) if own and own.granted_at < touched.last_at else cycle.accepts_before
    if not until - NEAR <= touched.last_at < until or (own and own.granted_at >= touched.last_at):
        return False
    if stored is None:
        return True
    is_submitted_since = stored.receipt is not None and stored.receipt.received_at >= touched.last_at
    return stored.status in _OPEN and (not is_submitted_since or stored.unsubmitted_changes)


def proposed_until(cycle: Cycle, now: datetime) -> str:
    """The wall minute that is proposed: the end of the third day after now, or after the deadline if that's later."""
    day = max(now, cycle.deadline_at).astimezone(ZoneInfo(cycle.time_zone)) + timedelta(days=_DAYS)
    return f"{day:%Y-%m-%d}T23:59"
