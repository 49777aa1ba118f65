"""The matches table: by applicant, by mentor, and by state and time to respond."""

from collections.abc import Container, Iterator
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from shared.domain.instants import to_iso
from shared.domain.match import Match, MatchState
from shared.store import dynamodb as db
from shared.store.records import to_item, to_record

TABLE = "matches"


def load(match: str) -> Match | None:
    """Read a match."""
    item = db.get(TABLE, id=match)
    return to_record(Match, item) if item else None


def write(match: Match) -> db.Write:
    """Write a match over the revision it was read at."""
    return db.put(TABLE, to_item(match), match.revision)


def of_application(application: str) -> list[Match]:
    """Read an application's matches, oldest first."""
    return [to_record(Match, item) for item in db.query(TABLE, "by_applicant", {"application": application})]


def of_mentor(mentor: str) -> list[Match]:
    """Read a mentor's matches, oldest first."""
    return [to_record(Match, item) for item in db.query(TABLE, "by_mentor", {"mentor": mentor})]


def list_due(by: datetime) -> Iterator[str]:
    """List the ids of the proposals whose time to respond ended by then, also of one that can't be read."""
    for item in db.query(TABLE, "by_state", {"state": "proposed"}):
        if item["respond_by"] > to_iso(by):
            return
        yield item["id"]


def list_in(*states: MatchState, to_respond_since: datetime | None = None) -> Iterator[tuple[str, Match | None]]:
    """Read the matches in these states, with their ids; None in place of one that can't be read.

    Those alone whose time to respond ended after `to_respond_since`, if it's given.
    """
    later = ("respond_by", to_iso(to_respond_since), "~") if to_respond_since else None
    for state in states:
        for item in db.query(TABLE, "by_state", {"state": state}, later):
            yield item["id"], _readable(item)


def scan_page(cycle: str, after: str | None, limit: int) -> tuple[list[tuple[str, Match | None]], str | None]:
    """Read a cycle's matches with their ids, a page of the table at a time, and where to read on; None at the end.

    None is in place of a match that can't be read. A page looks at `limit` matches of whichever cycle.
    """
    start: Any = {"ExclusiveStartKey": {"id": {"S": after}}} if after else {}
    page = db.client().scan(TableName=db.table(TABLE), ConsistentRead=True, Limit=limit, **start)
    items = [item for item in map(db.decode_item, page["Items"]) if item.get("cycle") == cycle]
    last = page.get("LastEvaluatedKey")
    return [(item["id"], _readable(item)) for item in items], last["id"]["S"] if last else None


def _readable(item: db.Item) -> Match | None:
    try:
        return to_record(Match, item)
    except ValidationError:
        return None


def closed_pairs(cycle: str, states: Container[str]) -> set[tuple[str, str]]:
    """Read from the table itself the pairs (application, mentor) whose match is in one of these states."""
    rows = db.read_through(TABLE, "application", "mentor", "state", cycle=cycle)
    return {(row["application"], row["mentor"]) for row in rows if row["state"] in states}
