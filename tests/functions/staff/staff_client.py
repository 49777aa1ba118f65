"""The program's staff, as they use the API over HTTP."""

import json
import re
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from functions.matching.handler import handler as matching
from functions.staff.handler import handler
from shared.domain.cycle import Cycle
from tests.faults import account
from tests.functions.http import Answer, call
from tests.runtime.messages import deliver
from tests.scene import Scene

NEW_YORK = ZoneInfo("America/New_York")
_CHANGES = (
    "verdict|extension|question(/withdrawal)?|approval|pause|resume|retirement|capacity|adjustments|publication|term|"
    "ending"
)
_OF_A_COPY = re.compile(rf"(PUT (?P<itself>/cycles/[^/]+)|\w+ (?P<under>.+)/({_CHANGES}))$")


def staff(method: str, path: str, body: Any = None, **more: Any) -> Answer:
    """Send a request, as a member of staff who just read what they change by default."""
    caller = {"sub": "staff-1", "groups": "[staff coordinator]", **more}
    if "headers" not in more and (etag := etag_of(method, path)):
        caller["headers"] = {"If-Match": etag}
    return call(handler, method, f"/api/staff{path}", body, **caller)


def etag_of(method: str, path: str) -> str | None:
    """The ETag of what a change changes; None when it changes nothing that is there."""
    of = _OF_A_COPY.match(f"{method} {path}")
    if not of:
        return None
    read = call(handler, "GET", f"/api/staff{of['itself'] or of['under']}", sub="staff-1", groups="[staff coordinator]")
    return read.headers.get("etag")


def facts_of(cycle: Cycle, **changes: Any) -> dict[str, Any]:
    """A cycle as staff write it."""
    return {**cycle.model_dump(mode="json", exclude={"id", "revision"}), **changes}


def write_cycle(cycle: Cycle, **changes: Any) -> None:
    """Write a cycle; as the first thing in an account, it's what it was when it was written so before."""
    facts = facts_of(cycle, **changes)
    if account.is_empty():
        _first(cycle.id, json.dumps(facts))()
    else:
        _put(cycle.id, facts)


@cache
def _first(cycle: str, facts: str) -> Scene[None]:
    return Scene(lambda: _put(cycle, json.loads(facts)))


def _put(cycle: str, facts: dict[str, Any]) -> None:
    answer = staff("PUT", f"/cycles/{cycle}", {**facts, "reason": "A test writes it."})
    assert answer.status in (200, 201)


def window(now: datetime, opens_in: int, closes_in: int) -> dict[str, Any]:
    """The facts of a cycle whose window opens and closes at noon, in days from now, and whose term comes later."""
    opens, closes = (
        f"{now.astimezone(NEW_YORK) + timedelta(days=days):%Y-%m-%dT12:00}" for days in (opens_in, closes_in)
    )
    starts_on = f"{now + timedelta(days=closes_in + 60):%Y-%m-%d}"
    return {"opens": opens, "deadline": closes, "term": {"starts_on": starts_on, "min_months": 6, "max_months": 12}}


def draw_round(cycle: str = "2024-25") -> int:
    """Request a round and have it drawn up; return its number."""
    requested = staff("POST", f"/cycles/{cycle}/rounds")
    assert requested.status == 202
    deliver(matching, "RoundRequested")
    number: int = requested.json["round"]
    return number


def publish(number: int, cycle: str = "2024-25") -> Answer:
    """Publish a round."""
    return staff("POST", f"/cycles/{cycle}/rounds/{number}/publication")


def propose(cycle: str = "2024-25") -> list[dict[str, Any]]:
    """Draw a round up, publish it and have its pairs proposed; return them."""
    number = draw_round(cycle)
    pairs: list[dict[str, Any]] = staff("GET", f"/cycles/{cycle}/rounds/{number}").json["pairs"]
    assert publish(number, cycle).status == 200
    deliver(matching, "RoundPublished")
    return pairs
