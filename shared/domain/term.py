"""The term of a match: it begins on the later of the cycle's start and the confirmation, and has check-ins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NotRequired
from zoneinfo import ZoneInfo

from typing_extensions import TypedDict

from shared.domain.check_in import CheckIn, CheckInAnswerDict, Side
from shared.domain.cycle import Cycle, Term
from shared.domain.instants import add_months

CHECK_IN_MONTHS = (1, 3, 6, 9, 11)
#: No pair's term is longer, whatever a cycle says.
MOST_MONTHS = 12


class CheckInDict(TypedDict):
    """A check-in of a term: after how many months, on which day, and what the sides answered that one may read."""

    month: int
    due_on: str
    applicant: NotRequired[CheckInAnswerDict]
    mentor: NotRequired[CheckInAnswerDict]


class MatchTermDict(TypedDict):
    """First day, the day after the last, and the check-ins."""

    starts_on: str
    ends_on: str
    check_ins: list[CheckInDict]


@dataclass(frozen=True, slots=True)
class MatchTerm:
    """First day, and the day after the last; check-ins fall due `month` months after the first."""

    starts_on: date
    ends_on: date

    def check_ins(self) -> list[tuple[int, date]]:
        """The months of the check-ins, and the day on which each falls due."""
        due = [(month, add_months(self.starts_on, month)) for month in CHECK_IN_MONTHS]
        return [(month, day) for month, day in due if day < self.ends_on]

    def shortest_end(self, rules: Term) -> date:
        """The first day on which the term has had a cycle's shortest length."""
        return add_months(self.starts_on, rules.min_months)

    def as_dict(self, answers: Iterable[CheckIn] = ()) -> MatchTermDict:
        """The term as the contract shows it, with these answers to its check-ins."""
        by_month: dict[int, dict[Side, CheckInAnswerDict]] = {}
        for answer in answers:
            by_month.setdefault(answer.month, {})[answer.side] = answer.as_dict()
        return {
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "check_ins": [_check_in(month, day, by_month.get(month, {})) for month, day in self.check_ins()],
        }


def _check_in(month: int, day: date, answers: dict[Side, CheckInAnswerDict]) -> CheckInDict:
    body: CheckInDict = {"month": month, "due_on": day.isoformat()}
    if "applicant" in answers:
        body["applicant"] = answers["applicant"]
    if "mentor" in answers:
        body["mentor"] = answers["mentor"]
    return body


def offsets_over(term: Term, time_zone: str) -> tuple[int, int]:
    """How many minutes a zone is ahead of UTC in mid-January and in mid-July of a term.

    A term without one of the two has the same offset twice.
    """
    ends = add_months(term.starts_on, term.max_months)
    days = [date(year, month, 15) for year in (term.starts_on.year, ends.year) for month in (1, 7)]
    within = {day.month: day for day in days if term.starts_on <= day < ends}
    fallback = next(iter(within.values()), term.starts_on)
    winter, summer = (_offset(within.get(month, fallback), time_zone) for month in (1, 7))
    return winter, summer


def _offset(day: date, time_zone: str) -> int:
    ahead = datetime.combine(day, time(12), ZoneInfo(time_zone)).utcoffset() or timedelta(0)
    return int(ahead / timedelta(minutes=1))


def term_of(cycle: Cycle, confirmed_at: datetime, *, rematched: bool = False) -> MatchTerm:
    """The term of a match confirmed at that instant, of the cycle's full length and at most 12 months.

    After an early end it's what remains of those months from the cycle's start, and never less than the shortest term.
    """
    most, rules = min(cycle.term.max_months, MOST_MONTHS), cycle.term
    starts = max(rules.starts_on, confirmed_at.astimezone(ZoneInfo(cycle.time_zone)).date())
    whole = MatchTerm(starts, add_months(starts, most))
    if not rematched:
        return whole
    remains = max(add_months(rules.starts_on, most), whole.shortest_end(rules))
    return MatchTerm(starts, min(whole.ends_on, remains))
