"""Calendar files (RFC 5545): a draft's deadline, the days of a confirmed match, and its first conversation.

A calendar knows an entry by its UID. It replaces the entry once the SEQUENCE has grown, and removes it when a file of
the method CANCEL names it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from functions.notifications.about import AboutApplication, AboutMatch
from shared.domain.admission import last_minute
from shared.domain.check_in import Side
from shared.domain.match import Match
from shared.domain.term import MatchTerm

if TYPE_CHECKING:
    # Few mails carry a calendar file: the others need not wait for the import.
    from icalendar import Event, Timezone

#: Calendar files by the names under which a mail carries them.
Calendars = Mapping[str, bytes]
TERM_FILE, DEADLINE_FILE, CANCELLED_FILE = "mentoring.ics", "deadline.ics", "cancelled.ics"
_DAY = timedelta(days=1)


def meeting_files(about: AboutMatch, side: Side) -> Calendars:
    """Return an .ics for each of the three times of a first conversation, on the clock of `side`."""
    zone = ZoneInfo((about.form if side == "applicant" else about.mentor.form)["location"]["time_zone"])
    files = {}
    for number, each in enumerate(about.first_meeting(side)["times"], 1):
        starts, ends = (datetime.fromisoformat(each[name]).astimezone(zone) for name in ("starts_at", "ends_at"))
        uid, stamp = f"{about.match.id}-first-meeting-{number}", about.match.confirmed_at or starts
        entry = _entry(uid, stamp, 0, starts, ends, "First mentoring conversation", about.portal_url)
        entry.add("status", "TENTATIVE")
        files[f"first-conversation-{number}.ics"] = _file([entry], "First conversation")
    return files


def term_invitation(match: Match, portal_url: str) -> bytes:
    """Return the .ics of a match's term, the same bytes every time; ValueError before it is confirmed."""
    if match.term is None or match.confirmed_at is None:
        raise ValueError("a match has no term before it is confirmed")
    return _file(_term_entries(match, match.term, match.confirmed_at, portal_url), "Mentoring term")


def term_cancellation(match: Match, now: datetime, portal_url: str, was: MatchTerm | None = None) -> bytes | None:
    """Return the .ics that removes a match's days from a calendar; None when there are none to remove.

    With the term that it `was`, only the days that the term now lacks are removed; without, all of them.
    """
    if match.term is None:
        return None
    kept = {name for name, _, _ in _days(match.term)} if was else set()
    entries = [
        entry
        for (name, _, _), entry in zip(
            _days(was or match.term), _term_entries(match, was or match.term, now, portal_url), strict=True
        )
        if name not in kept
    ]
    return _cancelled(entries, "Mentoring term") if entries else None


def deadline_entry(about: AboutApplication) -> bytes:
    """Return the .ics of a draft's deadline: its last minute, in the cycle's time zone, and a day's warning.

    A later deadline raises the application's revision or the cycle's, and so the SEQUENCE: calendars move the entry.
    """
    from icalendar import Alarm

    entry = _deadline(about)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry["summary"])
    alarm.add("trigger", -_DAY)
    entry.add_component(alarm)
    return _file([entry], "Deadline")


def deadline_cancellation(about: AboutApplication) -> bytes:
    """Return the .ics that removes a draft's deadline from a calendar."""
    return _cancelled([_deadline(about)], "Deadline")


def _deadline(about: AboutApplication) -> "Event":
    application, cycle = about.application, about.cycle
    ends = last_minute(application, cycle).astimezone(ZoneInfo(cycle.time_zone))
    sequence, title = application.revision + cycle.revision, f"Deadline: {cycle.name}"
    uid = f"{application.id}-deadline"
    entry = _entry(uid, about.now, sequence, ends, ends + timedelta(minutes=1), title, about.portal_url)
    entry.add("transp", "TRANSPARENT")
    return entry


def _term_entries(match: Match, term: MatchTerm, stamp: datetime, portal_url: str) -> Iterator["Event"]:
    for name, title, day in _days(term):
        entry = _entry(f"{match.id}-{name}", stamp, match.version, day, day + _DAY, title, portal_url)
        entry.add("transp", "TRANSPARENT")
        yield entry


def _days(term: MatchTerm) -> Iterator[tuple[str, str, date]]:
    yield "start", "Mentoring term begins", term.starts_on
    for month, due_on in term.check_ins():
        yield f"check-in-{month}", f"Mentoring check-in, month {month}", due_on
    yield "end", "Last day of the mentoring term", term.ends_on - _DAY


def _entry(uid: str, stamp: datetime, sequence: int, starts: date, ends: date, title: str, url: str) -> "Event":
    from icalendar import Event

    entry = Event()
    entry.add("uid", uid)
    entry.add("dtstamp", stamp)
    entry.add("sequence", sequence)
    entry.add("dtstart", starts)
    entry.add("dtend", ends)
    entry.add("summary", title)
    entry.add("url", url)
    return entry


def _cancelled(entries: Iterable["Event"], kind: str) -> bytes:
    entries = list(entries)
    for entry in entries:
        entry.add("status", "CANCELLED")
    return _file(entries, kind, "CANCEL")


def _file(entries: Iterable["Event"], kind: str, method: Literal["PUBLISH", "CANCEL"] = "PUBLISH") -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//Diversity Mentoring Program//{kind}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for entry in entries:
        calendar.add_component(entry)
    for name in sorted(calendar.get_missing_tzids()):
        calendar.subcomponents.insert(len(calendar.timezones), _zone(name))
    return bytes(calendar.to_ical())


@cache
def _zone(name: str) -> "Timezone":
    """The rules of a time zone, which take longer to write down than all else in a file."""
    from icalendar import Timezone

    return Timezone.from_tzid(name)
