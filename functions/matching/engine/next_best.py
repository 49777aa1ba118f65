"""The next best mentor for each applicant, and what the change would cost: a move to an open place, or a swap."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

import numpy as np

from functions.matching.engine.arrays import Int16Array, Int64Array
from functions.matching.engine.candidates import cutoffs
from functions.matching.engine.market import Market
from functions.matching.engine.scores import row_blocks

_CONSIDERED = 8
_IMPOSSIBLE = 1 << 30
_OPEN_PLACE, _NO_PLACE = -1, -2


@dataclass(frozen=True)
class NextBest:
    """Another mentor, and how much fit the round would lose by a move there, or by a swap with one applicant."""

    mentor: str
    cost: int


def next_best(market: Market, mentor_of: Int64Array, pinned: frozenset[int]) -> dict[int, NextBest]:
    """For each applicant (row) who is not pinned, the cheapest single change that brings another mentor.

    Matched applicants move to an open place or swap with another one; unmatched applicants take someone's place,
    though a new applicant never takes that of one carried over. Only an applicant's eight best mentors are considered.
    """
    alternatives = {}
    changes = _Changes(market, mentor_of, pinned)
    for block in row_blocks(len(mentor_of)):
        columns, fit = _best_columns(market.fit(block), mentor_of[block])
        if columns.size:
            costs = changes.cost(np.arange(block.start, block.stop), columns, fit)
            choice = costs.argmin(axis=1)[:, None]
            cheapest, best = (np.take_along_axis(table, choice, 1)[:, 0].tolist() for table in (costs, columns))
            for row, cost, column in zip(count(block.start), cheapest, best, strict=False):
                if cost < _IMPOSSIBLE:
                    alternatives[row] = NextBest(market.mentors[column], cost)
    return alternatives


def _best_columns(fit: Int16Array, own: Int64Array) -> tuple[Int64Array, Int16Array]:
    """The columns of each applicant's best mentors other than the current one, and their fit; padded with -1."""
    row_cutoffs = np.maximum(cutoffs(fit, min(_CONSIDERED + 1, fit.shape[1])), 0)
    rows, columns = np.divmod(np.flatnonzero(fit >= row_cutoffs[:, None]), max(fit.shape[1], 1))
    other = columns != own[rows]
    rows, columns = rows[other], columns[other]
    order = np.lexsort((columns, -fit[rows, columns], rows))
    rows, columns = rows[order], columns[order]
    counts = np.bincount(rows, minlength=len(fit))
    rank = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    best = np.full((len(fit), min(_CONSIDERED, fit.shape[1])), -1, dtype=np.int64)
    fits = np.full(best.shape, -1, dtype=np.int16)
    considered = rank < best.shape[1]
    rows, columns, rank = rows[considered], columns[considered], rank[considered]
    best[rows, rank], fits[rows, rank] = columns, fit[rows, columns]
    return best, fits


class _Changes:
    """Who holds which place, and what it would cost to change that."""

    def __init__(self, market: Market, mentor_of: Int64Array, pinned: frozenset[int]) -> None:
        self._market, self._mentor_of = market, mentor_of
        self._holders = _holders(market, mentor_of)
        self._pinned = np.zeros(len(mentor_of), dtype=bool)
        self._pinned[sorted(pinned)] = True
        rows = np.flatnonzero(mentor_of >= 0)
        self._current_fit = np.zeros(len(mentor_of), dtype=np.int64)
        self._current_fit[rows] = market.fit_of(rows, mentor_of[rows])

    def cost(self, rows: Int64Array, columns: Int64Array, fit: Int16Array) -> Int64Array:
        """What it costs in fit to give each applicant each of these mentors, at the cheapest place there."""
        places, row, own = self._holders[columns], rows[:, None, None], self._mentor_of[rows][:, None, None]
        taken = places >= 0
        holder = np.where(taken, places, 0)
        swapped_fit = np.zeros(places.shape, dtype=np.int64)
        swap = taken & (own >= 0) & (columns >= 0)[:, :, None]
        swapped_fit[swap] = self._market.fit_of(places[swap], np.broadcast_to(own, places.shape)[swap])
        carried_over = self._market.carried_over
        outranked = (own < 0) & carried_over[holder] & ~carried_over[row]
        refused = taken & (self._pinned[holder] | (swapped_fit < 0) | outranked)
        costs = self._current_fit[row] + np.where(taken, self._current_fit[holder], 0) - fit[:, :, None] - swapped_fit
        costs[refused | (places == _NO_PLACE) | (columns < 0)[:, :, None] | self._pinned[row]] = _IMPOSSIBLE
        cheapest: Int64Array = costs.min(axis=2)
        return cheapest


def _holders(market: Market, mentor_of: Int64Array) -> Int64Array:
    """Who holds each mentor's places, a row for each mentor; _OPEN_PLACE for one that is open, _NO_PLACE as padding."""
    rows = np.flatnonzero(mentor_of >= 0)
    rows = rows[np.argsort(mentor_of[rows], kind="stable")]
    taken = np.bincount(mentor_of[rows], minlength=len(market.mentors))
    table = np.full((len(market.mentors), int(taken.max(initial=0)) + 1), _NO_PLACE, dtype=np.int64)
    table[mentor_of[rows], np.arange(len(rows)) - np.repeat(np.cumsum(taken) - taken, taken)] = rows
    table[taken < market.places, -1] = _OPEN_PLACE
    return table
