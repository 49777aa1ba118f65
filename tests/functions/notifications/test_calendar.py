from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from functions.notifications.calendar import meeting_files, term_cancellation, term_invitation
from shared.domain.instants import to_iso
from shared.domain.term import MatchTerm
from tests.functions.notifications.samples import (
    PORTAL,
    ROWS,
    about_application,
    about_match,
    application,
    confirmed,
    cycle,
    draft,
    in_term,
    proposed,
)

NOW = datetime(2024, 12, 1, 12, tzinfo=UTC)


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
        ("Last day of the mentoring term", date(2025, 6, 30), date(2025, 7, 1)),
    ]


def test_invitation_is_valid_on_the_wire() -> None:
    written = term_invitation(confirmed(), PORTAL)
    lines = written.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert (lines[0], lines[-2], lines[-1]) == (b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"")
    assert max(map(len, lines)) <= 75
    assert lines.count(b"BEGIN:VEVENT") == lines.count(b"DTSTAMP:20240523T130000Z") == 7
    assert b"DTSTART;VALUE=DATE:20240701" in lines


def test_invitation_is_the_same_every_time() -> None:
    assert term_invitation(confirmed(), PORTAL) == term_invitation(confirmed(), PORTAL)


def test_invitation_with_moved_dates_replaces_the_earlier_one() -> None:
    moved = replace(confirmed(), version=4, term=MatchTerm(date(2024, 9, 1), date(2025, 7, 1)))
    before, after = (Calendar.from_ical(term_invitation(match, PORTAL)).events for match in (confirmed(), moved))
    uids = [str(event["uid"]) for event in before]
    assert len(set(uids)) == 7
    assert [str(event["uid"]) for event in after] == [*uids[:5], uids[-1]]
    assert (before[0]["sequence"], after[0]["sequence"]) == (3, 4)


def test_invitation_names_no_person() -> None:
    written = term_invitation(confirmed(), PORTAL).decode()
    assert [word for word in ("Quintero", "Okonkwo", "@", "Lakeside") if word in written] == []


def test_invitation_before_the_confirmation_is_an_error() -> None:
    with pytest.raises(ValueError, match="before it is confirmed"):
        term_invitation(proposed(), PORTAL)
    with pytest.raises(ValueError, match="before it is confirmed"):
        term_invitation(replace(proposed(), confirmed_at=datetime(2024, 5, 23, tzinfo=UTC)), PORTAL)


def test_first_conversation_is_a_file_for_each_time_on_the_readers_own_clock() -> None:
    about = about_match(confirmed())
    files = meeting_files(about, "applicant")
    assert list(files) == [f"first-conversation-{number}.ics" for number in (1, 2, 3)]
    for number, (file, time) in enumerate(
        zip(files.values(), about.first_meeting("applicant")["times"], strict=True), 1
    ):
        calendar = Calendar.from_ical(file)
        (event,) = calendar.events
        starts, ends = event.decoded("dtstart"), event.decoded("dtend")
        assert (starts.tzinfo.key, to_iso(starts), to_iso(ends)) == (
            "America/Chicago",
            time["starts_at"],
            time["ends_at"],
        )
        assert "VTIMEZONE" in {part.name for part in calendar.walk()}
        assert str(event["uid"]) == f"{about.match.id}-first-meeting-{number}"
        assert [word for word in ("Quintero", "Okonkwo", "@") if word in file.decode()] == []


def uids_of(file: bytes | None) -> list[str]:
    """The ids, less the match's own, of what a file cancels, each with its sequence."""
    assert file
    calendar = Calendar.from_ical(file)
    assert str(calendar["method"]) == "CANCEL"
    assert {str(event["status"]) for event in calendar.events} == {"CANCELLED"}
    return [f"{str(event['uid'])[37:]} {event['sequence']}" for event in calendar.events]


def test_end_of_a_match_cancels_all_of_its_days() -> None:
    ended = replace(confirmed(), state="ended", version=5)
    days = ["start", "check-in-1", "check-in-3", "check-in-6", "check-in-9", "check-in-11", "end"]
    assert uids_of(term_cancellation(ended, NOW, PORTAL)) == [f"{day} 5" for day in days]
    assert term_cancellation(proposed(), NOW, PORTAL) is None


def test_shorter_term_cancels_the_check_ins_that_it_lacks() -> None:
    moved = replace(confirmed(), version=4, term=MatchTerm(date(2024, 7, 1), date(2025, 2, 1)))
    was = confirmed().term
    assert was
    assert uids_of(term_cancellation(moved, NOW, PORTAL, was)) == ["check-in-9 4", "check-in-11 4"]
    assert term_cancellation(confirmed(), NOW, PORTAL, was) is None


def test_withdrawn_draft_cancels_its_deadline_and_what_was_submitted_has_none() -> None:
    _, row = ROWS["withdrawn"]
    cancelled = row.calendars(about_application(replace(draft(), status="withdrawn")))
    assert uids_of(cancelled["cancelled.ics"]) == [f"deadline {draft().revision + cycle().revision}"]
    assert row.calendars(about_application(replace(application(), status="withdrawn"))) == {}


def test_mails_about_a_term_that_moves_or_ends_carry_its_calendar() -> None:
    was = MatchTerm(date(2024, 6, 1), date(2025, 6, 1))
    shorter = replace(in_term(), version=5, term=MatchTerm(date(2024, 6, 1), date(2024, 12, 1)))
    about = replace(about_match(shorter), was=was)
    for side in ("applicant", "mentor"):
        files = ROWS[f"term_moved_{side}"][1].calendars(about)
        assert list(files) == ["mentoring.ics", "cancelled.ics"]
        assert {event["sequence"] for event in Calendar.from_ical(files["mentoring.ics"]).events} == {5}
        assert list(ROWS[f"match_ended_{side}"][1].calendars(about)) == ["cancelled.ics"]
