"""Cycles and forms as visitors see them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.portal.handler import handler
from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.applications.applicant import DEADLINE, JUST_BEFORE
from tests.functions.http import call
from tests.functions.staff.staff_client import write_cycle

pytestmark = pytest.mark.usefixtures("aws")
OPENING = datetime(2024, 2, 16, 5, tzinfo=UTC)


def get(path: str, **more: Any) -> Any:
    """Read a public address."""
    return call(handler, "GET", f"/api{path}", **more)


def test_cycle_has_its_facts_and_the_first_late_instant(cycle: Cycle) -> None:
    write_cycle(cycle)
    answer = get("/cycles/2024-25", at=JUST_BEFORE)
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.json == {
        "id": "2024-25",
        "name": "2024-25 Diversity Mentoring Program",
        "phase": "open",
        "opens_at": "2024-02-16T05:00:00.000Z",
        "opens_at_et": "February 16, 2024, 12:00 AM ET",
        "deadline": "2024-04-16T03:59:00.000Z",
        "deadline_et": "April 15, 2024, 11:59 PM ET",
        "accepts_before": "2024-04-16T04:00:00.000Z",
        "server_time": "2024-04-16T03:59:59.999Z",
        "term": {"starts_on": "2024-07-01", "min_months": 6, "max_months": 12},
        "eligibility_policy": "2024-25.1",
        "matching_policy": "participation.2",
        "response_days": 10,
        "contact_email": "mentoring@example.org",
    }


def test_phase_follows_the_servers_time(cycle: Cycle) -> None:
    write_cycle(cycle)
    millisecond = timedelta(milliseconds=1)
    term, year_after = datetime(2024, 7, 1, 4, tzinfo=UTC), datetime(2025, 7, 1, 4, tzinfo=UTC)
    at = [OPENING - millisecond, OPENING, JUST_BEFORE, DEADLINE, term, year_after]
    phases = [get("/cycles/2024-25", at=moment).json["phase"] for moment in at]
    assert phases == ["upcoming", "open", "open", "closed", "in_term", "over"]


def test_current_cycle_is_the_open_next_or_last_cycle(cycle: Cycle) -> None:
    later = cycle.model_copy(update={"id": "2025-26", "opens": "2025-02-16T00:00", "deadline": "2025-04-15T23:59"})
    write_cycle(cycle)
    write_cycle(later)
    at = [JUST_BEFORE, DEADLINE, datetime(2025, 3, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)]
    found = [get("/cycles/current", at=moment).json["id"] for moment in at]
    assert found == ["2024-25", "2025-26", "2025-26", "2025-26"]


def test_unknown_cycle_is_not_found() -> None:
    answers = [get("/cycles/2024-25"), get("/cycles/current")]
    assert [(a.status, a.json["type"]) for a in answers] == [(404, "not_found")] * 2


def test_schemas_name_every_part_of_the_forms_and_no_other(people: People) -> None:
    applicant, mentor = people.applicant(), people.mentor()
    for name, form in (("application", applicant.form), ("mentor_interest", mentor.form)):
        answer = get(f"/schemas/{name}")
        parts, closed = set(answer.json["properties"]), answer.json["additionalProperties"]
        assert (answer.status, parts - {"avoid_institutions"}, closed) == (200, set(form), False)
    assert get("/schemas/payroll").json["detail"] == "There are schemas for application and mentor_interest."
