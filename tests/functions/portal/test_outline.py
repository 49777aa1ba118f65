"""What the document says without JavaScript: the program's facts, whatever state its cycle and its tables are in."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from botocore.exceptions import EndpointConnectionError

from functions.portal import outline
from shared.domain.cycle import Cycle
from shared.store import cycles
from tests.functions.staff.staff_client import write_cycle

BEFORE, OPEN, AFTER, IN_TERM, OVER = (
    datetime(*day, 12, tzinfo=UTC) for day in ((2024, 1, 5), (2024, 3, 1), (2024, 5, 1), (2024, 9, 1), (2025, 12, 1))
)
DEADLINE = "April 15, 2024, 11:59 PM ET"


pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    outline._outline.cache_clear()
    yield
    outline._outline.cache_clear()


def text(now: datetime) -> str:
    """What a reader sees."""
    return " ".join(re.sub("<[^>]+>", " ", outline.outline(now)).split())


@pytest.mark.parametrize(
    ("now", "dates"),
    [
        (BEFORE, f"Applications open on February 16, 2024, 12:00 AM ET. The deadline is {DEADLINE}."),
        (OPEN, f"Applications have been open since February 16, 2024, 12:00 AM ET. The deadline is {DEADLINE}."),
        (AFTER, f"Applications are closed. The deadline was {DEADLINE}."),
        (IN_TERM, f"Applications are closed. The deadline was {DEADLINE}."),
        (OVER, "This cycle is over. We’ll post the next dates here."),
    ],
)
def test_dates_are_those_of_the_phase(cycle: Cycle, now: datetime, dates: str) -> None:
    write_cycle(cycle)
    assert dates in text(now)


def test_it_says_who_can_apply_how_and_whom_to_ask(cycle: Cycle) -> None:
    write_cycle(cycle)
    said = text(OPEN)
    for part in (
        "Students in an MD or DO program",
        "needs JavaScript",
        "at least 6",
        "Only on this site",
        "A CV is optional.",
    ):
        assert part in said
    assert f'<a href="mailto:{cycle.contact_email}">{cycle.contact_email}</a>' in outline.outline(OPEN)


def test_without_a_cycle_it_says_that_the_dates_are_not_set() -> None:
    assert "The next dates aren’t set yet." in text(OPEN)


def test_document_comes_also_when_the_table_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> list[Cycle]:
        raise EndpointConnectionError(endpoint_url="https://dynamodb.example.org")

    monkeypatch.setattr(cycles, "load_all", refuse)
    assert "We can’t show the dates right now." in text(OPEN)
    assert "Students in an MD or DO program" in text(OPEN)


def test_dates_are_read_once_in_ten_seconds_and_follow_a_change(cycle: Cycle) -> None:
    write_cycle(cycle)
    assert DEADLINE in text(OPEN.replace(second=1))
    write_cycle(cycle, deadline="2024-04-20T23:59")
    assert DEADLINE in text(OPEN.replace(second=9))
    assert "April 20, 2024, 11:59 PM ET" in text(OPEN.replace(second=10))


def test_what_staff_write_cannot_become_markup(cycle: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = cycle.model_copy(update={"contact_email": '"><script>alert(1)</script>@example.org'})
    monkeypatch.setattr(outline, "current_cycle", lambda _now: hostile)
    assert "<script" not in outline.outline(OPEN)
