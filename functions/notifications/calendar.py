"""Calendar files (RFC 5545): a draft's deadline, and the days of a confirmed match."""

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from functions.notifications.about import AboutApplication
from shared.domain.admission import last_minute
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


def _days(term: MatchTerm) -> Iterator[tuple[str, str, date]]:
    yield "start", "Mentoring term begins", term.starts_on
    for month, due_on in term.check_ins():
        yield f"check-in-{month}", f"Mentoring check-in, month {month}", due_on


def deadline_entry(about: AboutApplication) -> bytes:
    """Return the .ics of a draft's deadline: its last minute, in the cycle's time zone, and a day's warning.

    A later deadline raises the application's revision or the cycle's, and so the SEQUENCE: calendars move the entry.
    """
    from icalendar import Alarm, Calendar, Event

    application, cycle = about.application, about.cycle
    ends = last_minute(application, cycle).astimezone(ZoneInfo(cycle.time_zone))
    entry = Event()
    entry.add("uid", f"{application.id}-deadline")
    entry.add("dtstamp", about.now)
    entry.add("sequence", application.revision + cycle.revision)
    entry.add("dtstart", ends)
    entry.add("dtend", ends + timedelta(minutes=1))
    entry.add("summary", f"Deadline: {cycle.name}")
    entry.add("url", about.portal_url)
    entry.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Deadline: {cycle.name}")
    alarm.add("trigger", timedelta(days=-1))
    entry.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Diversity Mentoring Program//Deadline//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(entry)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
