from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.choices import US_TIME_ZONES
from shared.domain.first_meeting import LENGTH, Person, agenda, first_meeting, meeting_times
from shared.domain.instants import time_zones

CONFIRMED = datetime(2024, 3, 7, 17, 30, tzinfo=UTC)
NEW_YORK, CHICAGO, LOS_ANGELES = "America/New_York", "America/Chicago", "America/Los_Angeles"
ZONES = st.sampled_from(sorted(zone for zone in time_zones() if not zone.startswith("Etc/")))
MOMENTS = st.integers(0, 8 * 366 * 24).map(lambda hours: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hours))


def hour(moment: datetime, zone: str) -> float:
    """The hour of the day in a zone, with its part."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.hour + local.minute / 60


def test_times_are_three_working_days_early_in_the_middle_and_late() -> None:
    times = meeting_times(NEW_YORK, LOS_ANGELES, CONFIRMED)
    assert [f"{time.astimezone(ZoneInfo(NEW_YORK)):%a %m-%d %H:%M}" for time in times] == [
        "Mon 03-11 12:00",
        "Tue 03-12 14:30",
        "Wed 03-13 16:30",
    ]


def test_clocks_that_change_between_move_no_time_on_the_wall() -> None:
    # The clocks of New York went forward on March 10, 2024, those of Phoenix never do.
    before, after = (meeting_times(NEW_YORK, "America/Phoenix", CONFIRMED - timedelta(days=n)) for n in (7, 0))
    walls = [[f"{time.astimezone(ZoneInfo(NEW_YORK)):%H:%M}" for time in times] for times in (before, after)]
    assert walls == [["11:00", "14:00", "16:30"], ["12:00", "14:30", "16:30"]]
    assert (before[0].hour, after[0].hour) == (16, 16)


@pytest.mark.parametrize("zone", US_TIME_ZONES)
def test_times_within_the_mainland_are_in_the_working_hours_of_both(zone: str) -> None:
    for moment in meeting_times(CHICAGO, zone, CONFIRMED):
        hours = (hour(moment, CHICAGO), hour(moment, zone))
        if zone.startswith("America/"):
            assert all(9 <= each <= 16.5 for each in hours)


@settings(max_examples=60, deadline=None)
@given(ZONES, ZONES, MOMENTS)
def test_times_are_daytime_for_both_wherever_they_live(one: str, other: str, confirmed_at: datetime) -> None:
    times = meeting_times(one, other, confirmed_at)
    assert times == meeting_times(other, one, confirmed_at)
    assert len(times) == 3
    assert sorted(times) == times
    assert times[0] > confirmed_at + timedelta(days=1)
    for moment in times:
        for zone in (one, other):
            ends = hour(moment, zone) + LENGTH / timedelta(hours=1)
            assert hour(moment, zone) >= 7
            assert ends <= 21
            assert moment.astimezone(ZoneInfo(zone)).weekday() < 5


def test_agenda_has_the_topics_that_both_chose() -> None:
    assert [line.partition(":")[0] for line in agenda(["research", "work_life"], ["work_life", "networking"])] == [
        "Who you are, and what brought you to oncology",
        "Work-life balance",
        "How you’ll work together",
        "One thing each of you does next, and the date of your second conversation",
    ]
    assert agenda(["research"], [])[1] == "What you each hope to get from the term"


def test_first_mail_gives_the_times_on_both_clocks() -> None:
    ana, okonkwo = Person("Ana", CHICAGO, ["research"]), Person("Dr. Okonkwo", NEW_YORK, ["research"])
    kit = first_meeting(ana, okonkwo, "applicant", CONFIRMED)
    assert kit["times"][0] == {
        "starts_at": "2024-03-11T14:00:00.000Z",
        "starts_at_et": "March 11, 2024, 10:00 AM ET",
        "ends_at": "2024-03-11T14:30:00.000Z",
        "own": "Mon, March 11, 9:00 AM",
        "theirs": "Mon, March 11, 10:00 AM",
    }
    lines = kit["mail"]["body"].splitlines()
    assert (lines[0], lines[4], lines[-1]) == (
        "Dear Dr. Okonkwo,",
        "- Mon, March 11, 10:00 AM (Mon, March 11, 9:00 AM for me)",
        "Ana",
    )
    assert "I’m glad to be your mentee" in lines[2]
    same = first_meeting(okonkwo, Person("Ana", NEW_YORK, []), "mentor", CONFIRMED)["mail"]["body"]
    assert "for me)" not in same
    assert "I’m glad to be your mentor" in same
