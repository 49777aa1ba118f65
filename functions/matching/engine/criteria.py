"""What each person wants and offers on each criterion, as rows of small numbers whose products are the scores.

A criterion's weight is divided evenly among what a person wants there, the first choice being worth two. Each want
that the other side meets earns its share, or half of it if either side is open to anything: an offer counts 2 if it was
chosen, 1 if the person is open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any

import numpy as np

from functions.matching.engine.arrays import Float32Array
from functions.matching.engine.facts import FIRST_CHOICES, ApplicantFacts, Facts, MentorFacts, formats_of
from functions.matching.engine.geography import region_of, states_near, zone_hour
from functions.matching.engine.policy import Policy

OPEN_CHOICES = frozenset({"undecided", "any"})
"""The choices that mean a person is open to anything."""
_ANYTHING = "*"
_IN_PERSON = frozenset({"in_person"})


@dataclass(frozen=True)
class _Answer:
    """What a person wants on one criterion, and what that person offers there."""

    wants: frozenset[str]
    offers: dict[str, int]
    open_to_all: bool = False
    first: str | None = None
    """The want that is worth two."""

    @property
    def parts(self) -> int:
        """How many shares the criterion's weight is divided into, one at least."""
        return max(len(self.wants) + (self.first is not None), 1)


@dataclass(frozen=True)
class Factors:
    """Two matrices whose product is the fit of every pair; the first `applicant_columns` of the left give S alone."""

    left: Float32Array
    right: Float32Array
    applicant_columns: int


def factors(facts: Facts, policy: Policy, criteria: tuple[str, ...]) -> Factors:
    """What these criteria add to the scores of every pair, in whole points."""
    applicant_wants, mentor_offers, applicant_offers, mentor_wants = (list[Float32Array]() for _ in range(4))
    for name in criteria:
        value_of, read = _CRITERIA[policy.edition][name]
        applicants, mentors = [*map(value_of, facts.applicants)], [*map(value_of, facts.mentors)]
        codes = {value: code for code, value in enumerate(dict.fromkeys((*applicants, *mentors)))}
        wants, offers = _tables([read(value) for value in codes])
        rows, columns = ([*map(codes.__getitem__, values)] for values in (applicants, mentors))
        applicant_wants.append(_shares(wants, int(getattr(policy.applicant, name)))[rows])
        mentor_offers.append(offers[columns])
        applicant_offers.append(offers[rows])
        mentor_wants.append(_shares(wants, int(getattr(policy.mentor, name)))[columns])
    s_left, s_right = _without_zeros(np.hstack(applicant_wants), np.hstack(mentor_offers))
    t_left, t_right = _without_zeros(np.hstack(applicant_offers), np.hstack(mentor_wants))
    return Factors(np.hstack((s_left, t_left)), np.ascontiguousarray(np.hstack((s_right, t_right)).T), s_left.shape[1])


def _without_zeros(left: Float32Array, right: Float32Array) -> tuple[Float32Array, Float32Array]:
    """Both without the columns that add nothing to any pair."""
    used = left.any(axis=0) & right.any(axis=0)
    return left[:, used], right[:, used]


def _tables(answers: list[_Answer]) -> tuple[Float32Array, Float32Array]:
    """Who wants what, and who offers what: a row for each distinct answer and a column for each thing wanted."""
    names = sorted({name for answer in answers for name in answer.wants})
    columns = {name: column for column, name in enumerate(names)}
    wants = np.zeros((len(answers), len(columns)), dtype=np.float32)
    offers = np.zeros_like(wants)
    if _ANYTHING in columns:
        offers[:, columns[_ANYTHING]] = 1
    for row, answer in enumerate(answers):
        wants[row, [columns[name] for name in answer.wants]] = 1
        if answer.first is not None:
            wants[row, columns[answer.first]] = 2
        if answer.open_to_all:
            offers[row] = 1
        wanted = {columns[name]: degree for name, degree in answer.offers.items() if name in columns}
        offers[row, [*wanted]] = [*wanted.values()]
    return wants, offers


def _shares(wants: Float32Array, weight: int) -> Float32Array:
    """What each want is worth, in half points, since a want that is fully met counts 2."""
    counts = np.maximum(wants.sum(axis=1, keepdims=True), 1)
    shares: Float32Array = wants * np.floor(weight / (2 * counts)).astype(np.float32)
    return shares


def _choices(values: tuple[str, ...]) -> _Answer:
    named = frozenset(values) - OPEN_CHOICES
    is_open = not named or not OPEN_CHOICES.isdisjoint(values)
    return _Answer(named | {_ANYTHING} if is_open else named, dict.fromkeys(named, 2), is_open)


def _choices_and_first(values_and_first: tuple[tuple[str, ...], str | None]) -> _Answer:
    values, first = values_and_first
    answer = _choices(values)
    return replace(answer, first=first) if first in answer.wants and len(answer.wants) > 1 else answer


def _region(state_and_nearness: tuple[str, bool]) -> _Answer:
    region, matters = region_of(state_and_nearness[0]), state_and_nearness[1]
    return _Answer(frozenset({region if region and matters else _ANYTHING}), {region: 2} if region else {})


def _state(state_and_nearness: tuple[str, bool]) -> _Answer:
    state, matters = state_and_nearness
    known = region_of(state) is not None
    return _Answer(frozenset({state if known and matters else _ANYTHING}), {state: 2} if known else {})


