"""What each person asks for and offers, ground by ground, as rows of small numbers whose products are the scores.

A weight is divided among the wishes of its ground, and every wish the other side meets earns its part, or half of it
where either is open to anything: 2 stands for a choice made, 1 for being open to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from functions.matching.engine.facts import ApplicantFacts, Facts, MentorFacts
from functions.matching.engine.policy import Policy, formats_of, region_of, zone_hour

Floats = NDArray[np.float32]

_ANYTHING = "*"
_OPEN = {"undecided", "any"}
_IN_PERSON = frozenset({"in_person"})


@dataclass(frozen=True)
class _Said:
    """What a person asks for on one ground, and what that person offers there."""

    wants: frozenset[str]
    has: dict[str, int]
    open: bool = False


@dataclass(frozen=True)
class Factors:
    """Two matrices whose product is S + T for every pair; the first `wishes` columns of the left make up S."""

    left: Floats
    right: Floats
    wishes: int


def factors(facts: Facts, policy: Policy, grounds: tuple[str, ...]) -> Factors:
    """What these grounds add to the score of every pair, in whole numbers."""
    asked, offered, given, wanted = (list[Floats]() for _ in range(4))
    for name in grounds:
        told, read = _GROUNDS[name]
        applicants, mentors = [*map(told, facts.applicants)], [*map(told, facts.mentors)]
        codes = {value: code for code, value in enumerate(dict.fromkeys((*applicants, *mentors)))}
        wants, has = _tables([read(value) for value in codes])
        rows, columns = ([*map(codes.__getitem__, some)] for some in (applicants, mentors))
        asked.append(_shares(wants, int(getattr(policy.applicant, name)))[rows])
        offered.append(has[columns])
        given.append(has[rows])
        wanted.append(_shares(wants, int(getattr(policy.mentor, name)))[columns])
    asks, offers = _used(np.hstack(asked), np.hstack(offered))
    gives, wants = _used(np.hstack(given), np.hstack(wanted))
    return Factors(np.hstack((asks, gives)), np.ascontiguousarray(np.hstack((offers, wants)).T), asks.shape[1])


def _used(one: Floats, other: Floats) -> tuple[Floats, Floats]:
    """Both without the columns that add nothing to any pair."""
    used = one.any(axis=0) & other.any(axis=0)
    return one[:, used], other[:, used]


def _tables(said: list[_Said]) -> tuple[Floats, Floats]:
    """Who wants what, and who has what, a row for every distinct answer and a column for every wish."""
    columns = {
        name: place for place, name in enumerate(sorted({key for one in said for key in (*one.wants, *one.has)}))
    }
    wanted = np.zeros((len(said), len(columns)), dtype=np.float32)
    had = np.zeros_like(wanted)
    if _ANYTHING in columns:
        had[:, columns[_ANYTHING]] = 1
    for row, one in enumerate(said):
        wanted[row, [columns[key] for key in one.wants]] = 1
        if one.open:
            had[row] = 1
        had[row, [columns[key] for key in one.has]] = list(one.has.values())
    return wanted, had


def _shares(wanted: Floats, worth: int) -> Floats:
    """What each wish is worth, in halves of the points, since one fully met counts 2."""
    counts = np.maximum(wanted.sum(axis=1, keepdims=True), 1)
    shares: Floats = wanted * np.floor(worth / (2 * counts)).astype(np.float32)
    return shares


def _chosen(values: tuple[str, ...]) -> _Said:
    named = frozenset(values) - _OPEN
    is_open = not named or bool(_OPEN & set(values))
    return _Said(named | {_ANYTHING} if is_open else named, dict.fromkeys(named, 2), is_open)


def _region(told: tuple[str, bool]) -> _Said:
    region, matters = region_of(told[0]), told[1]
    return _Said(frozenset({region if region and matters else _ANYTHING}), {region: 2} if region else {})


def _state(told: tuple[str, bool]) -> _Said:
    state, matters = told
    known = region_of(state) is not None
    return _Said(frozenset({state if known and matters else _ANYTHING}), {state: 2} if known else {})


def _time_zone(zone: str) -> _Said:
    hour = zone_hour(zone)
    if hour is None:
        return _Said(frozenset({zone}), {zone: 2})
    return _Said(frozenset({str(hour)}), {str(hour + step): 2 - abs(step) for step in (-1, 0, 1)})


_Person = ApplicantFacts | MentorFacts


def _formats(person: _Person) -> frozenset[str]:
    return formats_of((person.format,) if isinstance(person, ApplicantFacts) else person.formats)


def _near(person: _Person) -> tuple[str, bool]:
    """Who meets in person only, or asks for it, wants the other in the same region; others can do without."""
    asks = isinstance(person, ApplicantFacts) and person.same_region
    return person.state, asks or _formats(person) == _IN_PERSON


_CHOICES = ("disciplines", "disease_sites", "topics", "settings")
_GROUNDS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], _Said]]] = {
    **{name: (attrgetter(name), _chosen) for name in _CHOICES},
    "time_zone": (attrgetter("time_zone"), _time_zone),
    "region": (_near, _region),
    "state": (lambda one: (one.state, _formats(one) == _IN_PERSON), _state),
    "format": (lambda one: tuple(sorted(_formats(one))), _chosen),
    "stage": (lambda one: (one.stage,) if isinstance(one, ApplicantFacts) else one.mentee_stages, _chosen),
}
"""Each ground by the name of its weight: what a person says there, and how that is read."""

MANIFOLD = (*_CHOICES, "time_zone")
"""The grounds on which so many different things are said that only a product of matrices weighs every pair."""
FEW = ("region", "state", "format", "stage")
"""The grounds on which people say one of a few things, so that they can be looked up."""
APPLICANT_KIND = attrgetter("state", "same_region", "format", "stage")
MENTOR_KIND = attrgetter("state", "formats", "mentee_stages")
"""All that people say on those."""
