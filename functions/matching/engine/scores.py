"""The scores of all pairs, computed a block of applicants at a time whenever they are needed.

A round of 100,000 applicants and 30,000 mentors has 3 billion pairs: their scores would take 12 GB; what the scores are
computed from takes 0.2 GB.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from functions.matching.engine.arrays import BoolArray, Float32Array, Int16Array, Int64Array

BLOCK = 256
"""How many applicants are handled at a time, so that no intermediate result is as large as the round."""
CACHED_PAIRS = 1 << 26
"""Up to this many pairs, the fit is computed once and kept."""
_TILE, _BATCH = 2048, 1 << 15
_PACKING_BITS = 12


@dataclass(frozen=True)
class Scores:
    """What the scores come from: matrix factors for most criteria, and lookup tables by type for the rest.

    S is how well a mentor meets an applicant's wants, T how well the applicant meets the mentor's; the fit is S + T.
    """

    left: Float32Array
    right: Float32Array
    applicant_columns: int
    """The first this many columns of `left` give S; all of them together give S + T."""
    types: Int64Array
    """For each applicant the row of the tables."""
    applicant_table: Int16Array
    fit_table: Int16Array
    """Far below 0 for mentors that applicants of the type may not have."""
    schools: Int64Array
    """For each applicant the index into `excluded`."""
    excluded: tuple[Int64Array, ...]
    """For each school the mentors (columns) that its applicants may not have, in order."""
    cache: Int16Array | None = None

    def cached(self) -> Scores:
        """The same scores, with the fit of every pair kept in memory if the round is small enough."""
        count, width = len(self.left), self.right.shape[1]
        if not 0 < count * width <= CACHED_PAIRS:
            return self
        cache = np.empty((count, width), dtype=np.int16)
        for block in row_blocks(count):
            cache[block] = self.fit(block)
        return replace(self, cache=cache)

    def applicant_scores(self, rows: slice | Int64Array) -> Int16Array:
        """S of these applicants for every mentor, 0 to 2000."""
        scores = _product(self.left[rows, : self.applicant_columns], self.right[: self.applicant_columns])
        scores += self.applicant_table[self.types[rows]]
        return scores

    def fit(self, rows: slice | Int64Array) -> Int16Array:
        """S + T of these applicants with every mentor, below 0 where a rule forbids the pair; read-only."""
        if self.cache is not None:
            return self.cache[rows]
        fit = _product(self.left[rows], self.right)
        fit += self.fit_table[self.types[rows]]
        excluded = [self.excluded[school] for school in self.schools[rows].tolist()]
        repeated = np.repeat(np.arange(len(fit)), [*map(len, excluded)])
        fit[repeated, np.concatenate(excluded) if excluded else repeated] = -1
        return fit

    def fit_of(self, rows: Int64Array, columns: Int64Array) -> Int16Array:
        """S + T of single pairs, below 0 where a rule forbids one."""
        if self.cache is not None:
            return self.cache[rows, columns]
        fit = self.fit_table[self.types[rows], columns] + self._products(rows, columns, len(self.right))
        schools, width = self.schools[rows], max(self.right.shape[1], 1)
        keys = [school * width + mentors for school, mentors in enumerate(self.excluded)]
        fit[is_member(schools * width + columns, np.concatenate([np.zeros(0, dtype=np.int64), *keys]))] = -1
        return fit

    def applicant_scores_of(self, rows: Int64Array, columns: Int64Array) -> Int16Array:
        """S of single pairs."""
        products = self._products(rows, columns, self.applicant_columns)
        scores: Int16Array = self.applicant_table[self.types[rows], columns] + products
        return scores

    def _products(self, rows: Int64Array, columns: Int64Array, depth: int) -> Int16Array:
        products = np.empty(len(rows), dtype=np.int16)
        for start in range(0, len(rows), _BATCH):
            batch = slice(start, start + _BATCH)
            products[batch] = np.einsum("ij,ji->i", self.left[rows[batch], :depth], self.right[:depth, columns[batch]])
        return products


def row_blocks(count: int) -> Iterator[slice]:
    """The rows of a round, a block at a time."""
    return (slice(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK))


def is_member(keys: Int64Array, ordered: Int64Array) -> BoolArray:
    """Flags the keys that occur in `ordered`, which has to be in order."""
    if not len(ordered):
        return np.zeros(len(keys), dtype=bool)
    flags: BoolArray = ordered[np.minimum(np.searchsorted(ordered, keys), len(ordered) - 1)] == keys
    return flags


def _product(left: Float32Array, right: Float32Array) -> Int16Array:
    """The product of two matrices of whole numbers whose sums all stay below 4096.

    Two rows of the left share one row of the product: float32 is exact up to 2^24, so one sum fits above the other.
    """
    half = -(-len(left) // 2)
    packed_left = left[:half].copy()
    packed_left[: len(left) - half] += (1 << _PACKING_BITS) * left[half:]
    product = np.empty((len(left), right.shape[1]), dtype=np.int16)
    low, high = product[:half], product[half:]
    for start in range(0, right.shape[1], _TILE):
        tile = slice(start, start + _TILE)
        packed = (packed_left @ right[:, tile]).astype(np.int32)
        low[:, tile] = packed
        np.right_shift(packed[: len(high)], _PACKING_BITS, out=high[:, tile], casting="unsafe")
    low &= (1 << _PACKING_BITS) - 1
    return product
