"""The moments of a confirmed match's year, each once: what the clock makes due and the thread that a pair reads."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple, NotRequired
from zoneinfo import ZoneInfo

from typing_extensions import TypedDict

from shared.domain.cycle import Cycle
from shared.domain.term import MatchTerm

MomentKind = Literal["confirmed", "contact", "begun", "check_in", "shortest", "ending", "complete", "survey"]
MomentState = Literal["done", "open", "missed", "next", "later"]
#: How long after the confirmation both are asked whether they are in touch.
IN_TOUCH = timedelta(days=10)
#: How long before its end a term's end is announced.
ENDING = timedelta(days=14)
#: How long the survey can be answered: on the day after the term's last one, and on those that follow.
SURVEY = timedelta(days=60)
#: How long after the term whoever hasn't answered the survey is reminded of it.
SURVEY_REMINDED = timedelta(days=14)
# When what falls on a day is due on that day, where the cycle is.
_MORNING = time(9)


class Moment(NamedTuple):
    """One moment of a year, with its `month` of the term where it is named by one; days added to `at` keep the hour.

    `until` is the first instant at which what it asks can't be answered anymore.
    """

    at: datetime
    kind: MomentKind
    month: int | None = None
    until: datetime | None = None


class AnsweredDict(TypedDict):
    """Whether this side and the other have answered; never what."""

    own: bool
    other: bool


class MomentDict(TypedDict):
    """A moment of the year; `open` is a question that waits for this side, `missed` one that no longer does.

    `until`: the first instant at which an answer can't be given or changed anymore.
    """

    kind: MomentKind
    at: str
    at_et: str
    state: MomentState
    month: NotRequired[int]
    answered: NotRequired[AnsweredDict]
    until: NotRequired[str]
    until_et: NotRequired[str]


def moments(cycle: Cycle, confirmed_at: datetime, term: MatchTerm) -> list[Moment]:
    """The whole year of a pair, in the order of time and from the confirmation on."""
    year = sorted(_moments(cycle, confirmed_at, term), key=lambda moment: max(moment.at, confirmed_at))
    return [Moment(confirmed_at, "confirmed"), *year]


def _moments(cycle: Cycle, confirmed_at: datetime, term: MatchTerm) -> Iterator[Moment]:
    zone = ZoneInfo(cycle.time_zone)

    def morning(day: date) -> datetime:
        return datetime.combine(day, _MORNING, zone)

    yield Moment(confirmed_at + IN_TOUCH, "contact")
    yield Moment(morning(term.starts_on), "begun")
    for month, day in term.check_ins():
        yield Moment(morning(day), "check_in", month)
    shortest = term.shortest_end(cycle.term)
    if shortest < term.ends_on:
        yield Moment(morning(shortest), "shortest", cycle.term.min_months)
    yield Moment(morning(term.ends_on - ENDING), "ending")
    yield Moment(morning(term.ends_on), "complete")
    yield Moment(morning(term.ends_on), "survey", until=survey_ends_at(cycle, term))


def survey_ends_at(cycle: Cycle, term: MatchTerm) -> datetime:
    """The first instant at which the survey can't be answered anymore."""
    return datetime.combine(term.ends_on + SURVEY, time.min, ZoneInfo(cycle.time_zone))
