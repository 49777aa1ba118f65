"""A round in numbers: how well each applicant and each mentor fit, open places, and the pairs that may never be."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from functions.matching.engine.arrays import BoolArray, Int16Array, Int64Array, UInt32Array
from functions.matching.engine.criteria import APPLICANT_TYPE, FEW_VALUED, MANY_VALUED, MENTOR_TYPE, factors
from functions.matching.engine.facts import Facts, pair_indexes
from functions.matching.engine.policy import Policy
from functions.matching.engine.rules import Rules
from functions.matching.engine.scores import Scores, is_member

MAX_FIT = 4000
"""The best fit of a pair: 2000 points from each side."""
TIE_BITS = 16
_FORBIDDEN = -(1 << 13)
_NO_INDEXES: Int64Array = np.zeros(0, dtype=np.int64)
_Person = TypeVar("_Person")


@dataclass(frozen=True)
class Market:
    """A two-sided matching market: applicants are rows and mentors are columns, both sorted by id."""

    applicants: tuple[str, ...]
    mentors: tuple[str, ...]
    scores: Scores
    places: Int64Array
    """No one can be matched with a mentor who has 0."""
    carried_over: BoolArray
    applicant_hashes: UInt32Array
    mentor_hashes: UInt32Array
    closed: Int64Array
    """Single pairs that are forbidden, as row * width + column, in order."""
    assigned: Int64Array
    """The rows of applicants who already have their mentor, in order."""

    def fit(self, rows: slice | Int64Array) -> Int16Array:
        """S + T of these applicants with every mentor, 0 to 4000, below 0 where the pair is forbidden; read-only."""
        fit = self.scores.fit(rows)
        indexes = np.arange(rows.start, rows.stop) if isinstance(rows, slice) else rows
        first, last = (np.searchsorted(self.closed, edge * self.width) for edge in (indexes, indexes + 1))
        assigned, full = is_member(indexes, self.assigned), self.places < 1
        if not ((last > first).any() or assigned.any() or full.any()):
            return fit
        fit = fit.copy()
        fit[assigned] = -1
        fit[:, full] = -1
        for row in np.flatnonzero(last > first).tolist():
            fit[row, self.closed[first[row] : last[row]] - indexes[row] * self.width] = -1
        return fit

    def fit_of(self, rows: Int64Array, columns: Int64Array) -> Int16Array:
        """S + T of single pairs, below 0 where a pair is forbidden."""
        fit = self.scores.fit_of(rows, columns)
        forbidden = is_member(rows * self.width + columns, self.closed) | is_member(rows, self.assigned)
        return np.where(forbidden | (self.places[columns] < 1), np.int16(-1), fit)

    @property
    def width(self) -> int:
        """The number of columns, at least 1, so that a pair is row * width + column."""
        return max(len(self.mentors), 1)

    def without(self, pairs: Collection[tuple[int, int]]) -> Market:
        """The same market with these pairs (row, column) forbidden as well."""
        keys = [row * self.width + column for row, column in pairs]
        return replace(self, closed=np.union1d(self.closed, np.array(keys, dtype=np.int64))) if keys else self

    def with_places(self, places: Int64Array) -> Market:
        """The same market with this number of places for each mentor."""
        return replace(self, places=places)

    def after_pins(self, pinned: Mapping[int, int]) -> Market:
        """What is left to decide once these applicants (row -> column) have their mentors."""
        if not pinned:
            return self
        taken = np.bincount([*pinned.values()], minlength=len(self.mentors))
        assigned = np.union1d(self.assigned, np.array([*pinned], dtype=np.int64))
        return replace(self, places=self.places - taken, assigned=assigned)


def market_of(facts: Facts, policy: Policy, seed: int = 0) -> Market:
    """The market of these facts (sorted by id) under a policy, before the forbids and capacities that staff set."""
    closed = [row * max(len(facts.mentors), 1) + column for row, column in pair_indexes(facts, facts.closed_pairs)]
    return Market(
        applicants=tuple(applicant.id for applicant in facts.applicants),
        mentors=tuple(mentor.id for mentor in facts.mentors),
        scores=scores_of(facts, policy).cached(),
        places=np.array([mentor.places for mentor in facts.mentors], dtype=np.int64),
        carried_over=np.array([applicant.carried_over for applicant in facts.applicants], dtype=bool),
        applicant_hashes=_hashes((applicant.id for applicant in facts.applicants), seed),
        mentor_hashes=_hashes((mentor.id for mentor in facts.mentors), seed),
        closed=np.array(closed, dtype=np.int64),
        assigned=_NO_INDEXES,
    )


def scores_of(facts: Facts, policy: Policy) -> Scores:
    """What the scores of these facts come from, with every rule that depends on the two people alone."""
    types, applicants = _types(facts.applicants, APPLICANT_TYPE)
    columns, mentors = _types(facts.mentors, MENTOR_TYPE)
    by_type = replace(facts, applicants=applicants, mentors=mentors)
    few, many, rules = factors(by_type, policy, FEW_VALUED), factors(facts, policy, MANY_VALUED), Rules(facts, policy)
    forbidden = Rules(by_type, policy).forbidden_by_answers()
    fit = np.where(forbidden, np.int16(_FORBIDDEN), (few.left @ few.right).astype(np.int16))
    applicant_scores = few.left[:, : few.applicant_columns] @ few.right[: few.applicant_columns]
    return Scores(
        left=many.left,
        right=many.right,
        applicant_columns=many.applicant_columns,
        types=types,
        applicant_table=applicant_scores.astype(np.int16).take(columns, axis=1),
        fit_table=fit.take(columns, axis=1),
        schools=rules.schools,
        excluded=rules.excluded,
    )


def _types(people: tuple[_Person, ...], type_of: Callable[[_Person], object]) -> tuple[Int64Array, tuple[_Person, ...]]:
    """The type of everyone as a code, and one person of each type."""
    types = [*map(type_of, people)]
    first = dict(zip(reversed(types), reversed(people), strict=True))
    codes = {kind: code for code, kind in enumerate(first)}
    return np.array([*map(codes.__getitem__, types)], dtype=np.int64), tuple(first.values())


def tie_break(applicant_hashes: UInt32Array, mentor_hashes: UInt32Array) -> UInt32Array:
    """A number of 16 bits for each pair that depends only on the two ids and the seed."""
    mixed = applicant_hashes ^ mentor_hashes
    mixed *= np.uint32(0x9E3779B1)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x85EBCA77)
    return mixed >> np.uint32(16)


def _hashes(ids: Iterable[str], seed: int) -> UInt32Array:
    digests = (hashlib.sha256(f"{seed}\0{name}".encode()).digest()[:4] for name in ids)
    return np.frombuffer(b"".join(digests), dtype=">u4").astype(np.uint32)
