"""The next best mentor for everyone, and what the change would cost: a move to an open place, or a trade."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from functions.matching.candidates import bars
from functions.matching.scoring import Market, Numbers, blocks

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
    holders = _holders(market, mentor_of)
    told = {}
    for part in blocks(len(mentor_of)):
        columns = _best_columns(market, mentor_of, part)
        costs = _change_costs(market, mentor_of, holders, fixed, np.arange(part.start, part.stop), columns)
        cheapest = costs.argmin(axis=1) if costs.size else np.zeros(0, dtype=np.int64)
        for place, choice in enumerate(cheapest.tolist()):
            row, cost = part.start + place, int(costs[place, choice])
            if cost < _NEVER and row not in fixed:
                told[row] = NextBest(market.mentors[int(columns[place, choice])], cost)
    return told


def _best_columns(market: Market, mentor_of: Numbers, part: slice) -> Numbers:
    """The columns of the mentors that fit each applicant best, the own one aside, the best first; -1 to fill up."""
    fit, own = market.fit[part], mentor_of[part]
    least = np.maximum(bars(fit, min(_LOOK_AT + 1, fit.shape[1])), 0)
    rows, columns = np.divmod(np.flatnonzero(fit >= least[:, None]), max(fit.shape[1], 1))
    other = columns != own[rows]
    rows, columns = rows[other], columns[other]
    order = np.lexsort((columns, -fit[rows, columns], rows))
    rows, columns = rows[order], columns[order]
    counts = np.bincount(rows, minlength=len(fit))
    place = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    best = np.full((len(fit), min(_LOOK_AT, fit.shape[1])), -1, dtype=np.int64)
    near = place < best.shape[1]
    best[rows[near], place[near]] = columns[near]
    return best


def _holders(market: Market, mentor_of: Numbers) -> Numbers:
    """Who holds each mentor's places, a row for each mentor; _OPEN_PLACE for one that is left, _NO_PLACE to fill up."""
    rows = np.flatnonzero(mentor_of >= 0)
    rows = rows[np.argsort(mentor_of[rows], kind="stable")]
    taken = np.bincount(mentor_of[rows], minlength=len(market.mentors))
    table = np.full((len(market.mentors), int(taken.max(initial=0)) + 1), _NO_PLACE, dtype=np.int64)
    table[mentor_of[rows], np.arange(len(rows)) - np.repeat(np.cumsum(taken) - taken, taken)] = rows
    table[taken < market.places, -1] = _OPEN_PLACE
    return table


def _change_costs(
    market: Market, mentor_of: Numbers, holders: Numbers, fixed: frozenset[int], rows: Numbers, columns: Numbers
) -> Numbers:
    """What it costs in fit to give each applicant each of these mentors, by the cheapest place there."""
    if not columns.size:
        return columns
    fit, places = market.fit, holders[columns]
    row, column, own = rows[:, None, None], np.maximum(columns, 0)[:, :, None], mentor_of[rows][:, None, None]
    holder, home = np.maximum(places, 0), np.maximum(own, 0)
    now = np.where(own >= 0, fit[row, home], 0).astype(np.int64)
    left = np.where(places >= 0, fit[holder, column], 0)
    traded = np.where((places >= 0) & (own >= 0), fit[holder, home], 0)
    bound = np.zeros(len(mentor_of), dtype=bool)
    bound[sorted(fixed)] = True
    before = market.carried[holder] & ~market.carried[row]
    barred = (places >= 0) & (bound[holder] | (traded < 0) | ((own < 0) & before))
    costs = now + left - fit[row, column] - traded
    costs[barred | (places == _NO_PLACE) | (columns < 0)[:, :, None]] = _NEVER
    cheapest: Numbers = costs.min(axis=2)
    return cheapest
