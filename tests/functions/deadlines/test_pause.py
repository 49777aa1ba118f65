"""A pause with an end is over at its end, however late the minute tick runs."""

from datetime import UTC, datetime

import pytest

from functions.deadlines.due import catch_up
from infra.local.people import People
from tests.functions.mentors.volunteer import active
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")
# The start of January 31, 2025 in Eastern Time.
OVER = datetime(2025, 1, 31, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("until", "now", "status"),
    [
        ("2025-01-31", OVER.replace(hour=4, minute=59), "paused"),
        ("2025-01-31", OVER, "active"),
        ("2025-01-31", OVER.replace(month=3), "active"),
        (None, OVER.replace(month=3), "paused"),
    ],
)
def test_pause_ends_on_its_day_and_not_before(people: People, until: str | None, now: datetime, status: str) -> None:
    mentor = active(people)
    assert mentor.send("POST", "/pause", {"until": until} if until else {}).json["status"] == "paused"
    for _ in range(2):
        catch_up(now)
    assert mentor.read()["status"] == status
    assert len(of_type("MentorResumed")) == (1 if status == "active" else 0)
