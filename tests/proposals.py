"""How a round comes to propose someone, as staff and the two sides do it over HTTP."""

from collections.abc import Mapping
from typing import Any

from infra.local.client import Client, Refused
from tests.local_cloud import close_now, eventually


def propose_to(volunteer: Client, form: Mapping[str, Any], staff: Client, cycle: str) -> dict[str, Any]:
    """Approve a volunteer with this form, and have a round propose someone of the cycle; return their match."""
    record = volunteer.must("PUT", "/api/mentor", form)
    staff.change(f"/api/staff/mentors/{record['id']}", "POST", "/approval")
    propose(staff, cycle)
    (match,) = eventually(lambda: volunteer.must("GET", "/api/matches")["items"])
    return dict(match)


def propose(staff: Client, cycle: str) -> None:
    """Close the cycle, match and publish, as staff do; the closing round may come before theirs or after it."""
    close_now(staff, cycle)
    staff.must("POST", f"/api/staff/cycles/{cycle}/rounds")
    eventually(lambda: _published(staff, cycle), 90)


def newest_draft(staff: Client, cycle: str) -> Any:
    """The newest round if it's a draft: a provisional one may be under way when the window closes."""
    rounds = staff.must("GET", f"/api/staff/cycles/{cycle}/rounds")["items"]
    return rounds and rounds[0]["state"] == "draft" and rounds[0]


def _published(staff: Client, cycle: str) -> bool:
    """Publish the newest draft; False when there's none with a pair, or when another one came before it."""
    draft = newest_draft(staff, cycle)
    path = f"/api/staff/cycles/{cycle}/rounds/{draft['round']}" if draft else ""
    try:
        return bool(draft and draft["matched"] and staff.change(path, "POST", "/publication"))
    except Refused:
        return False
