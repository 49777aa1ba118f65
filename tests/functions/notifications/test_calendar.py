from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from functions.notifications.calendar import term_invitation
from shared.domain.term import MatchTerm
from tests.functions.notifications.samples import PORTAL, confirmed, proposed


def test_invitation_has_the_first_day_and_the_check_ins() -> None:
    calendar = Calendar.from_ical(term_invitation(confirmed(), PORTAL))
    assert [(calendar[name]) for name in ("version", "method")] == ["2.0", "PUBLISH"]
    entries = [(str(event["summary"]), event.decoded("dtstart"), event.decoded("dtend")) for event in calendar.events]
    assert entries == [
        ("Mentoring term begins", date(2024, 7, 1), date(2024, 7, 2)),
        ("Mentoring check-in, month 1", date(2024, 8, 1), date(2024, 8, 2)),
        ("Mentoring check-in, month 3", date(2024, 10, 1), date(2024, 10, 2)),
        ("Mentoring check-in, month 6", date(2025, 1, 1), date(2025, 1, 2)),
        ("Mentoring check-in, month 9", date(2025, 4, 1), date(2025, 4, 2)),
        ("Mentoring check-in, month 11", date(2025, 6, 1), date(2025, 6, 2)),
    ]


def test_invitation_is_valid_on_the_wire() -> None:
    written = term_invitation(confirmed(), PORTAL)
    lines = written.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert (lines[0], lines[-2], lines[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"")
    assert max(map(len, lines)) <= 75
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"DTSTAMP:20240523T130000Z") == 6
    assert b"DTSTART;VALUE=DATE:20240701" in lines


def test_invitation_is_the_same_every_time() -> None:
    assert term_invitation(confirmed(), PORTAL) == term_invitation(confirmed(), PORTAL)


def test_invitation_with_moved_dates_replaces_the_earlier_one() -> None:
    moved = replace(confirmed(), version=4, term=MatchTerm(date(2024, 9, 1), date(2025, 7, 1)))
    before, after = (Calendar.from_ical(term_invitation(match, PORTAL)).events for match in (confirmed(), moved))
    uids = [str(event["uid"]) for event in before]
    assert len(set(uids)) == 6
    assert [str(event["uid"]) for event in after] == uids[:5]
    assert (before[0]["sequence"], after[0]["sequence"]) == (3, 4)


def test_invitation_names_no_person() -> None:
    written = term_invitation(confirmed(), PORTAL).decode()
    assert [word for word in ("Quintero", "Okonkwo", "@", "Lakeside") if word in written] == []


def test_invitation_before_the_confirmation_is_an_error() -> None:
    with pytest.raises(ValueError, match="before it is confirmed"):
        term_invitation(proposed(), PORTAL)
    with pytest.raises(ValueError, match="before it is confirmed"):
        term_invitation(replace(proposed(), confirmed_at=datetime(2024, 5, 23, tzinfo=UTC)), PORTAL)