def _time_zone(zone: str) -> _Answer:
    hour = zone_hour(zone)
    if hour is None:
        return _Answer(frozenset({zone}), {zone: 2})
    return _Answer(frozenset({str(hour)}), {str(hour + step): 2 - abs(step) for step in (-1, 0, 1)})


def _time_over_term(zone_and_offsets: tuple[str, int | None, int | None]) -> _Answer:
    """Winter and summer count half each; what is within an hour there is half as good as the same time."""
    zone, *offsets = zone_and_offsets
    by_season = {season: offset for season, offset in zip(_SEASONS, offsets, strict=True) if offset is not None}
    if len(by_season) < len(_SEASONS):
        return _Answer(frozenset({zone}), {zone: 2})
    near = {(season, step): offset + step for season, offset in by_season.items() for step in range(-60, 61, 15)}
    offers = {f"{season} {offset}": 1 if step else 2 for (season, step), offset in near.items()}
    return _Answer(frozenset(f"{season} {offset}" for season, offset in by_season.items()), offers)


def _meeting(formats_and_state: tuple[tuple[str, ...], str]) -> _Answer:
    """Meeting in person is wanted in one's own state, and offered there and in the neighboring ones."""
    formats, state = formats_and_state
    wants = frozenset(f"in_person {state}" if name in _IN_PERSON else name for name in formats)
    nearby = [f"in_person {near}" for near in states_near(state)] if "in_person" in formats else []
    return _Answer(wants, dict.fromkeys((*(name for name in formats if name not in _IN_PERSON), *nearby), 2))


_Person = ApplicantFacts | MentorFacts
_Readings = dict[str, tuple[Callable[[Any], Any], Callable[[Any], _Answer]]]


def _formats(person: _Person) -> frozenset[str]:
    return formats_of((person.format,) if isinstance(person, ApplicantFacts) else person.formats)


def _state_and_nearness(person: _Person) -> tuple[str, bool]:
    """People who only meet in person, or ask for it, want the other side in their region; the rest don't mind."""
    asks = isinstance(person, ApplicantFacts) and person.same_region
    return person.state, asks or _formats(person) == _IN_PERSON


def _list_and_first(name: str) -> Callable[[_Person], tuple[tuple[str, ...], str | None]]:
    first = FIRST_CHOICES[name]
    return lambda person: (getattr(person, name), getattr(person, first, None))


_LISTS = tuple(FIRST_CHOICES)
_SEASONS = ("winter", "summer")
_FIRST_EDITION: _Readings = {
    **{name: (attrgetter(name), _choices) for name in _LISTS},
    "time_zone": (attrgetter("time_zone"), _time_zone),
    "region": (_state_and_nearness, _region),
    "state": (lambda person: (person.state, _formats(person) == _IN_PERSON), _state),
    "format": (lambda person: tuple(sorted(_formats(person))), _choices),
    "stage": (
        lambda person: (person.stage,) if isinstance(person, ApplicantFacts) else person.mentee_stages,
        _choices,
    ),
}
_SECOND_EDITION: _Readings = {
    **_FIRST_EDITION,
    "time_zone": (attrgetter("time_zone", "winter_offset", "summer_offset"), _time_over_term),
    "format": (lambda person: (tuple(sorted(_formats(person))), person.state), _meeting),
}
_CRITERIA: dict[int, _Readings] = {
    1: _FIRST_EDITION,
    2: _SECOND_EDITION,
    3: {**_SECOND_EDITION, **{name: (_list_and_first(name), _choices_and_first) for name in _LISTS}},
}
"""By the policy's edition, each criterion by the name of its weight: what a person answered, and how that is read."""

MANY_VALUED = (*_LISTS, "time_zone")
"""The criteria with so many different answers that scoring every pair takes a matrix product."""
FEW_VALUED = ("region", "state", "format", "stage")
"""The criteria with so few different answers that their scores can be looked up by type."""
APPLICANT_TYPE = attrgetter("state", "same_region", "format", "stage")
MENTOR_TYPE = attrgetter("state", "formats", "mentee_stages")
"""Everything that people answer on the few-valued criteria: people of one type score alike there."""


@lru_cache(maxsize=1 << 16)
def _answer(edition: int, name: str, value: Any) -> _Answer:
    return _CRITERIA[edition][name][1](value)


def contributions(applicant: ApplicantFacts, mentor: MentorFacts, policy: Policy) -> dict[str, int]:
    """What each criterion adds to the fit of one pair; all together they are its fit."""
    added = {}
    for name, (value_of, _) in _CRITERIA[policy.edition].items():
        own, other = (_answer(policy.edition, name, value_of(person)) for person in (applicant, mentor))
        added[name] = _met(own, other, getattr(policy.applicant, name)) + _met(other, own, getattr(policy.mentor, name))
    return added


def _met(wanting: _Answer, offering: _Answer, weight: int) -> int:
    """What one side's wants are worth that the other side meets."""
    share = weight // (2 * wanting.parts)
    degrees = (
        (1 + (want == wanting.first)) * offering.offers.get(want, int(offering.open_to_all or want == _ANYTHING))
        for want in wanting.wants
    )
    return share * sum(degrees)
