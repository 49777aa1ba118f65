"""Blocking pairs: an applicant and a mentor who both prefer each other to what they have."""

from __future__ import annotations

import numpy as np

from functions.matching.engine.arrays import Int16Array, Int64Array
from functions.matching.engine.market import Market
from functions.matching.engine.scores import row_blocks


def blocking_pairs(market: Market, mentor_of: Int64Array) -> tuple[int, int]:
    """The number of blocking pairs, and of applicants in at least one.

    Being left out, or keeping a place empty, is worse than any allowed pair.
    """
    counter = BlockingCounter(market, mentor_of)
    for block in row_blocks(len(mentor_of)):
        counter.add(block, market.fit(block))
    return counter.counts


class BlockingCounter:
    """Counts blocking pairs, and the applicants in at least one, a block of applicants at a time."""

    def __init__(self, market: Market, mentor_of: Int64Array) -> None:
        rows = np.flatnonzero(mentor_of >= 0)
        columns = mentor_of[rows]
        own_scores = market.scores.applicant_scores_of(rows, columns)
        self._scores, self.counts = market.scores, (0, 0)
        self._own = np.full((len(mentor_of), 1), -1, dtype=np.int16)
        self._own[rows, 0] = own_scores
        self._weakest = np.full(len(market.mentors), np.iinfo(np.int16).max, dtype=np.int16)
        np.minimum.at(self._weakest, columns, market.fit_of(rows, columns) - own_scores)
        self._weakest[np.bincount(columns, minlength=len(self._weakest)) < market.places] = -1

    def add(self, block: slice, fit: Int16Array) -> None:
        """Count the pairs of a block, whose fit is given."""
        scores = self._scores.applicant_scores(block)
        blocking = (fit - scores > self._weakest) & (scores > self._own[block]) & (fit >= 0)
        pairs, applicants = self.counts
        self.counts = (
            pairs + int(np.count_nonzero(blocking)),
            applicants + int(np.count_nonzero(blocking.any(axis=1))),
        )
