"""What each person asks for and offers, ground by ground, as rows of small numbers whose products are the scores.

A weight is divided among the wishes of its ground, and every wish the other side meets earns its part, or half of it
where either is open to anything: 2 stands for a choice made, 1 for being open to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from functions.matching.facts import ApplicantFacts, Facts, MentorFacts
from functions.matching.policy import Policy, formats_of, region_of, zone_hour

Floats = NDArray[np.float32]

_ANYTHING = "*"
_OPEN = {"undecided", "any"}
_IN_PERSON = frozenset({"in_person"})
_PACK = 2048


@dataclass(frozen=True)
class _Said:
    """What a person asks for on one ground, and what that person offers there."""

    wants: frozenset[str]
    has: dict[str, int]
    open: bool = False


def factors(facts: Facts, policy: Policy) -> tuple[Floats, Floats]:
    """Two matrices whose product holds 2048*S + T for every pair, exactly: no sum reaches 2^24."""
    left, right = list[Floats](), list[Floats]()
    met = [formats_of((one.format,)) for one in facts.applicants]
    meets = [formats_of(one.formats) for one in facts.mentors]
    for name, told, read in _GROUNDS:
        applicants = [*map(told, facts.applicants, met)]
        mentors = [*map(told, facts.mentors, meets)]
        codes = {value: code for code, value in enumerate(dict.fromkeys((*applicants, *mentors)))}
        wanted, had = _tables([read(value) for value in codes])
        rows, columns = ([codes[value] for value in some] for some in (applicants, mentors))
        worth, other = int(getattr(policy.applicant, name)), int(getattr(policy.mentor, name))
        left += [(_shares(wanted, worth) * _PACK)[rows], had[rows]]
        right += [had[columns], _shares(wanted, other)[columns]]
    one, two = np.hstack(left), np.hstack(right)
    used = one.any(axis=0) & two.any(axis=0)
    return one[:, used], np.ascontiguousarray(two[:, used].T)


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
        had[row] += np.float32(one.open) * (had[row] == 0)
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


def _stages(person: ApplicantFacts | MentorFacts) -> tuple[str, ...]:
    return (person.stage,) if isinstance(person, ApplicantFacts) else person.mentee_stages


def _near(person: ApplicantFacts | MentorFacts, formats: frozenset[str]) -> tuple[str, bool]:
    """Who meets in person only, or asks for it, wants the other in the same region; others can do without."""
    return person.state, formats == _IN_PERSON or (isinstance(person, ApplicantFacts) and person.same_region)


_Person = ApplicantFacts | MentorFacts
_GROUNDS: Sequence[tuple[str, Callable[[_Person, frozenset[str]], Any], Callable[[Any], _Said]]] = (
    ("disciplines", lambda one, _: one.disciplines, _chosen),
    ("disease_sites", lambda one, _: one.disease_sites, _chosen),
    ("topics", lambda one, _: one.topics, _chosen),
    ("settings", lambda one, _: one.settings, _chosen),
    ("region", _near, _region),
    ("state", lambda one, formats: (one.state, formats == _IN_PERSON), _state),
    ("time_zone", lambda one, _: one.time_zone, _time_zone),
    ("format", lambda _, formats: tuple(sorted(formats)), _chosen),
    ("stage", lambda one, _: _stages(one), _chosen),
)
"""Each ground by the name of its weight, what a person says there, and how that is read."""
