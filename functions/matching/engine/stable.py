"""Deferred acceptance, as in the residency match: no applicant and mentor prefer each other to what they have."""

from __future__ import annotations

import heapq

import numpy as np

from functions.matching.engine.arrays import Int16Array, Int64Array, UInt32Array
from functions.matching.engine.candidates import cutoffs
from functions.matching.engine.market import TIE_BITS, Market, tie_break
from functions.matching.engine.scores import row_blocks

_LIST_LENGTH = 24
_ROW_BITS, _COLUMN_BITS = 32, 20
_SCORE_SHIFT = TIE_BITS + _ROW_BITS
_UNREACHABLE = (1 << 14) << _SCORE_SHIFT


def stable(market: Market) -> Int64Array:
    """The mentor (column) of each applicant (row), -1 for none: the stable assignment that is best for applicants."""
    if not len(market.mentors):
        return np.full(len(market.applicants), -1, dtype=np.int64)
    return _DeferredAcceptance(market).run()


def preference_order(rows: Int64Array, scores: Int16Array, ties: UInt32Array, columns: Int64Array) -> Int64Array:
    """The order of some pairs by row, and within a row from the best to the worst."""
    # Sorting one key of 64 bits is many times faster than sorting by four.
    key = (rows << 13) - scores
    key = (((key << TIE_BITS) - ties) << _COLUMN_BITS) - columns
    order: Int64Array = np.argsort(key)
    return order


class _DeferredAcceptance:
    """Who holds which places, and each applicant's list of the best mentors who would accept a proposal.

    Lists are short. An applicant who gets to the end of one receives another, of those who would still accept: mentors
    only ever become choosier, so no mentor is missed, and the order of proposals does not change the result.
    """

    def __init__(self, market: Market) -> None:
        self._market = market
        self._places: list[int] = market.places.tolist()
        self._held: list[list[int]] = [[] for _ in market.mentors]
        self._cutoffs = np.where(market.places > 0, np.int64(-1), np.int64(_UNREACHABLE))
        """For each mentor the key that a proposal has to exceed."""
        shape = len(market.applicants), min(_LIST_LENGTH, len(market.mentors))
        self._columns = np.zeros(shape, dtype=np.int32)
        self._keys = np.full(shape, -1, dtype=np.int64)

    def run(self) -> Int64Array:
        """Let every applicant propose until no one is rejected."""
        waiting = [np.arange(len(self._columns))]
        while waiting:
            free = self._with_new_lists(np.concatenate(waiting))
            waiting = []
            while len(free):
                acceptable = self._keys[free] > self._cutoffs[self._columns[free]]
                ready = acceptable.any(axis=1)
                if not ready.all():
                    waiting.append(free[~ready])
                free = self._propose(free[ready], acceptable[ready].argmax(axis=1))
        mentor_of = np.full(len(self._columns), -1, dtype=np.int64)
        for column, keys in enumerate(self._held):
            mentor_of[[key & ((1 << _ROW_BITS) - 1) for key in keys]] = column
        return mentor_of

    def _propose(self, rows: Int64Array, position: Int64Array) -> Int64Array:
        """Each of these applicants proposes to the mentor at a list position; returns those who are displaced."""
        displaced: list[int] = []
        held, places, cutoffs, row_mask = self._held, self._places, self._cutoffs, (1 << _ROW_BITS) - 1
        columns, keys = self._columns[rows, position], self._keys[rows, position]
        for column, key in zip(columns.tolist(), keys.tolist(), strict=True):
            holders = held[column]
            if len(holders) < places[column]:
                heapq.heappush(holders, key)
            else:
                displaced.append(heapq.heappushpop(holders, key) & row_mask)
            if len(holders) == places[column]:
                cutoffs[column] = holders[0]
        return np.array(sorted(displaced), dtype=np.int64)

    def _with_new_lists(self, rows: Int64Array) -> Int64Array:
        """Make new lists for these applicants; returns those whose list is not empty."""
        for block in row_blocks(len(rows)):
            self._make_lists(rows[block])
        return rows[(self._keys[rows] >= 0).any(axis=1)]

    def _make_lists(self, rows: Int64Array) -> None:
        market, length = self._market, self._columns.shape[1]
        fit, wanted = market.fit(rows), market.scores.applicant_scores(rows)
        mentor_scores, score_cutoffs = fit - wanted, (self._cutoffs >> _SCORE_SHIFT).astype(np.int16)
        wanted |= -((fit < 0) | (mentor_scores < score_cutoffs)).view(np.int8)  # -1 has every bit set
        tied, columns = np.divmod(np.flatnonzero((mentor_scores == score_cutoffs) & (wanted >= 0)), wanted.shape[1])
        rejected = self._proposal_keys(rows[tied], columns, mentor_scores[tied, columns]) <= self._cutoffs[columns]
        wanted[tied[rejected], columns[rejected]] = -1
        best = wanted >= np.maximum(cutoffs(wanted, length), 0)[:, None]
        row, columns = np.divmod(np.flatnonzero(best), wanted.shape[1])
        ties = tie_break(market.applicant_hashes[rows[row]], market.mentor_hashes[columns])
        order = preference_order(row, wanted[row, columns], ties, columns)
        row, columns = row[order], columns[order]
        counts = np.bincount(row, minlength=len(rows))
        position = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
        listed = position < length
        row, columns, position = row[listed], columns[listed], position[listed]
        self._keys[rows] = -1
        self._columns[rows[row], position] = columns
        self._keys[rows[row], position] = self._proposal_keys(rows[row], columns, mentor_scores[row, columns])

    def _proposal_keys(self, rows: Int64Array, columns: Int64Array, mentor_scores: Int64Array) -> Int64Array:
        """How a mentor ranks proposals: by score, then by tie break, then by row."""
        ties = tie_break(self._market.applicant_hashes[rows], self._market.mentor_hashes[columns]).astype(np.int64)
        return (((mentor_scores.astype(np.int64) << TIE_BITS) + ties) << _ROW_BITS) + rows
