"""How well each applicant and each mentor fit, seen from both sides, and the pairs that may never be.

Each side's score is a share of what that person asked for: a weight is divided among the wishes, and every wish
the other side meets earns its part, or half of it where either is open to anything. That makes a score a product
of two rows of small integers, so all of them come out of one float32 matrix product, exactly: no sum reaches 2^24.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from functions.matching.facts import ApplicantFacts, Facts, MentorFacts, Pair, indexes, institution_key
from functions.matching.policy import Policy, Weights, formats_of, region_of, zone_hour

Flags = NDArray[np.bool_]
Shorts = NDArray[np.int16]
Numbers = NDArray[np.int64]
Keys = NDArray[np.uint32]

BLOCK = 512
"""Applicants handled at a time, so that no intermediate result is as large as the round."""
_PACK = 2048
_ANYTHING = "*"
_OPEN = {"undecided", "any"}
_CHOICES = ("disciplines", "disease_sites", "topics", "settings")


@dataclass(frozen=True)
class Market:
    """A round in numbers, applicants by rows and mentors by columns, both sorted by id."""

    applicants: tuple[str, ...]
    mentors: tuple[str, ...]
    wishes: Shorts
    """The applicants' view of every pair, S, 0 to 2000."""
    welcomes: Shorts
    """The mentors' view of every pair, T, 0 to 2000."""
    allowed: Flags
    places: Numbers
    carried: Flags
    applicant_keys: Keys
    mentor_keys: Keys

    @cached_property
    def fit(self) -> Shorts:
        """S + T of every pair, and -1 where the pair is forbidden."""
        return np.where(self.allowed, self.wishes + self.welcomes, np.int16(-1))

    def without(self, pairs: Collection[tuple[int, int]]) -> Market:
        """The same market with these pairs (row, column) forbidden as well."""
        if not pairs:
            return self
        allowed = self.allowed.copy()
        for row, column in pairs:
            allowed[row, column] = False
        return replace(self, allowed=allowed)

    def after(self, pinned: Mapping[int, int]) -> Market:
        """What is left to decide once these applicants (row -> column) have their mentors."""
        if not pinned:
            return self
        allowed, places = self.allowed.copy(), self.places.copy()
        for row, column in pinned.items():
            allowed[row] = False
            places[column] -= 1
        allowed[:, places < 1] = False
        return replace(self, allowed=allowed, places=places)


def market_of(facts: Facts, policy: Policy, seed: int = 0) -> Market:
    """The round that these facts, sorted by id, make under a policy; staff's own `forbids` are not applied yet."""
    wishes, welcomes = scores(facts, policy)
    return Market(
        applicants=tuple(applicant.id for applicant in facts.applicants),
        mentors=tuple(mentor.id for mentor in facts.mentors),
        wishes=wishes,
        welcomes=welcomes,
        allowed=~forbidden(facts),
        places=np.array([mentor.places for mentor in facts.mentors], dtype=np.int64),
        carried=np.array([applicant.carried_over for applicant in facts.applicants], dtype=bool),
        applicant_keys=_keys((applicant.id for applicant in facts.applicants), seed),
        mentor_keys=_keys((mentor.id for mentor in facts.mentors), seed),
    )


def scores(facts: Facts, policy: Policy) -> tuple[Shorts, Shorts]:
    """The applicants' view S and the mentors' view T of every pair, each 0 to 2000."""
    applicants = [_applicant_side(applicant) for applicant in facts.applicants]
    mentors = [_mentor_side(mentor) for mentor in facts.mentors]
    names = sorted({key for side in (*applicants, *mentors) for key in (*side.wants, *side.has)})
    columns = {name: column for column, name in enumerate(names)}
    left = np.hstack([_wanted(applicants, columns, policy.applicant) * _PACK, _had(applicants, columns)])
    right = np.hstack([_had(mentors, columns), _wanted(mentors, columns, policy.mentor)])
    used = left.any(axis=0) & right.any(axis=0)
    left, right = left[:, used], np.ascontiguousarray(right[:, used].T)
    wishes = np.empty((len(applicants), len(mentors)), dtype=np.int16)
    welcomes = np.empty_like(wishes)
    for rows in blocks(len(applicants)):
        packed = (left[rows] @ right).astype(np.int32)
        wishes[rows] = packed >> 11
        welcomes[rows] = packed & (_PACK - 1)
    return wishes, welcomes


def blocks(length: int) -> Iterator[slice]:
    """The rows of a round, a block at a time."""
    return (slice(start, min(start + BLOCK, length)) for start in range(0, length, BLOCK))


def tie_break(applicant_keys: Keys, mentor_keys: Keys) -> Keys:
    """A number of 16 bits for each pair that depends on the two ids and the seed alone."""
    mixed = applicant_keys ^ mentor_keys
    mixed *= np.uint32(0x9E3779B1)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x85EBCA77)
    return mixed >> np.uint32(16)


def _keys(ids: Iterable[str], seed: int) -> Keys:
    told = (hashlib.sha256(f"{seed}\0{one}".encode()).digest()[:4] for one in ids)
    return np.frombuffer(b"".join(told), dtype=">u4").astype(np.uint32)


@dataclass(frozen=True)
class _Side:
    """One person's wishes, and what that person offers: 2 for a choice made, 1 for being open to it."""

    wants: frozenset[tuple[str, str]]
    has: dict[tuple[str, str], int]
    open: frozenset[str]


def _applicant_side(applicant: ApplicantFacts) -> _Side:
    return _side(applicant, formats_of((applicant.format,)), (applicant.stage,), near=applicant.same_region)


