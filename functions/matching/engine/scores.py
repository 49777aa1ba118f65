"""The scores of all pairs, worked out a block of applicants at a time whenever they are needed.

A round of 100,000 applicants and 30,000 mentors has 3 billion pairs: their scores take 12 GB, what they come from 0.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from functions.matching.engine.criteria import Floats

Shorts = NDArray[np.int16]
Numbers = NDArray[np.int64]

BLOCK = 256
"""Applicants handled at a time, so that no intermediate result is as large as the round."""
HELD = 1 << 26
"""Up to so many pairs the scores are worked out once and held."""
_TILE, _PAIRS = 2048, 1 << 15
_TWO = 1 << 12


@dataclass(frozen=True)
class Scores:
    """What the scores come from: factors whose product they are, and tables where the rest of them is looked up."""

    left: Floats
    right: Floats
    wish_columns: int
    """So many columns of the left, from the first, make up S, the applicants' view; all together make up S + T."""
    codes: Numbers
    """For each applicant the row of the tables."""
    wish_table: Shorts
    fit_table: Shorts
    """Far below 0 for mentors that such an applicant may not have."""
    schools: Numbers
    """For each applicant the row of `barred`."""
    barred: tuple[Numbers, ...]
    """For each school in order the mentors (columns) that nobody from there may have."""
    held: Shorts | None = None

    def holding(self) -> Scores:
        """The same, with S + T of every pair at hand if the round is small enough."""
        count, width = len(self.left), self.right.shape[1]
        if not 0 < count * width <= HELD:
            return self
        held = np.empty((count, width), dtype=np.int16)
        for part in blocks(count):
            held[part] = self.fit(part)
        return replace(self, held=held)

    def wishes(self, part: slice | Numbers) -> Shorts:
        """For some applicants their view of every mentor, 0 to 2000."""
        some = _product(self.left[part, : self.wish_columns], self.right[: self.wish_columns])
        some += self.wish_table[self.codes[part]]
        return some

    def fit(self, part: slice | Numbers) -> Shorts:
        """For some applicants S + T of every pair, below 0 where a rule forbids it; not to be written to."""
        if self.held is not None:
            return self.held[part]
        some = _product(self.left[part], self.right)
        some += self.fit_table[self.codes[part]]
        barred = [self.barred[school] for school in self.schools[part].tolist()]
        rows = np.repeat(np.arange(len(some)), [*map(len, barred)])
        some[rows, np.concatenate(barred) if barred else rows] = -1
        return some

    def fit_of(self, rows: Numbers, columns: Numbers) -> Shorts:
        """S + T of single pairs, below 0 where a rule forbids it."""
        if self.held is not None:
            return self.held[rows, columns]
        found = self.fit_table[self.codes[rows], columns] + self._products(rows, columns, len(self.right))
        schools, width = self.schools[rows], max(self.right.shape[1], 1)
        keys = np.concatenate([np.zeros(0, dtype=np.int64), *(s * width + one for s, one in enumerate(self.barred))])
        found[among(schools * width + columns, keys)] = -1
        return found

    def wishes_of(self, rows: Numbers, columns: Numbers) -> Shorts:
        """The applicants' view of single pairs."""
        wishes: Shorts = self.wish_table[self.codes[rows], columns] + self._products(rows, columns, self.wish_columns)
        return wishes

    def _products(self, rows: Numbers, columns: Numbers, count: int) -> Shorts:
        found = np.empty(len(rows), dtype=np.int16)
        for start in range(0, len(rows), _PAIRS):
            some = slice(start, start + _PAIRS)
            found[some] = np.einsum("ij,ji->i", self.left[rows[some], :count], self.right[:count, columns[some]])
        return found


def blocks(length: int) -> Iterator[slice]:
    """The rows of a round, a block at a time."""
    return (slice(start, min(start + BLOCK, length)) for start in range(0, length, BLOCK))


def among(keys: Numbers, known: Numbers) -> NDArray[np.bool_]:
    """Which of the keys are known ones; those are in order."""
    if not len(known):
        return np.zeros(len(keys), dtype=bool)
    found: NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, keys), len(known) - 1)] == keys
    return found


def _product(left: Floats, right: Floats) -> Shorts:
    """The product of two matrices of whole numbers, each sum below 4096.

    Two rows of the left share one of the product: float32 is exact up to 2^24, so one stands 12 bits above the other.
    """
    half = -(-len(left) // 2)
    both = left[:half].copy()
    both[: len(left) - half] += _TWO * left[half:]
    product = np.empty((len(left), right.shape[1]), dtype=np.int16)
    low, high = product[:half], product[half:]
    for start in range(0, right.shape[1], _TILE):
        tile = slice(start, start + _TILE)
        packed = (both @ right[:, tile]).astype(np.int32)
        low[:, tile] = packed
        np.right_shift(packed[: len(high)], 12, out=high[:, tile], casting="unsafe")
    low &= _TWO - 1
    return product
