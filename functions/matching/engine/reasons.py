"""Why two people were matched, in words for each of them, what decided first: no name, no score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from functions.matching.engine.criteria import OPEN_CHOICES, contributions
from functions.matching.engine.facts import FIRST_CHOICES, ApplicantFacts, MentorFacts, formats_of
from functions.matching.engine.geography import region_of, states_near
from functions.matching.engine.plain_reasons import plain_reasons
from functions.matching.engine.policy import Policy
from functions.matching.engine.wording import listed, word

_LEADING = 3
"""How many reasons have a sentence of their own; the rest share the last one."""


class _Reason(NamedTuple):
    """One reason as each side reads it, and in brief."""

    applicant: str
    mentor: str
    brief: str


@dataclass(frozen=True)
class _Shared:
    """How a reason reads for a list with shared choices; `singular` is for someone open to anything there."""

    applicant: str
    mentor: str
    brief: str
    singular: str = ""


_LISTS = {
    "disciplines": _Shared(
        "Your mentor works in {}, as you wanted.",
        "The applicant is interested in {}, which you work in.",
        "a shared interest in {}",
        "discipline",
    ),
    "disease_sites": _Shared(
        "You both care about {}.", "You both care about {}.", "a shared interest in {}", "disease site"
    ),
    "topics": _Shared(
        "Your mentor is glad to talk about {}.",
        "The applicant would like to talk about {}, which you offered.",
        "talking about {}",
    ),
    "settings": _Shared(
        "Your mentor knows {} firsthand.", "You know {} firsthand, and the applicant wants to.", "an interest in {}"
    ),
}


def pair_reasons(applicant: ApplicantFacts, mentor: MentorFacts, policy: Policy) -> dict[str, tuple[str, ...]]:
    """Why these two are a pair, for the `applicant` and for the `mentor`; never empty for an allowed pair."""
    if policy.edition == 1:
        return plain_reasons(applicant, mentor)
    points = contributions(applicant, mentor, policy)
    firsts = {name: getattr(applicant, FIRST_CHOICES[name]) if policy.edition > 2 else None for name in _LISTS}
    found = {name: _list_reason(name, applicant, mentor, firsts[name]) for name in _LISTS}
    found["region"] = _place_reason(applicant.state, mentor.state)
    found["time_zone"] = _time_reason(applicant, mentor)
    found["format"] = _meeting_reason(applicant, mentor)
    points["region"] += points["state"]
    # Sorting keeps the order of the criteria among equals.
    ordered = [reason for name in sorted(found, key=lambda name: -points[name]) if (reason := found[name])]
    # Every mentor of an allowed pair takes the applicant's stage, so that never decides.
    ordered.append(_stage_reason(applicant.stage))
    leading, rest = ordered[:_LEADING], _rest(ordered[_LEADING:])
    return {
        "applicant": (*(reason.applicant for reason in leading), *rest),
        "mentor": (*(reason.mentor for reason in leading), *rest),
    }


def _rest(reasons: Iterable[_Reason]) -> tuple[str, ...]:
    brief = [reason.brief for reason in reasons]
    return (f"Also a good fit: {listed(brief)}.",) if brief else ()


def _list_reason(name: str, applicant: ApplicantFacts, mentor: MentorFacts, first: str | None) -> _Reason | None:
    shared, own, other = _LISTS[name], getattr(applicant, name), getattr(mentor, name)
    common = sorted(set(own) & set(other) - OPEN_CHOICES)
    if first and first in common and len(own) > 1:
        return _first_reason(shared, word(first), [choice for choice in common if choice != first])
    if common:
        words = listed(common)
        return _Reason(*(text.format(words) for text in (shared.applicant, shared.mentor, shared.brief)))
    if not shared.singular:
        return None
    anything = f"open to any {shared.singular}"
    if _is_open(own):
        return _Reason(f"You are {anything}.", f"The applicant is {anything}.", f"being {anything}")
    if _is_open(other):
        return _Reason(f"Your mentor is {anything}.", f"You are {anything}.", f"being {anything}")
    return None


def _first_reason(shared: _Shared, first: str, others: list[str]) -> _Reason:
    """What the two share in a list, the applicant's first choice before all else."""
    texts = (shared.applicant, shared.mentor, shared.brief)
    as_read = (f"{first} (your first choice)", f"{first} (their first choice)", first)
    return _Reason(*(text.format(listed([words, *others])) for text, words in zip(texts, as_read, strict=True)))


def _is_open(choices: tuple[str, ...]) -> bool:
    return not choices or not OPEN_CHOICES.isdisjoint(choices)


def _place_reason(state: str, other: str) -> _Reason | None:
    region = region_of(state)
    if region and state == other:
        return _to_both("You live in the same state.", "living in the same state")
    if other in states_near(state):
        return _to_both("You live in neighboring states.", "living in neighboring states")
    if region and region == region_of(other):
        return _to_both(f"You both live in the {region}.", f"both living in the {region}")
    return None


def _time_reason(applicant: ApplicantFacts, mentor: MentorFacts) -> _Reason | None:
    seasons = (applicant.winter_offset, mentor.winter_offset), (applicant.summer_offset, mentor.summer_offset)
    known = [abs(own - other) for own, other in seasons if own is not None and other is not None]
    if len(known) < len(seasons):
        same = applicant.time_zone == mentor.time_zone
        return _to_both("You are in the same time zone.", "the same time zone") if same else None
    winter, summer = known
    if min(known) > 60:
        return None
    if winter == summer:
        return _to_both(f"Your clocks {_span(winter)}.", f"clocks that {_span(winter)}")
    both = f"{_span(winter)} in winter and {_span(summer)} in summer"
    return _to_both(f"Your clocks {both}.", f"clocks that {both}")


def _span(minutes: int) -> str:
    """How far apart two clocks are, as the end of a sentence about them."""
    whole = {0: "show the same time", 60: "are an hour apart", 120: "are two hours apart"}
    between = ("less than an hour", "more than an hour", "more than two hours")
    return whole.get(minutes) or f"are {between[min(minutes // 60, 2)]} apart"


def _meeting_reason(applicant: ApplicantFacts, mentor: MentorFacts) -> _Reason | None:
    formats = formats_of((applicant.format,)) & formats_of(mentor.formats)
    if mentor.state not in states_near(applicant.state):
        formats -= {"in_person"}
    words = listed(sorted(formats), "or") if formats else ""
    return _to_both(f"You can meet {words}.", f"meeting {words}") if formats else None


def _stage_reason(stage: str) -> _Reason:
    stages = word(stage)
    return _Reason(f"Your mentor takes {stages}.", f"You take {stages}.", f"mentoring for {stages}")


def _to_both(sentence: str, brief: str) -> _Reason:
    return _Reason(sentence, sentence, brief)
