"""A cycle's report: what is counted of each application, and which counts of groups may be published.

Each applicant is in one group: the one they chose, `several`, or `other` for everyone without a group that the program
names. Nothing below 5 is published, and nothing from which it follows.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from shared.domain.activity import Activity
from shared.domain.application import Application
from shared.domain.check_in import Side
from shared.domain.choices import GROUPS, UIM_GROUPS
from shared.domain.cycle import Cycle
from shared.domain.form import Form
from shared.domain.instants import EASTERN
from shared.domain.match import Match
from shared.domain.survey import Survey

Counts = dict[str, dict[str, int]]
"""How often each name was found, by table."""

Table = Literal[
    "statuses", "days", "outcomes", "reasons", "schools", "states", "stages", "disciplines", "times_of_rules",
    "times_of_staff", "matches", "answers_of_applicants", "answers_of_mentors",
    "surveys_of_applicants", "surveys_of_mentors", "recommended_by_applicants", "recommended_by_mentors", "mails",
]  # fmt: skip
#: The fewest people that a count of a group is published for.
FEWEST = 5
SEVERAL, OTHER = "several", "other"
#: The groups that a report counts, in the order of the form.
NAMED = (*(group for group in GROUPS if group in UIM_GROUPS), SEVERAL)
NOT_LISTED = "not_listed"
_SPANS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "three_days": timedelta(days=3),
    "week": timedelta(days=7),
}
_LONGER = "longer"
SPANS = (*_SPANS, _LONGER)
RATINGS, RECOMMENDS = ("1", "2", "3", "4", "5"), ("yes", "no")
#: The tables of the survey, with the names that each has. What they publish of a year keeps to `FEWEST`.
SURVEYS: Mapping[str, tuple[str, ...]] = {
    "surveys_of_applicants": RATINGS,
    "surveys_of_mentors": RATINGS,
    "recommended_by_applicants": RECOMMENDS,
    "recommended_by_mentors": RECOMMENDS,
}
#: How long after its deadline a cycle's groups can be counted: what was received in time is stored by then.
SETTLED = timedelta(hours=1)
# It says nothing but self-identification.
_FENCED_RULE = "uim"


class Found(NamedTuple):
    """What belongs to an application: the submitted form and school, its matches, their facts, and mails by name."""

    form: Form | None
    school: str | None
    matches: Iterable[Match]
    facts: Mapping[str, Collection[Activity]]
    mails: Iterable[str]


def is_settled(cycle: Cycle, at: datetime) -> bool:
    """Whether the groups of a cycle can be counted, which is done once."""
    return at >= cycle.accepts_before + SETTLED


def count(counts: Counts, application: Application, found: Found) -> None:
    """Add an application to the counts."""
    _add(counts, "statuses", application.status)
    for mail in found.mails:
        _add(counts, "mails", mail)
    if found.form is None or application.receipt is None:
        return
    _count_matches(counts, found)
    _add(counts, "days", application.receipt.received_at.astimezone(EASTERN).date().isoformat())
    if application.status != "withdrawn":
        _count_form(counts, found.form, found.school)
        _count_verdict(counts, application, application.receipt.received_at)


def _count_form(counts: Counts, form: Form, school: str | None) -> None:
    _add(counts, "schools", school or NOT_LISTED)
    _add(counts, "states", form["location"]["state"])
    _add(counts, "stages", form["training"]["stage"])
    for discipline in form["interests"]["disciplines"]:
        _add(counts, "disciplines", discipline)


def _count_verdict(counts: Counts, application: Application, received_at: datetime) -> None:
    verdict = application.verdict
    if verdict is None:
        return
    _add(counts, "outcomes", verdict.outcome)
    for rule in application.reasons:
        if rule != _FENCED_RULE:
            _add(counts, "reasons", rule)
    by: Table = "times_of_staff" if verdict.decided_by.startswith("staff") else "times_of_rules"
    _add(counts, by, span(verdict.decided_at - received_at))


def _count_matches(counts: Counts, found: Found) -> None:
    answers: Mapping[str, Table] = {"applicant": "answers_of_applicants", "mentor": "answers_of_mentors"}
    for match in found.matches:
        _add(counts, "matches", match.state)
        for survey in match.surveys:
            _count_survey(counts, survey)
        for fact in found.facts.get(match.id, ()):
            if fact.type in ("MatchAccepted", "MatchConfirmed", "MatchDeclined") and fact.actor in answers:
                _add(counts, answers[fact.actor], span(fact.at - match.created_at))


def _count_survey(counts: Counts, survey: Survey) -> None:
    ratings: Mapping[Side, Table] = {"applicant": "surveys_of_applicants", "mentor": "surveys_of_mentors"}
    recommends: Mapping[Side, Table] = {"applicant": "recommended_by_applicants", "mentor": "recommended_by_mentors"}
    _add(counts, ratings[survey.side], str(survey.rating))
    _add(counts, recommends[survey.side], "yes" if survey.recommend else "no")


def _add(counts: Counts, table: Table, name: str) -> None:
    found = counts.setdefault(table, {})
    found[name] = found.get(name, 0) + 1


def span(taken: timedelta) -> str:
    """Name the shortest of the spans that something took less than."""
    return next((name for name, limit in _SPANS.items() if taken < limit), _LONGER)


def group_of(answer: Mapping[str, Any]) -> str:
    """Return the one group that an answer counts for."""
    groups = answer.get("groups", ())
    chosen = [group for group in groups if group in UIM_GROUPS]
    if not chosen:
        return OTHER
    more = len(groups) > 1 or answer.get("another_group")
    return SEVERAL if more else chosen[0]


def publishable(counted: Mapping[str, int]) -> dict[str, int]:
    """Leave out groups below 5, and so many of the next smallest that none of them follows from a sum.

    The number of all applicants is known, and from verdicts how many are in no group that the program names. So what's
    left out has two groups of the program's, one of them of 5 or more, and is 10 people at least. Equal groups go
    together. Where that can't be, no count is published.
    """
    return _without_few(counted, (*NAMED, OTHER), NAMED)


def without_few(counts: Counts) -> Counts:
    """A report’s counts, its survey as far as it may be published: how many answered is known from either question."""
    return {
        table: _without_few(found, SURVEYS[table], SURVEYS[table]) if table in SURVEYS else found
        for table, found in counts.items()
    }


def _without_few(counted: Mapping[str, int], names: Sequence[str], secret: Collection[str]) -> dict[str, int]:
    """What may be published of the counts under these names, where the sum of the `secret` ones is known."""
    whole = {name: counted.get(name, 0) for name in names}
    if all(number >= FEWEST for number in whole.values()):
        return whole
    for limit in sorted(number for number in whole.values() if number >= FEWEST):
        left_out = {name: number for name, number in whole.items() if number <= limit}
        hidden = [number for name, number in left_out.items() if name in secret]
        if len(hidden) > 1 and max(hidden) >= FEWEST and sum(left_out.values()) >= 2 * FEWEST:
            return {name: number for name, number in whole.items() if number > limit}
    return {}


def grouped(before: Mapping[str, int], answers: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Add answers to counts of groups."""
    return dict(Counter(before) + Counter(group_of(answer) for answer in answers))
