"""The trail, newest first: of a subject, of a member of the staff, of a type, or day by day, a page at a time."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from shared.domain.activity import Activity, ActivityType
from shared.domain.instants import to_iso
from shared.store import dynamodb as db
from shared.store.activities import DAY_SHARDS, TABLE, day_of, read

#: How many facts, and days, are looked at for a page; past them, the page is shorter and the next one goes on.
_LOOKED_AT, _DAYS = 1000, 31
#: How many facts a query reads at once, at least; one without a limit would read a megabyte for a page of fifty.
_AT_ONCE = 100


class Position(NamedTuple):
    """Where a page ended: the instant (ISO) and id of its last fact, or a day that's all read."""

    at: str
    id: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which facts: of a cycle, a subject, a type or an actor, or of any; from `since` until `until`, both included."""

    since: datetime
    until: datetime
    cycle: str = ""
    subject: str = ""
    type: ActivityType | None = None
    actor: str = ""

    def has(self, fact: Activity) -> bool:
        """Whether a fact is wanted."""
        return all(
            not asked or asked == given
            for asked, given in (
                (self.cycle, fact.cycle),
                (self.subject, fact.subject),
                (self.type, fact.type),
                (self.actor, fact.actor),
            )
        )


def page(wanted: Wanted, after: Position | None, limit: int) -> tuple[list[Activity], Position | None]:
    """Read the wanted facts behind a position, at most `limit`, and where to read on; None after the last page."""
    between = _between(wanted, after)
    if wanted.subject:
        items = db.query(TABLE, "by_subject", {"subject": wanted.subject}, between, **_newest_first(limit))
    elif wanted.actor.startswith("staff:"):
        items = db.query(TABLE, "by_staff", {"staff": wanted.actor}, between, **_newest_first(limit))
    elif wanted.type:
        items = db.query(TABLE, "by_type", {"listed_type": wanted.type}, between, **_newest_first(limit))
    else:
        items = _by_day(wanted, between, limit)
    return _page(items, wanted, after, limit)


def page_of_days(wanted: Wanted, after: Position | None, limit: int) -> tuple[list[Activity], Position | None]:
    """Read such a page day by day, whatever is wanted: for who may read the trail only so."""
    return _page(_by_day(wanted, _between(wanted, after), limit), wanted, after, limit)


def _newest_first(limit: int) -> dict[str, Any]:
    return {"ScanIndexForward": False, "Limit": max(limit + 1, _AT_ONCE)}


def _between(wanted: Wanted, after: Position | None) -> tuple[str, str, str]:
    latest = min(after.at, to_iso(wanted.until)) if after else to_iso(wanted.until)
    return "at", to_iso(wanted.since), latest


def _page(
    items: Iterable[db.Item], wanted: Wanted, after: Position | None, limit: int
) -> tuple[list[Activity], Position | None]:
    facts: list[Activity] = []
    looked_at, last = 0, after
    for position, fact in _positions(items, after):
        if fact and wanted.has(fact):
            if len(facts) == limit:
                return facts, Position(to_iso(facts[-1].at), facts[-1].id)
            facts.append(fact)
        looked_at, last = looked_at + 1, position
        if looked_at == _LOOKED_AT or fact is None:
            return facts, last
    return facts, None


def _positions(items: Iterable[db.Item], after: Position | None) -> Iterator[tuple[Position, Activity | None]]:
    """Every fact behind a position, newest first; no fact where many days were read and more are left."""
    for _, same_instant in groupby(items, key=lambda item: item["at"]):
        for item in sorted(same_instant, key=lambda item: str(item.get("id", "")), reverse=True):
            position = Position(item["at"], item.get("id", ""))
            if after is None or position < after:
                yield position, read(item) if "type" in item else None


def _by_day(wanted: Wanted, between: tuple[str, str, str], limit: int) -> Iterator[db.Item]:
    day = datetime.fromisoformat(between[2]).astimezone(UTC).date()
    for _ in range(_DAYS):
        if day < wanted.since.astimezone(UTC).date():
            return
        shards = (
            db.query(TABLE, "by_day", {"day": day_of(day, shard)}, between, **_newest_first(limit))
            for shard in range(DAY_SHARDS)
        )
        yield from heapq.merge(*shards, key=lambda item: str(item["at"]), reverse=True)
        day -= timedelta(days=1)
    if day >= wanted.since.astimezone(UTC).date():
        yield {"at": f"{day:%Y-%m-%d}T23:59:59.999Z", "id": "\U0010fffd"}
