"""Deferred acceptance, as the residency match does it: no two would both rather have each other."""

from __future__ import annotations

import heapq

import numpy as np

from functions.matching.engine.candidates import cutoffs
from functions.matching.engine.market import Keys, Market, tie_break
from functions.matching.engine.prices import TIE_BITS
from functions.matching.engine.scores import Numbers, Shorts, blocks

_LISTED = 24
_PLACE_BITS, _COLUMN_BITS = 32, 20
_LEVEL_BITS = TIE_BITS + _PLACE_BITS
_NEVER = (1 << 14) << _LEVEL_BITS


def stable(market: Market) -> Numbers:
    """The mentor (column) of every applicant (row), -1 for none, as good for the applicants as stability allows."""
    if not len(market.mentors):
        return np.full(len(market.applicants), -1, dtype=np.int64)
    return _Asking(market).run()


def in_order(rows: Numbers, worth: Shorts, ties: Keys, columns: Numbers) -> Numbers:
    """The order of some pairs by their rows, and within a row from the best to the worst."""
    # One key of 64 bits is sorted many times faster than four.
    key = (rows << 13) - worth
    key = (((key << TIE_BITS) - ties) << _COLUMN_BITS) - columns
    order: Numbers = np.argsort(key)
    return order


class _Asking:
    """Who holds whose places, and whom every applicant will ask next: the best of those who would have them now.

    Lists are short. An applicant who comes to the end of one is given another, of those who would still have them:
    mentors only ever become choosier, so that nobody is missed, and in which order people ask changes nothing.
    """

    def __init__(self, market: Market) -> None:
        self._market = market
        self._places: list[int] = market.places.tolist()
        self._held: list[list[int]] = [[] for _ in market.mentors]
        self._bars = np.where(market.places > 0, np.int64(-1), np.int64(_NEVER))
        """How welcome one has to be with each mentor: more than this."""
        shape = len(market.applicants), min(_LISTED, len(market.mentors))
        self._columns = np.zeros(shape, dtype=np.int32)
        self._welcome = np.full(shape, -1, dtype=np.int64)

    def run(self) -> Numbers:
        """Let everybody ask until nobody is turned away any more."""
        waiting = [np.arange(len(self._columns))]
        while waiting:
            free = self._listed(np.concatenate(waiting))
            waiting = []
            while len(free):
                good = self._welcome[free] > self._bars[self._columns[free]]
                ready = good.any(axis=1)
                if not ready.all():
                    waiting.append(free[~ready])
                free = self._ask(free[ready], good[ready].argmax(axis=1))
        mentor_of = np.full(len(self._columns), -1, dtype=np.int64)
        for column, people in enumerate(self._held):
            mentor_of[[key & ((1 << _PLACE_BITS) - 1) for key in people]] = column
        return mentor_of

    def _ask(self, rows: Numbers, place: Numbers) -> Numbers:
        """Each of these applicants asks the mentor at that place of the list; those who lost theirs come back."""
        displaced: list[int] = []
        held, places, bars, last = self._held, self._places, self._bars, (1 << _PLACE_BITS) - 1
        columns, keys = self._columns[rows, place], self._welcome[rows, place]
        for column, key in zip(columns.tolist(), keys.tolist(), strict=True):
            holders = held[column]
            if len(holders) < places[column]:
                heapq.heappush(holders, key)
            else:
                displaced.append(heapq.heappushpop(holders, key) & last)
            if len(holders) == places[column]:
                bars[column] = holders[0]
        return np.array(sorted(displaced), dtype=np.int64)

    def _listed(self, rows: Numbers) -> Numbers:
        """Make new lists for these applicants; those come back who have anybody on it."""
        for part in blocks(len(rows)):
            self._list(rows[part])
        return rows[(self._welcome[rows] >= 0).any(axis=1)]

    def _list(self, rows: Numbers) -> None:
        market, width = self._market, self._columns.shape[1]
        fit, wish = market.fit(rows), market.scores.wishes(rows)
        welcome, level = fit - wish, (self._bars >> _LEVEL_BITS).astype(np.int16)
        wish |= -((fit < 0) | (welcome < level)).view(np.int8)  # -1 has every bit set
        close, columns = np.divmod(np.flatnonzero((welcome == level) & (wish >= 0)), wish.shape[1])
        turned_down = self._keys(rows[close], columns, welcome[close, columns]) <= self._bars[columns]
        wish[close[turned_down], columns[turned_down]] = -1
        best = wish >= np.maximum(cutoffs(wish, width), 0)[:, None]
        row, columns = np.divmod(np.flatnonzero(best), wish.shape[1])
        ties = tie_break(market.applicant_keys[rows[row]], market.mentor_keys[columns])
        order = in_order(row, wish[row, columns], ties, columns)
        row, columns = row[order], columns[order]
        counts = np.bincount(row, minlength=len(rows))
        place = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
        near = place < width
        row, columns, place = row[near], columns[near], place[near]
        self._welcome[rows] = -1
        self._columns[rows[row], place] = columns
        self._welcome[rows[row], place] = self._keys(rows[row], columns, welcome[row, columns])

    def _keys(self, rows: Numbers, columns: Numbers, welcome: Numbers) -> Numbers:
        """How welcome applicants are: the mentor's view, then the ids, then their place in the order."""
        ties = tie_break(self._market.applicant_keys[rows], self._market.mentor_keys[columns]).astype(np.int64)
        return (((welcome.astype(np.int64) << TIE_BITS) + ties) << _PLACE_BITS) + rows
