"""What two people get for their first conversation: three times, an agenda, and a first mail to copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from typing_extensions import TypedDict

from shared.domain.check_in import Side
from shared.domain.choices import TOPICS, zone_words
from shared.domain.instants import clock_words, to_eastern, to_iso

LENGTH = timedelta(minutes=30)
# The earliest day, so that both have time to answer; the other two follow, each on another weekday.
_NOTICE, _DAYS, _COUNT = timedelta(days=3), 14, 3
_STEP = timedelta(minutes=30)
# The hours of a working day, in minutes.
_OPENS, _CLOSES = 9 * 60, 17 * 60
_SATURDAY = 5


class MeetingTimeDict(TypedDict):
    """One of the three times; `own` and `theirs` are how each side's clock shows it."""

    starts_at: str
    starts_at_et: str
    ends_at: str
    own: str
    theirs: str


class FirstMailDict(TypedDict):
    """A mail to copy, with line ends as `\\n`."""

    subject: str
    body: str


class FirstMeetingDict(TypedDict):
    """What one side gets for the first conversation."""

    times: list[MeetingTimeDict]
    agenda: list[str]
    mail: FirstMailDict


@dataclass(frozen=True, slots=True)
class Person:
    """One side as the other addresses it, with the time zone (IANA) and the topics that it chose."""

    name: str
    time_zone: str
    topics: Sequence[str]


def applicant_person(form: Mapping[str, Any]) -> Person:
    """An applicant, by the form that they submitted."""
    name = form["applicant"]
    called = name.get("preferred_name") or name.get("first_name") or name.get("last_name", "")
    return Person(called, form["location"]["time_zone"], form["interests"]["topics"])


def mentor_person(form: Mapping[str, Any]) -> Person:
    """A mentor, by the Mentor Interest Form."""
    return Person(f"Dr. {form['name']['last']}", form["location"]["time_zone"], form["topics"])


def first_meeting(own: Person, other: Person, side: Side, confirmed_at: datetime) -> FirstMeetingDict:
    """What `side` gets for a first conversation with the `other`."""
    times = meeting_times(own.time_zone, other.time_zone, confirmed_at)
    shown = [_time(starts, own, other) for starts in times]
    return {
        "times": shown,
        "agenda": agenda(own.topics, other.topics),
        "mail": _mail(own, other, side, shown),
    }


def meeting_times(one: str, other: str, confirmed_at: datetime) -> list[datetime]:
    """Three starts on three working days after the confirmation that are daytime in both time zones, in UTC.

    Where working hours overlap they are in both's; else as near to both's as the two zones allow. The order of the
    zones makes no difference.
    """
    zones = ZoneInfo(min(one, other)), ZoneInfo(max(one, other))
    first = (confirmed_at + _NOTICE).astimezone(zones[0]).date()
    days = [slots for n in range(_DAYS) if (slots := _best(first + timedelta(days=n), zones))]
    easiest = sorted(days, key=lambda slots: _strain(slots[0], zones))[:_COUNT]
    # One early, one in the middle and one late, so that one of them fits a busy week.
    return [
        slots[min(len(slots) * n // (_COUNT - 1), len(slots) - 1)] for n, slots in enumerate(sorted(easiest, key=min))
    ]


def agenda(own: Sequence[str], others: Sequence[str]) -> list[str]:
    """What to talk about in half an hour, with the topics that both chose."""
    shared = [TOPICS[topic] for topic in TOPICS if topic in own and topic in others]
    middle = [f"{topic}: what you hope for, and what helps" for topic in shared[:3]] or [
        "What you each hope to get from the term"
    ]
    return [
        "Who you are, and what brought you to oncology",
        *middle,
        "How you’ll work together: how often, by video or phone, and how to reschedule",
        "One thing each of you does next, and the date of your second conversation",
    ]


def _best(day: date, zones: tuple[ZoneInfo, ZoneInfo]) -> list[datetime]:
    """The starts on a day of the first zone that suit both best; none when it's a day off for one of them."""
    start = datetime.combine(day, time(), zones[0]).astimezone(UTC)
    strains = {}
    for slot in (start + n * _STEP for n in range(timedelta(days=1) // _STEP)):
        clocks = [slot.astimezone(zone) for zone in zones]
        if clocks[0].date() == day and all(clock.weekday() < _SATURDAY for clock in clocks):
            strains[slot] = max(map(_outside, clocks))
    least = min(strains.values(), default=0)
    return [slot for slot, strain in strains.items() if strain == least]


def _strain(slot: datetime, zones: tuple[ZoneInfo, ZoneInfo]) -> int:
    """By how many minutes a start is outside the working hours of the worse-off; an early one counts double."""
    return max(_outside(slot.astimezone(zone)) for zone in zones)


def _outside(local: datetime) -> int:
    starts = local.hour * 60 + local.minute
    return max(2 * (_OPENS - starts), starts + LENGTH // timedelta(minutes=1) - _CLOSES, 0)


def _time(starts: datetime, own: Person, other: Person) -> MeetingTimeDict:
    return {
        "starts_at": to_iso(starts),
        "starts_at_et": to_eastern(starts),
        "ends_at": to_iso(starts + LENGTH),
        "own": clock_words(starts, own.time_zone),
        "theirs": clock_words(starts, other.time_zone),
    }


def _mail(own: Person, other: Person, side: Side, times: list[MeetingTimeDict]) -> FirstMailDict:
    role = "mentee" if side == "applicant" else "mentor"
    same = own.time_zone == other.time_zone
    offered = [f"- {each['theirs']}" + ("" if same else f" ({each['own']} for me)") for each in times]
    body = [
        f"Dear {other.name},",
        "",
        f"I’m glad to be your {role} in the program. Could we talk for half an hour? These times are open for me:",
        "",
        *offered,
        "",
        f"They’re in your time zone, {zone_words(other.time_zone)}. If none of them works, please suggest another.",
        "",
        "I look forward to it.",
        own.name,
    ]
    return {"subject": "Our first mentoring conversation", "body": "\n".join(body)}
