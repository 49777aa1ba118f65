from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain import match_dates, match_schedule
from shared.domain.cycle import Cycle, Term
from shared.domain.errors import Invalid, NotPossible
from shared.domain.instants import add_months
from shared.domain.match import Match
from shared.domain.term import CHECK_IN_MONTHS, MatchTerm, term_of
from tests.functions.notifications import samples

NOW = datetime(2024, 6, 10, 12, tzinfo=UTC)
DAYS = st.dates(date(2023, 1, 1), date(2033, 1, 1))


def move(match: Match, starts_on: date, ends_on: date, now: datetime = NOW) -> Match | None:
    term = MatchTerm(starts_on, ends_on)
    change = match_dates.move_term(samples.cycle(), match, term, "They asked for it.", "staff:1", now)
    return change.match if change else None


def wrong(match: Match, starts_on: date, ends_on: date, now: datetime = NOW) -> str:
    with pytest.raises(Invalid) as refused:
        move(match, starts_on, ends_on, now)
    (error,) = refused.value.extra["errors"]
    return str(error["field"])


def test_dates_move_with_a_version_and_a_fact_that_says_from_where() -> None:
    term = MatchTerm(date(2024, 9, 1), date(2025, 6, 1))
    change = match_dates.move_term(samples.cycle(), samples.confirmed(), term, "A leave", "staff:1", NOW)
    assert change
    assert (change.match.term, change.match.version) == (term, 4)
    assert change.fact.data["was"] == ["2024-07-01", "2025-07-01"]
    assert (change.fact.type, change.fact.note, change.fact.actor) == ("MatchTermMoved", "A leave", "staff:1")
    assert move(change.match, term.starts_on, term.ends_on) is None


def test_no_term_is_longer_than_twelve_months_or_shorter_than_the_cycles_least() -> None:
    match, starts = samples.confirmed(), date(2024, 9, 1)
    assert move(match, starts, date(2025, 9, 1))
    assert wrong(match, starts, date(2025, 9, 2)) == "ends_on"
    assert move(match, starts, date(2025, 3, 1))
    assert wrong(match, starts, date(2025, 2, 28)) == "ends_on"


def test_days_that_are_over_and_a_first_day_that_was_cannot_be_moved() -> None:
    july = datetime(2025, 1, 10, 12, tzinfo=UTC)
    assert wrong(samples.confirmed(), date(2024, 6, 9), date(2025, 6, 9)) == "starts_on"
    assert wrong(samples.in_term(), date(2024, 8, 1), date(2025, 7, 1), july) == "starts_on"
    assert move(samples.in_term(), date(2024, 7, 1), date(2025, 2, 1), july)
    assert wrong(samples.in_term(), date(2024, 7, 1), date(2025, 1, 10), july) == "ends_on"


@pytest.mark.parametrize("match", [samples.proposed(), samples.closed()])
def test_match_that_is_not_confirmed_has_no_dates(match: Match) -> None:
    with pytest.raises(NotPossible):
        move(match, date(2024, 9, 1), date(2025, 6, 1))


def test_end_that_moves_is_announced_again() -> None:
    cycle, in_june = samples.cycle(), datetime(2025, 6, 18, tzinfo=UTC)
    shorter = move(samples.in_term(), date(2024, 7, 1), date(2025, 4, 1))
    assert shorter

    def all_taken(match: Match, now: datetime) -> Match:
        while step := match_schedule.due(cycle, match, now):
            match = match_schedule.take(match, step, now).match
        return match

    announced = all_taken(shorter, datetime(2025, 3, 20, tzinfo=UTC))
    longer = move(announced, date(2024, 7, 1), date(2025, 7, 1), datetime(2025, 3, 21, tzinfo=UTC))
    assert longer
    assert announced.done - samples.in_term().done >= {"ending-20250401"}
    assert "ending-20250701" in all_taken(longer, in_june).done


def test_months_end_where_shorter_months_end() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert MatchTerm(date(2024, 8, 31), date(2025, 8, 31)).check_ins()[2] == (6, date(2025, 2, 28))


@settings(deadline=None)
@given(DAYS, DAYS, st.integers(6, 24))
def test_every_term_is_at_most_twelve_months_with_its_check_ins_in_order(
    starts_on: date, confirmed: date, months: int
) -> None:
    rules = Term(starts_on=starts_on, min_months=6, max_months=months)
    cycle: Cycle = samples.cycle().model_copy(update={"term": rules})
    term = term_of(cycle, datetime.combine(confirmed, datetime.min.time(), UTC) + timedelta(hours=12))
    assert term.starts_on == max(starts_on, confirmed)
    assert term.ends_on == add_months(term.starts_on, min(months, 12)) <= add_months(term.starts_on, 12)
    assert (term.ends_on - term.starts_on).days <= 366
    days = [term.starts_on, *(day for _, day in term.check_ins()), term.ends_on]
    assert days == sorted(set(days))
    assert [month for month, _ in term.check_ins()] == [month for month in CHECK_IN_MONTHS if month < min(months, 12)]
    for month, day in term.check_ins():
        assert day.day == term.starts_on.day or (day + timedelta(days=1)).day == 1
        assert (day.year * 12 + day.month) - (term.starts_on.year * 12 + term.starts_on.month) == month


@settings(deadline=None)
@given(DAYS, DAYS)
def test_no_move_makes_a_term_that_breaks_the_rules(starts_on: date, ends_on: date) -> None:
    try:
        moved = move(samples.confirmed(), starts_on, ends_on)
    except Invalid:
        return
    assert moved is None or moved.term
    if moved and moved.term:
        assert add_months(starts_on, 6) <= ends_on <= add_months(starts_on, 12)
