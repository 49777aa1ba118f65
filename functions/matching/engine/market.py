"""How well each applicant and each mentor fit, seen from both sides, and the pairs that may never be."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from functions.matching.engine.criteria import APPLICANT_KIND, FEW, MANIFOLD, MENTOR_KIND, factors
from functions.matching.engine.facts import Facts, indexes
from functions.matching.engine.policy import Policy
from functions.matching.engine.rules import Flags, Rules
from functions.matching.engine.scores import Numbers, Scores, Shorts, among

Keys = NDArray[np.uint32]
_Person = TypeVar("_Person")

_FORBIDDEN = -(1 << 13)
_NO_PAIRS: Numbers = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Market:
    """A round in numbers, applicants by rows and mentors by columns, both sorted by id."""

    applicants: tuple[str, ...]
    mentors: tuple[str, ...]
    scores: Scores
    places: Numbers
    """Nobody can have a mentor without one."""
    carried: Flags
    applicant_keys: Keys
    mentor_keys: Keys
    closed: Numbers
    """Single pairs that are forbidden, as row * mentors + column, in order."""
    settled: Numbers
    """The rows of applicants who are out of the game, in order."""

    def fit(self, rows: slice | Numbers) -> Shorts:
        """S + T of every pair of some applicants, 0 to 4000, below 0 where it is forbidden; only to be read."""
        fit = self.scores.fit(rows)
        some = np.arange(rows.start, rows.stop) if isinstance(rows, slice) else rows
        first, last = (np.searchsorted(self.closed, edge * self.width) for edge in (some, some + 1))
        settled, shut = among(some, self.settled), self.places < 1
        if not ((last > first).any() or settled.any() or shut.any()):
            return fit
        fit = fit.copy()
        fit[settled] = -1
        fit[:, shut] = -1
        for row in np.flatnonzero(last > first).tolist():
            fit[row, self.closed[first[row] : last[row]] - some[row] * self.width] = -1
        return fit

    def fit_of(self, rows: Numbers, columns: Numbers) -> Shorts:
        """S + T of single pairs, below 0 where a pair is forbidden."""
        fit = self.scores.fit_of(rows, columns)
        barred = among(rows * self.width + columns, self.closed) | among(rows, self.settled)
        return np.where(barred | (self.places[columns] < 1), np.int16(-1), fit)

    @property
    def width(self) -> int:
        """How many columns there are, 1 at least, so that a pair is row * width + column."""
        return max(len(self.mentors), 1)

    def without(self, pairs: Collection[tuple[int, int]]) -> Market:
        """The same market with these pairs (row, column) forbidden as well."""
        more = [row * self.width + column for row, column in pairs]
        return replace(self, closed=np.union1d(self.closed, np.array(more, dtype=np.int64))) if more else self

    def offering(self, places: Numbers) -> Market:
        """The same market with these places for each mentor."""
        return replace(self, places=places)

    def after(self, pinned: Mapping[int, int]) -> Market:
        """What is left to decide once these applicants (row -> column) have their mentors."""
        if not pinned:
            return self
        taken = np.bincount([*pinned.values()], minlength=len(self.mentors))
        settled = np.union1d(self.settled, np.array([*pinned], dtype=np.int64))
        return replace(self, places=self.places - taken, settled=settled)


def market_of(facts: Facts, policy: Policy, seed: int = 0) -> Market:
    """The round that these facts, sorted by id, make under a policy, before staff's forbids and capacities."""
    closed = [row * max(len(facts.mentors), 1) + column for row, column in indexes(facts, facts.closed_pairs)]
    return Market(
        applicants=tuple(applicant.id for applicant in facts.applicants),
        mentors=tuple(mentor.id for mentor in facts.mentors),
        scores=scores_of(facts, policy).holding(),
        places=np.array([mentor.places for mentor in facts.mentors], dtype=np.int64),
        carried=np.array([applicant.carried_over for applicant in facts.applicants], dtype=bool),
        applicant_keys=_keys((applicant.id for applicant in facts.applicants), seed),
        mentor_keys=_keys((mentor.id for mentor in facts.mentors), seed),
        closed=np.array(closed, dtype=np.int64),
        settled=_NO_PAIRS,
    )


def scores_of(facts: Facts, policy: Policy) -> Scores:
    """What the scores of these facts come from; of the rules those that apply whoever else takes part."""
    (codes, some), (columns, others) = _kinds(facts.applicants, APPLICANT_KIND), _kinds(facts.mentors, MENTOR_KIND)
    kinds = replace(facts, applicants=some, mentors=others)
    table, many, rules = factors(kinds, policy, FEW), factors(facts, policy, MANIFOLD), Rules(facts)
    fit = np.where(Rules(kinds).by_answer(), np.int16(_FORBIDDEN), (table.left @ table.right).astype(np.int16))
    wishes = (table.left[:, : table.wishes] @ table.right[: table.wishes]).astype(np.int16)
    return Scores(
        left=many.left,
        right=many.right,
        wish_columns=many.wishes,
        codes=codes,
        wish_table=wishes.take(columns, axis=1),
        fit_table=fit.take(columns, axis=1),
        schools=rules.schools,
        barred=rules.barred,
    )


def _kinds(people: tuple[_Person, ...], told: Callable[[_Person], object]) -> tuple[Numbers, tuple[_Person, ...]]:
    """Which kind everybody is of, by what is told of each, and one person of every kind."""
    answers = [*map(told, people)]
    first = dict(zip(reversed(answers), reversed(people), strict=True))
    codes = {answer: code for code, answer in enumerate(first)}
    return np.array([*map(codes.__getitem__, answers)], dtype=np.int64), tuple(first.values())


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
