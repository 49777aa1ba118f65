"""The calendar file of a confirmed match: its first day and its check-ins, as all-day entries (RFC 5545)."""

from collections.abc import Iterator
from datetime import date, timedelta

from shared.domain.match import Match
from shared.domain.term import MatchTerm


def term_invitation(match: Match, portal_url: str) -> bytes:
    """Return the .ics of a match's term, the same bytes every time; ValueError before it is confirmed.

    A calendar knows an entry by its UID, and replaces it once the match's version, its SEQUENCE, has grown.
    """
    # Few mails carry a calendar file: the others need not wait for the import.
    from icalendar import Calendar, Event

    if match.term is None or match.confirmed_at is None:
        raise ValueError("a match has no term before it is confirmed")
    calendar = Calendar()
    calendar.add("prodid", "-//Diversity Mentoring Program//Mentoring term//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for name, title, day in _days(match.term):
        entry = Event()
        entry.add("uid", f"{match.id}-{name}")
        entry.add("dtstamp", match.confirmed_at)
        entry.add("sequence", match.version)
        entry.add("dtstart", day)
        entry.add("dtend", day + timedelta(days=1))
        entry.add("summary", title)
        entry.add("url", portal_url)
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def check_ins(term: MatchTerm) -> list[tuple[int, date]]:
    """The check-ins of a term: the month, and the day it falls due."""
    return [(entry["month"], date.fromisoformat(entry["due_on"])) for entry in term.as_dict()["check_ins"]]


def _days(term: MatchTerm) -> Iterator[tuple[str, str, date]]:
    yield "start", "Mentoring term begins", term.starts_on
    for month, due_on in check_ins(term):
        yield f"check-in-{month}", f"Mentoring check-in, month {month}", due_on
