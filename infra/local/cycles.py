"""The three cycles of the local cloud: the page's, one that is open and stays so, and one that goes through a year."""

from datetime import UTC, datetime, timedelta
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
_USUAL = {
    "time_zone": "America/New_York",
    "eligibility_policy": "2024-25.1",
    "matching_policy": "participation.2",
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
            _facts(now, f"{year}-{(year + 1) % 100:02}", opened=timedelta(days=30), open_for=timedelta(days=730)),
        ),
        "driven": (
            f"{year}-demo",
            _facts(now, f"{year} demonstration", opened=timedelta(days=1), open_for=timedelta(hours=1)),
        ),
    }
    for cycle, written in facts.values():
        staff.change(f"/api/staff/cycles/{cycle}", "PUT", body={**_USUAL, **written})
    return {purpose: cycle for purpose, (cycle, _) in facts.items()}


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


def _facts(now: datetime, name: str, opened: timedelta, open_for: timedelta) -> dict[str, Any]:
    closes = now + open_for
    return {
        "name": f"{name} Diversity Mentoring Program",
        "opens": _wall(now - opened),
        "deadline": _wall(closes),
        "term": {"starts_on": f"{(closes + timedelta(days=60)):%Y-%m-%d}", "min_months": 6, "max_months": 12},
    }


def _wall(instant: datetime) -> str:
    return f"{instant.astimezone(EASTERN):%Y-%m-%dT%H:%M}"
