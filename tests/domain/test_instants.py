"""Instants: one zone for people, one text for machines, and wall times that happen exactly once."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.instants import add_months, from_epoch_ms, to_eastern, to_iso, to_words, wall_to_instant
from tests.domain.builders import at

DAYS = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1))  # noqa: DTZ001 - made aware below
INSTANTS = DAYS.map(lambda naive: naive.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("2024-02-16 05:00", "February 16, 2024, 12:00 AM ET"),
        ("2024-02-16 17:05", "February 16, 2024, 12:05 PM ET"),
        ("2024-03-10 06:59", "March 10, 2024, 1:59 AM ET"),
        ("2024-03-10 07:00", "March 10, 2024, 3:00 AM ET"),
        ("2024-04-16 03:59:59.999", "April 15, 2024, 11:59 PM ET"),
        ("2024-04-16 04:00", "April 16, 2024, 12:00 AM ET"),
        ("2024-11-03 05:30", "November 3, 2024, 1:30 AM ET"),
        ("2024-11-03 06:30", "November 3, 2024, 1:30 AM ET"),
        ("2024-12-31 23:00+09:00", "December 31, 2024, 9:00 AM ET"),
    ],
)
def test_eastern_time_follows_daylight_saving(instant: str, words: str) -> None:
    assert to_eastern(at(instant)) == words


def test_day_is_written_without_a_leading_zero() -> None:
    assert to_words(date(2024, 7, 1)) == "July 1, 2024"


@pytest.mark.parametrize(
    ("wall", "zone", "instant"),
    [
        ("2024-04-15T23:59", "America/New_York", "2024-04-16 03:59"),
        ("2024-02-15T23:59", "America/New_York", "2024-02-16 04:59"),
        ("2024-03-10T01:59", "America/New_York", "2024-03-10 06:59"),
        ("2024-03-10T03:00", "America/New_York", "2024-03-10 07:00"),
        ("2024-11-03T00:59", "America/New_York", "2024-11-03 04:59"),
        ("2024-11-03T02:00", "America/New_York", "2024-11-03 07:00"),
        ("2024-03-10T02:30", "America/Phoenix", "2024-03-10 09:30"),
        ("2024-04-15T23:59", "Asia/Kolkata", "2024-04-15 18:29"),
    ],
)
def test_wall_time_becomes_its_one_instant(wall: str, zone: str, instant: str) -> None:
    made = wall_to_instant(datetime.fromisoformat(wall), zone)
    assert (made, made.tzinfo) == (at(instant), UTC)


@pytest.mark.parametrize(
    ("wall", "words"),
    [
        ("2024-03-10T02:00", "2:00 AM on March 10, 2024 .* clocks skip it when they go forward"),
        ("2024-03-10T02:59", "2:59 AM on March 10, 2024 .* clocks skip it when they go forward"),
        ("2024-11-03T01:00", "1:00 AM on November 3, 2024 .* clocks show it twice"),
        ("2024-11-03T01:59", "1:59 AM on November 3, 2024 .* clocks show it twice"),
    ],
)
def test_wall_time_that_is_skipped_or_repeated_is_refused(wall: str, words: str) -> None:
    with pytest.raises(ValueError, match=f"^{words}"):
        wall_to_instant(datetime.fromisoformat(wall), "America/New_York")


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2024-07-01", 12, "2025-07-01"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-03-31", 1, "2024-04-30"),
        ("2024-10-31", 1, "2024-11-30"),
        ("2024-10-31", 2, "2024-12-31"),
        ("2024-11-30", 1, "2024-12-30"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2024-12-31", 24, "2026-12-31"),
        ("2024-05-05", 0, "2024-05-05"),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: str, months: int, later: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(later)


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        (at("2024-04-16 04:00"), "2024-04-16T04:00:00.000Z"),
        (at("2024-04-16 03:59:59.999999"), "2024-04-16T03:59:59.999Z"),
        (datetime(2024, 4, 15, 23, 0, tzinfo=timezone(timedelta(hours=-4))), "2024-04-16T03:00:00.000Z"),
    ],
)
def test_iso_text_is_utc_with_milliseconds(instant: datetime, text: str) -> None:
    assert to_iso(instant) == text


def test_epoch_of_the_gateway_becomes_its_exact_instant() -> None:
    assert from_epoch_ms(1713239999999) == at("2024-04-16 03:59:59.999")
    assert from_epoch_ms(1713240000000) == at("2024-04-16 04:00")


@given(INSTANTS)
def test_iso_text_reads_back_to_the_millisecond(instant: datetime) -> None:
    assert datetime.fromisoformat(to_iso(instant)) == instant.replace(microsecond=instant.microsecond // 1000 * 1000)


@given(INSTANTS, INSTANTS)
def test_iso_text_order_is_time_order(instant: datetime, other: datetime) -> None:
    earlier, later = sorted((instant, other))
    assert to_iso(earlier) <= to_iso(later)