def _mentor_side(mentor: MentorFacts) -> _Side:
    return _side(mentor, formats_of(mentor.formats), mentor.mentee_stages, near=False)


def _side(
    person: ApplicantFacts | MentorFacts, formats: frozenset[str], stages: tuple[str, ...], *, near: bool
) -> _Side:
    """A person who meets in person only wants the other near and in the state; others can do without."""
    chosen = {name: getattr(person, name) for name in _CHOICES} | {"format": formats, "stage": stages}
    meets = formats == {"in_person"}
    wants, open_to, has = set[tuple[str, str]](), set[str](), dict[tuple[str, str], int]()
    for name, values in chosen.items():
        named = set(values) - _OPEN
        wants |= {(name, value) for value in named}
        has |= {(name, value): 2 for value in named}
        if not named or set(values) & _OPEN:
            wants.add((name, _ANYTHING))
            open_to.add(name)
    region, hour = region_of(person.state), zone_hour(person.time_zone)
    wants.add(("region", region if region and (near or meets) else _ANYTHING))
    wants.add(("state", person.state if region and meets else _ANYTHING))
    wants.add(("time_zone", person.time_zone if hour is None else str(hour)))
    if region:
        has |= {("region", region): 2, ("state", person.state): 2}
    if hour is None:
        has["time_zone", person.time_zone] = 2
    else:
        has |= {("time_zone", str(hour + step)): 2 - abs(step) for step in (-1, 0, 1)}
    return _Side(frozenset(wants), has, frozenset(open_to))


def _wanted(sides: list[_Side], columns: dict[tuple[str, str], int], weights: Weights) -> NDArray[np.float32]:
    matrix = np.zeros((len(sides), len(columns)), dtype=np.float32)
    worth = {field.name: int(getattr(weights, field.name)) for field in fields(weights)}
    for row, side in enumerate(sides):
        wishes = [name for name, _ in side.wants]
        for key in side.wants:
            matrix[row, columns[key]] = worth[key[0]] // (2 * wishes.count(key[0]))
    return matrix


def _had(sides: list[_Side], columns: dict[tuple[str, str], int]) -> NDArray[np.float32]:
    matrix = np.zeros((len(sides), len(columns)), dtype=np.float32)
    matrix[:, [column for (_, value), column in columns.items() if value == _ANYTHING]] = 1
    for name in {name for name, _ in columns}:
        rows = [row for row, side in enumerate(sides) if name in side.open]
        matrix[np.ix_(rows, [column for (other, _), column in columns.items() if other == name])] = 1
    for row, side in enumerate(sides):
        for key, amount in side.has.items():
            matrix[row, columns[key]] = amount
    return matrix


class Rules:
    """What forbids a pair, each rule on its own, so that a reason can name it."""

    def __init__(self, facts: Facts) -> None:
        mentors = facts.mentors
        homes = [institution_key(mentor.institution) for mentor in mentors]
        avoided = [{institution_key(name) for name in mentor.avoid_institutions} for mentor in mentors]
        met = [formats_of(mentor.formats) for mentor in mentors]
        schools = [institution_key(applicant.institution) for applicant in facts.applicants]
        stages = [applicant.stage for applicant in facts.applicants]
        formats = [applicant.format for applicant in facts.applicants]
        self.by_value = {
            "stage": _ruled(stages, lambda stage: [stage not in mentor.mentee_stages for mentor in mentors]),
            "format": _ruled(formats, lambda one: [not formats_of((one,)) & other for other in met]),
            "full": _ruled([""] * len(stages), lambda _: [mentor.places < 1 for mentor in mentors]),
            "institution": _ruled(schools, lambda school: [school == home != "" for home in homes]),
            "avoided": _ruled(schools, lambda school: [school in names and school != "" for names in avoided]),
        }
        self.by_pair = {"closed": _columns(facts, facts.closed_pairs), "staff": _columns(facts, facts.forbids)}
        self._mentors = len(mentors)

    def broken_by(self, row: int) -> dict[str, Flags]:
        """For one applicant: every rule with the mentors that it rules out, staff's own forbids last."""
        told = {name: table[codes[row]] for name, (codes, table) in self.by_value.items()}
        for name, pairs in self.by_pair.items():
            told[name] = np.zeros(self._mentors, dtype=bool)
            told[name][pairs.get(row, [])] = True
        return told


def forbidden(facts: Facts) -> Flags:
    """Every pair of these facts, sorted by id, that the program's rules forbid, which leaves staff's `forbids` out."""
    rules = Rules(facts)
    matrix = np.zeros((len(facts.applicants), len(facts.mentors)), dtype=bool)
    for rows in blocks(len(facts.applicants)):
        for codes, table in rules.by_value.values():
            matrix[rows] |= table[codes[rows]]
    for row, columns in rules.by_pair["closed"].items():
        matrix[row, columns] = True
    return matrix


def _columns(facts: Facts, pairs: Iterable[Pair]) -> dict[int, list[int]]:
    columns: dict[int, list[int]] = {}
    for row, column in indexes(facts, pairs):
        columns.setdefault(row, []).append(column)
    return columns


def _ruled(values: list[str], rules_out: Callable[[str], list[bool]]) -> tuple[Numbers, Flags]:
    """A code for every applicant's value, and for every code the mentors that the value rules out."""
    distinct = sorted(set(values))
    codes = {value: code for code, value in enumerate(distinct)}
    table = np.array([rules_out(value) for value in distinct], dtype=bool)
    return np.array([codes[value] for value in values], dtype=np.int64), table
