"""What the clock makes due of a match: the same steps at the same instants whatever the ticks, and dates that hold."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain import match_schedule
from shared.domain.check_in import CheckIn, Side
from shared.domain.cycle import Cycle, Term
from shared.domain.instants import add_months
from shared.domain.match import Match, MatchState
from shared.domain.survey import Survey
from shared.domain.term import CHECK_IN_MONTHS, MatchTerm, term_of
from tests.domain.builders import AFTER, at, proposal

NEW_YORK = ZoneInfo("America/New_York")
DAY = timedelta(days=1)
# Of a match confirmed on May 23, 2024 at 12:00 UTC whose term begins on July 1: instants in UTC, and daylight saving.
YEAR = [
    ("2024-06-02 12:00", "in_touch"),
    ("2024-06-09 12:00", "silence-0"),
    ("2024-07-01 13:00", "begin"),
    ("2024-08-01 13:00", "check_in-1"),
    ("2024-08-15 13:00", "silence-1"),
    ("2024-10-01 13:00", "check_in-3"),
    ("2024-10-15 13:00", "silence-3"),
    ("2025-01-01 14:00", "check_in-6"),
    ("2025-01-15 14:00", "silence-6"),
    ("2025-04-01 13:00", "check_in-9"),
    ("2025-04-15 13:00", "silence-9"),
    ("2025-06-01 13:00", "check_in-11"),
    ("2025-06-15 13:00", "silence-11"),
    ("2025-06-17 13:00", "ending-20250701"),
    ("2025-07-01 13:00", "complete"),
    ("2025-07-15 13:00", "survey"),
]


def confirmed(cycle: Cycle, when: datetime = AFTER + 3 * DAY) -> Match:
    """A match confirmed at an instant."""
    return replace(proposal(cycle), state="confirmed", confirmed_at=when, term=term_of(cycle, when))


def run(cycle: Cycle, match: Match, ticks: list[datetime]) -> tuple[Match, list[tuple[datetime, str]]]:
    """The match after these ticks, and when each step was taken."""
    taken = []
    for now in ticks:
        while step := match_schedule.due(cycle, match, now):
            match = match_schedule.take(match, step, now).match
            taken.append((now, step.key))
    return match, taken


def test_year_of_a_silent_pair_has_each_step_at_its_minute(cycle: Cycle) -> None:
    minutes = [at(text) for text, _ in YEAR]
    ticks = sorted({minute + shift for minute in minutes for shift in (-timedelta(minutes=1), timedelta(0), DAY)})
    match, taken = run(cycle, confirmed(cycle), ticks)
    assert taken == [(at(text), key) for text, key in YEAR]
    assert match.state == "completed"


def test_steps_of_a_missed_day_are_taken_in_order_after_it(cycle: Cycle) -> None:
    days = [AFTER + n * DAY for n in range(430)]
    expected = [key for _, key in YEAR]
    before, until = confirmed(cycle), 0
    done: list[str] = []
    for missed in range(0, 430, 7):
        before, taken = run(cycle, before, days[until:missed])
        until, done = missed, done + [key for _, key in taken]
        match, taken = run(cycle, before, days[missed + 1 :])
        assert (done + [key for _, key in taken], match.state) == (expected, "completed")


def test_after_a_long_outage_only_the_latest_of_a_series_is_asked(cycle: Cycle) -> None:
    _, taken = run(cycle, confirmed(cycle), [at("2025-01-20 12:00")])
    assert [key for _, key in taken] == ["in_touch", "silence-0", "begin", "check_in-6", "silence-6"]


@pytest.mark.parametrize(("answered", "reminded"), [((), True), (("mentor",), True), (("applicant", "mentor"), False)])
def test_survey_is_reminded_of_once_until_both_sides_have_answered(
    cycle: Cycle, answered: tuple[Side, ...], reminded: bool
) -> None:
    surveys = tuple(Survey(side, 4, True, at("2025-07-02 12:00")) for side in answered)
    match = replace(confirmed(cycle), state="completed", surveys=surveys)
    _, taken = run(cycle, match, [at("2025-07-15 13:00") + n * DAY for n in range(60)])
    assert taken == ([(at("2025-07-15 13:00"), "survey")] if reminded else [])


def test_no_one_is_reminded_of_a_survey_whose_time_is_over(cycle: Cycle) -> None:
    match, over = replace(confirmed(cycle), state="completed"), at("2025-08-30 04:00")
    assert match_schedule.due(cycle, match, over - timedelta(seconds=1))
    assert match_schedule.due(cycle, match, over) is None


def test_what_was_answered_makes_no_task(cycle: Cycle) -> None:
    answers = tuple(CheckIn("mentor", month, True, 4, AFTER) for month in CHECK_IN_MONTHS)
    match = replace(confirmed(cycle), in_touch={"applicant": True}, check_ins=answers)
    _, taken = run(cycle, match, [AFTER + n * DAY for n in range(410)])
    assert [key for _, key in taken if key.startswith("silence")] == []


@pytest.mark.parametrize(("days", "reminders"), [(10, [5, 9]), (6, [1, 5]), (5, [4]), (2, [1]), (1, [])])
def test_proposal_is_reminded_of_5_days_and_1_day_before_it_expires(
    cycle: Cycle, days: int, reminders: list[int]
) -> None:
    match = replace(proposal(cycle), respond_by=AFTER + days * DAY)
    _, taken = run(cycle, match, [AFTER + n * timedelta(hours=6) for n in range(4 * days)])
    assert [now for now, _ in taken] == [AFTER + n * DAY for n in reminders]


def test_no_one_is_reminded_of_a_proposal_whose_time_is_over(cycle: Cycle) -> None:
    match = replace(proposal(cycle), respond_by=AFTER + 10 * DAY)
    assert match_schedule.due(cycle, match, match.respond_by - timedelta(seconds=1))
    assert match_schedule.due(cycle, match, match.respond_by) is None


@pytest.mark.parametrize("state", ["declined", "expired", "withdrawn", "ended", "completed"])
def test_nothing_is_due_of_a_match_that_is_over(cycle: Cycle, state: MatchState) -> None:
    over = replace(confirmed(cycle), state=state)
    assert match_schedule.due(cycle, over, at("2026-01-01 00:00")) is None


STARTS = st.dates(date(2024, 1, 1), date(2032, 12, 31))


@settings(deadline=None)
@given(STARTS, st.integers(1, 24))
def test_months_of_a_term_end_on_the_same_day_or_the_last_of_a_shorter_month(start: date, months: int) -> None:
    day = add_months(start, months)
    assert (day.year * 12 + day.month) - (start.year * 12 + start.month) == months
    assert day.day == start.day or (day.day < start.day and (day + DAY).day == 1)


@settings(deadline=None)
@given(STARTS, st.integers(6, 12))
def test_check_ins_are_in_order_within_the_term_and_never_beyond_12_months(start: date, months: int) -> None:
    term = MatchTerm(start, add_months(start, months))
    days = [day for _, day in term.check_ins()]
    assert days == sorted(set(days))
    assert [month for month, _ in term.check_ins()] == [month for month in CHECK_IN_MONTHS if month < months]
    assert all(start < day < term.ends_on for day in days)
    assert term.ends_on - start <= timedelta(days=366)


@settings(deadline=None)
@given(STARTS)
def test_every_step_of_a_term_is_at_nine_in_the_morning_of_its_day(start: date) -> None:
    cycle = _cycle(start)
    match = confirmed(cycle, datetime(start.year, start.month, start.day, 12, tzinfo=NEW_YORK) - 90 * DAY)
    _, taken = run(cycle, match, [step.at for step in _all_steps(cycle, match)])
    mornings = [now.astimezone(NEW_YORK) for now, key in taken if key not in ("in_touch", "silence-0")]
    assert {(now.hour, now.minute) for now in mornings} == {(9, 0)}
    assert mornings[0].date() == start
    ends = add_months(start, 12)
    assert [now.date() for now in mornings[-2:]] == [ends, ends + 14 * DAY]


def _all_steps(cycle: Cycle, match: Match) -> list[match_schedule.Step]:
    """Every step of the year, by the time it is due."""
    steps, now = [], match.created_at + 1000 * DAY
    for state in ("confirmed", "in_term", "completed"):
        steps += [*match_schedule._steps(cycle, replace(match, state=state))]
    return sorted({step.key: step for step in steps if step.at <= now + 10000 * DAY}.values())


def _cycle(starts_on: date) -> Cycle:
    return Cycle(
        id="2024-25",
        name="2024-25 Diversity Mentoring Program",
        time_zone="America/New_York",
        opens="2024-02-16T00:00",
        deadline="2024-04-15T23:59",
        term=Term(starts_on=starts_on, min_months=6, max_months=12),
        eligibility_policy="2024-25.1",
        matching_policy="participation.2",
        response_days=10,
        contact_email="mentoring@example.org",
    )
