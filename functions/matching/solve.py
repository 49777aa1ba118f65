"""The two ways to decide a round: the provably best assignment, and the stable one.

`participation` is a minimum-cost flow over each person's best candidates. The prices that come with the flow are then
held against every other pair; whoever would do better is added and the flow solved again, until nobody would: the
optimum over all pairs, though few of them were ever in the flow.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from pylmcf import Graph  # type: ignore[import-untyped]

from functions.matching.scoring import Flags, Keys, Market, Numbers, Shorts, blocks, tie_break
from functions.matching.verify import TIE_BITS, Prices, Proof, pair_worth, reach_weights, tie_shift

CANDIDATES = 24
"""How many of the best a person starts with, and how many more one may gain in each pricing."""
_MOST_FIT = 4000
_RANGE_BITS = 61


class TooLargeRoundError(ValueError):
    """The round has more people than the prices have room for in 64 bits."""


@dataclass(frozen=True)
class Assignment:
    """The mentor (column) of every applicant (row), -1 for none, and the proof where there is one."""

    mentor_of: Numbers
    proof: Proof | None


def assign(market: Market, rule: str) -> Assignment:
    """Decide a market by the rule of its policy, `participation` or `stable`."""
    return stable(market) if rule == "stable" else participation(market)


def participation(market: Market) -> Assignment:
    """Most applicants matched, then those carried over, then the best worst pair, then the best total, then the ids.

    Raises TooLargeRoundError beyond about 100,000 people.
    """
    nobody = np.full(len(market.applicants), -1, dtype=np.int64)
    if not (market.fit >= 0).any():
        none = Prices(np.zeros_like(nobody), np.zeros(len(market.mentors), dtype=np.int64))
        return Assignment(nobody, Proof(none, none, none, (0, 0)))
    search = _Search(market)
    reached = search.reach(0)
    floor, worst = search.lift(reached)
    rows, columns, total, left_out = search.total(floor, reached)
    nobody[rows] = columns
    return Assignment(nobody, Proof(reached.prices, worst, total, left_out))


def stable(market: Market) -> Assignment:
    """Applicant-proposing deferred acceptance with capacities: no two would both rather have each other."""
    mentor_of = np.full(len(market.applicants), -1, dtype=np.int64)
    held: list[list[tuple[int, int]]] = [[] for _ in market.mentors]
    bars = np.where(market.places > 0, -1, np.iinfo(np.int32).max).astype(np.int32)
    free = np.flatnonzero(market.allowed.any(axis=1))
    while len(free):
        displaced: list[int] = []
        for part in blocks(len(free)):
            rows = free[part]
            ties = tie_break(market.applicant_keys[rows, None], market.mentor_keys).astype(np.int32)
            welcome = (market.welcomes[rows].astype(np.int32) << TIE_BITS) + ties
            wish = (market.wishes[rows].astype(np.int32) << TIE_BITS) + ties
            wish[~(market.allowed[rows] & (welcome > bars))] = -1
            asked = wish.argmax(axis=1)
            for place in np.flatnonzero(wish[np.arange(len(rows)), asked] >= 0).tolist():
                row, column = int(rows[place]), int(asked[place])
                heapq.heappush(held[column], (int(welcome[place, column]), row))
                if len(held[column]) > market.places[column]:
                    displaced.append(heapq.heappop(held[column])[1])
                if len(held[column]) == market.places[column]:
                    bars[column] = held[column][0][0]
        free = np.array(sorted(displaced), dtype=np.int64)
    for column, people in enumerate(held):
        mentor_of[[row for _, row in people]] = column
    return Assignment(mentor_of, None)


@dataclass(frozen=True)
class _Reached:
    """How much can be matched where every pair fits at least so well, and the least fit that was needed."""

    weight: int
    rows: Numbers
    least_fit: int
    prices: Prices


class _Search:
    """The candidates of a market, which grow as pricing finds better ones."""

    def __init__(self, market: Market) -> None:
        self._market = market
        self._weights = reach_weights(market)
        self._shift = tie_shift(market)
        longest = 2 * min(len(market.applicants), len(market.mentors)) + 4
        if _MOST_FIT.bit_length() + self._shift + longest.bit_length() > _RANGE_BITS:
            raise TooLargeRoundError(f"{len(market.applicants)} applicants are more than one round can hold.")
        self._flow = _Flow(market, _candidates(market))

    def reach(self, floor: int, enough: int | None = None) -> _Reached:
        """The most that can be matched with no pair below `floor`; stops unproven at `enough`."""
        while True:
            usable = self._flow.fit >= floor
            chosen, prices, _ = self._flow.solve(np.zeros(len(usable), dtype=np.int64), usable, self._weights)
            rows, columns = self._flow.rows[chosen], self._flow.columns[chosen]
            worth = Prices(self._weights + prices.applicants, prices.mentors)
            weight = int(self._weights[rows].sum())
            if weight == enough or not self._grow(floor, worth, self._unreached(worth)):
                return _Reached(weight, rows, int(self._market.fit[rows, columns].min(initial=_MOST_FIT)), worth)

    def lift(self, reached: _Reached) -> tuple[int, Prices]:
        """The best fit that the worst pair can have with as many matched, and the prices that prove it."""
        low, high, beyond = reached.least_fit, self._highest_floor(len(reached.rows)), None
        while low < high or beyond is None:
            middle = (low + high + 1) // 2 if low < high else high + 1
            tried = self.reach(middle, reached.weight)
            if tried.weight == reached.weight:
                low = tried.least_fit
            else:
                high, beyond = middle - 1, tried.prices
        return low, beyond

    def total(self, floor: int, reached: _Reached) -> tuple[Numbers, Numbers, Prices, tuple[int, int]]:
        """The rows and columns of the best total with no pair below `floor`, its prices and those of being left out."""
        top = (_MOST_FIT << self._shift) + (1 << TIE_BITS)
        left = np.bincount(np.delete(self._market.carried, reached.rows).astype(np.int64), minlength=2)
        while True:
            usable = self._flow.fit >= floor
            costs = top - pair_worth(self._market, self._flow.rows, self._flow.columns)
            chosen, prices, left_out = self._flow.solve(costs, usable, np.zeros_like(self._weights), left)
            priced = Prices(top + prices.applicants, prices.mentors)
            if not self._grow(floor, priced, self._underpriced(priced)):
                out = (left_out[0] - top, left_out[1] - top)
                return self._flow.rows[chosen], self._flow.columns[chosen], priced, out

    def _unreached(self, prices: Prices) -> Callable[[slice], Flags]:
        short = self._weights - prices.applicants
        return lambda part: prices.mentors < short[part, None]

    def _underpriced(self, prices: Prices) -> Callable[[slice], Flags]:
        def found(part: slice) -> Flags:
            limit = prices.applicants[part, None] + prices.mentors
            promising = self._market.fit[part] >= limit >> self._shift
            rows, columns = np.nonzero(promising)
            promising[rows, columns] = pair_worth(self._market, rows + part.start, columns) > limit[rows, columns]
            return promising

        return found

    def _grow(self, floor: int, prices: Prices, better: Callable[[slice], Flags]) -> bool:
        """Add the best of the pairs that the prices do not cover; False if there is none."""
        found, dear = [], np.minimum(prices.mentors >> self._shift, 2 * _MOST_FIT).astype(np.int16)
        for part in blocks(len(self._weights)):
            open_pairs = (self._market.fit[part] >= max(floor, 0)) & better(part)
            keys = self._market.applicant_keys[part]
            rows, columns = _best(self._market.fit[part] - dear, open_pairs, keys, self._market.mentor_keys)
            found.append((rows + part.start) * len(dear) + columns)
        pairs = _distinct([self._flow.pairs, *found])
        grown = len(pairs) > len(self._flow.pairs)
        if grown:
            self._flow = _Flow(self._market, pairs)
        return grown

    def _highest_floor(self, matched: int) -> int:
        """No worst pair is better than what the last of so many applicants, or of so many places, can have at best."""
        applicants = np.sort(self._market.fit.max(axis=1))[::-1]
        mentors = np.sort(np.repeat(self._market.fit.max(axis=0), self._market.places))[::-1]
        return int(min(applicants[matched - 1], mentors[matched - 1]))


class _Flow:
    """Applicants send one unit each to a candidate or to one of two ways of being left out; mentors pass on theirs."""

    def __init__(self, market: Market, pairs: Numbers) -> None:
        applicants, mentors = len(market.applicants), len(market.mentors)
        self.pairs = pairs
        self.rows, self.columns = np.divmod(pairs, mentors)
        self.fit = market.fit[self.rows, self.columns]
        self._applicants, self._places = applicants, market.places
        self._sink = applicants + mentors + 2
        starts = (self.rows, np.arange(applicants), np.arange(applicants, self._sink))
        ends = (self.columns + applicants, applicants + mentors + market.carried, np.full(mentors + 2, self._sink))
        start, end = np.concatenate(starts).astype(np.int64), np.concatenate(ends).astype(np.int64)
        self._order = np.lexsort((end, start))
        self._graph = Graph(self._sink + 1, start[self._order], end[self._order])
        # Without this the repair of an earlier solution gives up by the wall clock, and ties could end either way.
        self._graph.set_warm_repair_budget(0.0)
        supply = np.zeros(self._sink + 1, dtype=np.int64)
        supply[:applicants], supply[self._sink] = 1, -applicants
        self._graph.set_node_supply(supply)

    def solve(
        self, costs: Numbers, usable: Flags, left_costs: Numbers, left: Numbers | None = None
    ) -> tuple[Flags, Prices, tuple[int, int]]:
        """The cheapest flow: which pairs it uses, what people pay for it and for being left out (new, carried over)."""
        room = np.full(2, self._applicants) if left is None else left
        ample = np.full(self._applicants, self._applicants, dtype=np.int64)
        capacities = np.concatenate((usable * self._applicants, ample, self._places, room)).astype(np.int64)
        self._graph.set_edge_costs(np.concatenate((costs, left_costs, 0 * self._places, (0, 0)))[self._order])
        self._graph.set_edge_capacities(capacities[self._order])
        self._graph.solve()
        flow = np.empty(len(self._order), dtype=np.int64)
        flow[self._order] = self._graph.result()
        potentials = self._graph.potentials()
        to_sink = potentials[self._sink] - potentials
        paid = np.maximum(to_sink, 0)
        prices = Prices(-to_sink[: self._applicants], paid[self._applicants : self._sink - 2])
        return flow[: len(costs)] > 0, prices, (int(paid[self._sink - 2]), int(paid[self._sink - 1]))


def _candidates(market: Market) -> Numbers:
    """The best of every applicant and the best of every mentor, as row * mentors + column, sorted."""
    found, mentors = [], len(market.mentors)
    for part in blocks(len(market.applicants)):
        fit = market.fit[part]
        rows, columns = _best(fit, fit >= 0, market.applicant_keys[part], market.mentor_keys)
        found.append((rows + part.start) * mentors + columns)
    for part in blocks(mentors):
        fit = np.ascontiguousarray(market.fit[:, part].T)
        columns, rows = _best(fit, fit >= 0, market.mentor_keys[part], market.applicant_keys)
        found.append(rows * mentors + columns + part.start)
    return _distinct(found)


def _distinct(found: list[Numbers]) -> Numbers:
    pairs = np.sort(np.concatenate(found))
    return pairs[np.diff(pairs, prepend=-1) > 0]


def _best(value: Shorts, among: Flags, keys: Keys, other_keys: Keys) -> tuple[Numbers, Numbers]:
    """Per row the pairs of highest value, no more than CANDIDATES (but for equals) of those that are `among`."""
    kept = among.copy()
    crowded = np.flatnonzero(among.sum(axis=1) > CANDIDATES)
    ranked = (value[crowded].astype(np.int32) << TIE_BITS) + tie_break(keys[crowded, None], other_keys).astype(np.int32)
    ranked[~among[crowded]] = np.iinfo(np.int32).min
    if len(crowded):
        bar = np.partition(ranked, -CANDIDATES, axis=1)[:, -CANDIDATES]
        kept[crowded] = ranked >= bar[:, None]
    rows, columns = np.nonzero(kept)
    return rows, columns
