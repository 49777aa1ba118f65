"""The next best mentor for everyone, and what the change would cost: a move to an open place, or a trade."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

import numpy as np

from functions.matching.engine.candidates import cutoffs
from functions.matching.engine.market import Market
from functions.matching.engine.scores import Numbers, Shorts, blocks

_LOOK_AT = 8
_NEVER = 1 << 30
_OPEN_PLACE, _NO_PLACE = -1, -2


@dataclass(frozen=True)
class NextBest:
    """Another mentor, and how much fit the round would lose by a move there, or by trading places with one person."""

    mentor: str
    cost: int


def next_best(market: Market, mentor_of: Numbers, fixed: frozenset[int]) -> dict[int, NextBest]:
    """For each applicant (row) but the fixed ones the cheapest single change that brings another mentor.

    The matched move to an open place or trade with somebody; the unmatched take the place of somebody, though a new
    applicant never that of one carried over. Only an applicant's eight best mentors are looked at.
    """
    told = {}
    changes = _Changes(market, mentor_of, fixed)
    for part in blocks(len(mentor_of)):
        columns, fit = _best_columns(market.fit(part), mentor_of[part])
        if columns.size:
            costs = changes.cost(np.arange(part.start, part.stop), columns, fit)
            choice = costs.argmin(axis=1)[:, None]
            cheapest, best = np.take_along_axis(costs, choice, 1), np.take_along_axis(columns, choice, 1)
            for row, cost, column in zip(count(part.start), cheapest[:, 0].tolist(), best[:, 0].tolist(), strict=False):
                if cost < _NEVER:
                    told[row] = NextBest(market.mentors[column], cost)
    return told


def _best_columns(fit: Shorts, own: Numbers) -> tuple[Numbers, Shorts]:
    """The columns of the mentors that fit each applicant best, the own one aside, and how well; -1 to fill up."""
    least = np.maximum(cutoffs(fit, min(_LOOK_AT + 1, fit.shape[1])), 0)
    rows, columns = np.divmod(np.flatnonzero(fit >= least[:, None]), max(fit.shape[1], 1))
    other = columns != own[rows]
    rows, columns = rows[other], columns[other]
    order = np.lexsort((columns, -fit[rows, columns], rows))
    rows, columns = rows[order], columns[order]
    counts = np.bincount(rows, minlength=len(fit))
    place = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    best = np.full((len(fit), min(_LOOK_AT, fit.shape[1])), -1, dtype=np.int64)
    fits = np.full(best.shape, -1, dtype=np.int16)
    near = place < best.shape[1]
    rows, columns, place = rows[near], columns[near], place[near]
    best[rows, place], fits[rows, place] = columns, fit[rows, columns]
    return best, fits


class _Changes:
    """Who holds what, and what it would cost to change it."""

    def __init__(self, market: Market, mentor_of: Numbers, fixed: frozenset[int]) -> None:
        self._market, self._mentor_of = market, mentor_of
        self._holders = _holders(market, mentor_of)
        self._bound = np.zeros(len(mentor_of), dtype=bool)
        self._bound[sorted(fixed)] = True
        rows = np.flatnonzero(mentor_of >= 0)
        self._now = np.zeros(len(mentor_of), dtype=np.int64)
        self._now[rows] = market.fit_of(rows, mentor_of[rows])

    def cost(self, rows: Numbers, columns: Numbers, fit: Shorts) -> Numbers:
        """What it costs in fit to give each applicant each of these mentors, by the cheapest place there."""
        places, row, own = self._holders[columns], rows[:, None, None], self._mentor_of[rows][:, None, None]
        taken = places >= 0
        holder = np.where(taken, places, 0)
        traded = np.zeros(places.shape, dtype=np.int64)
        trade = taken & (own >= 0) & (columns >= 0)[:, :, None]
        homes = np.broadcast_to(own, places.shape)[trade]
        traded[trade] = self._market.fit_of(places[trade], homes)
        before = self._market.carried[holder] & ~self._market.carried[row]
        barred = taken & (self._bound[holder] | (traded < 0) | ((own < 0) & before))
        costs = self._now[row] + np.where(taken, self._now[holder], 0) - fit[:, :, None] - traded
        costs[barred | (places == _NO_PLACE) | (columns < 0)[:, :, None] | self._bound[row]] = _NEVER
        cheapest: Numbers = costs.min(axis=2)
        return cheapest


def _holders(market: Market, mentor_of: Numbers) -> Numbers:
    """Who holds each mentor's places, a row for each mentor; _OPEN_PLACE for one that is left, _NO_PLACE to fill up."""
    rows = np.flatnonzero(mentor_of >= 0)
    rows = rows[np.argsort(mentor_of[rows], kind="stable")]
    taken = np.bincount(mentor_of[rows], minlength=len(market.mentors))
    table = np.full((len(market.mentors), int(taken.max(initial=0)) + 1), _NO_PLACE, dtype=np.int64)
    table[mentor_of[rows], np.arange(len(rows)) - np.repeat(np.cumsum(taken) - taken, taken)] = rows
    table[taken < market.places, -1] = _OPEN_PLACE
    return table
