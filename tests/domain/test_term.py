"""The term of a match: when it begins and ends, and when check-ins fall due."""

from datetime import date

import pytest

from shared.domain.cycle import Cycle, Term
from shared.domain.term import MatchTerm, offsets_over, term_of
from tests.domain.builders import at


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("confirmed_at", "starts_on", "ends_on"),
    [
        ("2024-05-20 12:00", "2024-07-01", "2025-07-01"),
        ("2024-07-01 03:59:59.999", "2024-07-01", "2025-07-01"),
        ("2024-07-02 03:59:59.999", "2024-07-01", "2025-07-01"),
        ("2024-07-02 04:00", "2024-07-02", "2025-07-02"),
        ("2024-09-01 02:00", "2024-08-31", "2025-08-31"),
        ("2024-11-04 04:59", "2024-11-03", "2025-11-03"),
    ],
)
def test_term_begins_on_the_later_of_start_and_confirmation(
    cycle: Cycle, confirmed_at: str, starts_on: str, ends_on: str
) -> None:
    assert term_of(cycle, at(confirmed_at)) == MatchTerm(day(starts_on), day(ends_on))


def test_day_of_confirmation_is_that_of_the_cycles_zone(cycle: Cycle) -> None:
    honolulu = cycle.model_copy(update={"time_zone": "Pacific/Honolulu"})
    assert term_of(honolulu, at("2024-08-10 09:00")).starts_on == day("2024-08-09")


@pytest.mark.parametrize(("months", "ends_on"), [(12, "2025-07-01"), (9, "2025-04-01"), (6, "2025-01-01")])
def test_term_lasts_as_long_as_the_cycle_allows(cycle: Cycle, months: int, ends_on: str) -> None:
    term = Term(starts_on=day("2024-07-01"), min_months=6, max_months=months)
    assert term_of(cycle.model_copy(update={"term": term}), at("2024-05-20 12:00")).ends_on == day(ends_on)


@pytest.mark.parametrize(
    ("confirmed_at", "starts_on", "ends_on"),
    [
        ("2024-06-01 12:00", "2024-07-01", "2025-07-01"),
        ("2024-09-10 12:00", "2024-09-10", "2025-07-01"),
        ("2025-01-01 12:00", "2025-01-01", "2025-07-01"),
        ("2025-02-28 12:00", "2025-02-28", "2025-08-28"),
    ],
)
def test_rematch_is_for_what_remains_of_the_cycles_term_and_no_less_than_the_shortest(
    cycle: Cycle, confirmed_at: str, starts_on: str, ends_on: str
) -> None:
    assert term_of(cycle, at(confirmed_at), rematched=True) == MatchTerm(day(starts_on), day(ends_on))


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "due"),
    [
        (
            "2024-07-01",
            "2025-07-01",
            [(1, "2024-08-01"), (3, "2024-10-01"), (6, "2025-01-01"), (9, "2025-04-01"), (11, "2025-06-01")],
        ),
        (
            "2024-08-31",
            "2025-08-31",
            [(1, "2024-09-30"), (3, "2024-11-30"), (6, "2025-02-28"), (9, "2025-05-31"), (11, "2025-07-31")],
        ),
        ("2024-07-01", "2025-01-01", [(1, "2024-08-01"), (3, "2024-10-01")]),
        ("2024-07-01", "2025-01-02", [(1, "2024-08-01"), (3, "2024-10-01"), (6, "2025-01-01")]),
    ],
)
def test_check_ins_fall_due_within_the_term(starts_on: str, ends_on: str, due: list[tuple[int, str]]) -> None:
    assert MatchTerm(day(starts_on), day(ends_on)).as_dict() == {
        "starts_on": starts_on,
        "ends_on": ends_on,
        "check_ins": [{"month": month, "due_on": due_on} for month, due_on in due],
    }


@pytest.mark.parametrize(
    ("zone", "offsets"),
    [
        ("America/Denver", (-420, -360)),
        ("America/Phoenix", (-420, -420)),
        ("Pacific/Honolulu", (-600, -600)),
        ("America/Puerto_Rico", (-240, -240)),
        ("Pacific/Guam", (600, 600)),
        ("Asia/Kolkata", (330, 330)),
    ],
)
def test_offsets_are_those_of_the_terms_winter_and_summer(zone: str, offsets: tuple[int, int]) -> None:
    assert offsets_over(term(2024, 7, 1, 12), zone) == offsets


@pytest.mark.parametrize(("month", "offsets"), [(6, (-360, -360)), (12, (-420, -420)), (2, (-420, -420))])
def test_short_term_has_the_offsets_of_its_only_season(month: int, offsets: tuple[int, int]) -> None:
    assert offsets_over(term(2024, month, 1, 2), "America/Denver") == offsets


def term(year: int, month: int, day: int, months: int) -> Term:
    return Term(starts_on=date(year, month, day), min_months=1, max_months=months)
