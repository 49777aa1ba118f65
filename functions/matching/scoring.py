"""How well each applicant and each mentor fit, seen from both sides, and the pairs that may never be."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from functions.matching.facts import Facts, most_places
from functions.matching.grounds import factors
from functions.matching.policy import Policy
from functions.matching.rules import Flags, Rules

Shorts = NDArray[np.int16]
Numbers = NDArray[np.int64]
Keys = NDArray[np.uint32]

BLOCK = 256
"""Applicants handled at a time, so that no intermediate result is as large as the round."""


@dataclass(frozen=True)
class Market:
    """A round in numbers, applicants by rows and mentors by columns, both sorted by id."""

    applicants: tuple[str, ...]
    mentors: tuple[str, ...]
    wishes: Shorts
    """The applicants' view of every pair, S, 0 to 2000."""
    fit: Shorts
    """S + T of every pair, where T is the mentors' view, 0 to 2000; -1 where the pair is forbidden."""
    places: Numbers
    carried: Flags
    applicant_keys: Keys
    mentor_keys: Keys

    def without(self, pairs: Collection[tuple[int, int]]) -> Market:
        """The same market with these pairs (row, column) forbidden as well."""
        if not pairs:
            return self
        fit = self.fit.copy()
        for row, column in pairs:
            fit[row, column] = -1
        return replace(self, fit=fit)

    def offering(self, places: Numbers) -> Market:
        """The same market with these places for each mentor; nobody can have a mentor without one."""
        if (places == self.places).all() and (places > 0).all():
            return self
        fit = self.fit
        if (fit.max(axis=0, initial=-1)[places < 1] >= 0).any():
            fit = fit.copy()
            fit[:, places < 1] = -1
        return replace(self, fit=fit, places=places)

    def after(self, pinned: Mapping[int, int]) -> Market:
        """What is left to decide once these applicants (row -> column) have their mentors."""
        if not pinned:
            return self
        fit, places = self.fit.copy(), self.places.copy()
        for row, column in pinned.items():
            fit[row] = -1
            places[column] -= 1
        fit[:, places < 1] = -1
        return replace(self, fit=fit, places=places)


def market_of(facts: Facts, policy: Policy, seed: int = 0) -> Market:
    """The round that these facts, sorted by id, make under a policy, before staff's forbids and capacities.

    Only a mentor with a place neither before nor after staff's change is forbidden for being full.
    """
    most = zip(facts.mentors, most_places(facts), strict=True)
    rules = Rules(replace(facts, mentors=tuple(replace(mentor, places=places) for mentor, places in most)))
    shape = len(facts.applicants), len(facts.mentors)
    wishes, fit = np.empty(shape, dtype=np.int16), np.empty(shape, dtype=np.int16)
    for part, block, welcomes in scores(facts, policy):
        wishes[part] = block
        np.add(block, welcomes, out=fit[part])
        fit[part] |= rules.allowed(part).view(np.int8) - np.int8(1)  # -1 has every bit set
    return Market(
        applicants=tuple(applicant.id for applicant in facts.applicants),
        mentors=tuple(mentor.id for mentor in facts.mentors),
        wishes=wishes,
        fit=fit,
        places=np.array([mentor.places for mentor in facts.mentors], dtype=np.int64),
        carried=np.array([applicant.carried_over for applicant in facts.applicants], dtype=bool),
        applicant_keys=_keys((applicant.id for applicant in facts.applicants), seed),
        mentor_keys=_keys((mentor.id for mentor in facts.mentors), seed),
    )


def scores(facts: Facts, policy: Policy) -> Iterator[tuple[slice, Shorts, Shorts]]:
    """A block of applicants at a time, their view S of every mentor and the mentors' view T, each 0 to 2000."""
    left, right = factors(facts, policy)
    product = np.empty((BLOCK, right.shape[1]), dtype=np.float32)
    packed, wishes, welcomes = (np.empty(product.shape, dtype=kind) for kind in (np.int32, np.int16, np.int16))
    for part in blocks(len(left)):
        size = part.stop - part.start
        np.matmul(left[part], right, out=product[:size])
        np.copyto(packed[:size], product[:size], casting="unsafe")
        np.right_shift(packed, 11, out=wishes, casting="unsafe")
        np.bitwise_and(packed, 2047, out=welcomes, casting="unsafe")
        yield part, wishes[:size], welcomes[:size]


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
