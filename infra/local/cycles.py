"""The three cycles of the local cloud: the page's, one that is open and stays so, and one that goes through a year."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from infra.local.client import Client

EASTERN = ZoneInfo("America/New_York")
PAGE = {
    "name": "2024-25 Diversity Mentoring Program",
    "opens": "2024-02-16T00:00",
    "deadline": "2024-04-15T23:59",
    "term": {"starts_on": "2024-07-01", "min_months": 6, "max_months": 12},
}
#: The open cycle: how long ago it opened, and when it closes.
OPENED, CLOSES_IN = timedelta(weeks=4), timedelta(weeks=5)
_SET_UP = "The local cloud sets up its cycles."
_USUAL = {
    "time_zone": "America/New_York",
    "eligibility_policy": "2024-25.1",
    "matching_policy": "participation.3",
    "response_days": 10,
    "contact_email": "mentoring@example.org",
}


def write_all(staff: Client, now: datetime) -> dict[str, str]:
    """Write the cycles as staff do; return their ids by what they are for."""
    year = now.year
    facts: dict[str, tuple[str, dict[str, Any]]] = {
        "page": ("2024-25", PAGE),
        "open": (
            f"{year}-{(year + 1) % 100:02}",
            _open(now, f"{year}-{(year + 1) % 100:02} Diversity Mentoring Program"),
        ),
        "driven": (
            f"{year}-demo",
            _facts(
                f"{year} demonstration Diversity Mentoring Program",
                _wall(now - timedelta(days=1)),
                _wall(now + timedelta(hours=1)),
            ),
        ),
    }
    for cycle, written in facts.values():
        staff.change(f"/api/staff/cycles/{cycle}", "PUT", body={**_USUAL, **written, "reason": _SET_UP})
    return {purpose: cycle for purpose, (cycle, _) in facts.items()}


def renew_open(staff: Client, cycle: str, now: datetime) -> None:
    """Give the open cycle its dates as of today: it stays open however long ago it was written."""
    name = staff.must("GET", f"/api/cycles/{cycle}")["name"]
    renewed = {**_USUAL, **_open(now, name), "reason": "The local cloud renews its open cycle."}
    staff.change(f"/api/staff/cycles/{cycle}", "PUT", body=renewed)


def _open(now: datetime, name: str) -> dict[str, Any]:
    """A window like the program's: midnight some weeks ago until 11:59 PM some weeks ahead."""
    today = now.astimezone(EASTERN).date()
    return _facts(name, f"{today - OPENED:%Y-%m-%d}T00:00", f"{today + CLOSES_IN:%Y-%m-%d}T23:59")


def close_soon(staff: Client, cycle: str) -> datetime:
    """Move the deadline to the minute now running, or the next if it is nearly over; return the first late instant."""
    shown = staff.must("GET", f"/api/cycles/{cycle}")
    last_minute = (datetime.now(UTC) + timedelta(seconds=5)).replace(second=0, microsecond=0)
    facts = {
        **_USUAL,
        "name": shown["name"],
        "term": shown["term"],
        "opens": _wall(datetime.fromisoformat(shown["opens_at"])),
        "deadline": _wall(last_minute),
        "reason": "The demonstration goes through its year in minutes.",
    }
    written = staff.change(f"/api/staff/cycles/{cycle}", "PUT", body=facts)
    return datetime.fromisoformat(written["accepts_before"])


def _facts(name: str, opens: str, deadline: str) -> dict[str, Any]:
    begins = datetime.fromisoformat(deadline) + timedelta(days=60)
    term = {"starts_on": f"{begins:%Y-%m-%d}", "min_months": 6, "max_months": 12}
    return {"name": name, "opens": opens, "deadline": deadline, "term": term}


def today() -> date:
    """The day where the program is."""
    return datetime.now(EASTERN).date()


def _wall(instant: datetime) -> str:
    return f"{instant.astimezone(EASTERN):%Y-%m-%dT%H:%M}"
