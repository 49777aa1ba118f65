"""The two ways to decide a round: the provably best assignment, and the stable one.

`participation` is a minimum-cost flow over each person's best candidates. The dual prices that come with the flow are
then checked against every other pair; pairs that would improve the result are added and the flow is solved again, until
there are none (column generation): the optimum over all pairs, although few of them were ever part of the flow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from functions.matching.engine.arrays import Int16Array, Int64Array
from functions.matching.engine.candidates import Candidates, best_per_applicant, candidates
from functions.matching.engine.flow import Flow, max_pair_cost
from functions.matching.engine.market import MAX_FIT, TIE_BITS, Market
from functions.matching.engine.pairs import Pairs, union
from functions.matching.engine.prices import Prices, Proof, pair_worth, reach_weights, tie_shift, uncovered, underpriced
from functions.matching.engine.scores import row_blocks
from functions.matching.engine.stable import stable

CANDIDATES = 10
"""How many of the best pairs each person starts with, at least, and how many an applicant may gain per pricing."""
_SLACK = 60
"""Pairs whose reduced cost is below this many points of fit are kept, or added along with improving pairs."""
_LOW_FRACTION = 20
"""The worst 1/20 of the candidates is penalized in the first guess of the worst pair."""
_Improving = Callable[[Market, Prices, int, slice, Int16Array], Pairs]


class TooLargeRoundError(ValueError):
    """The round has more people than the prices have room for in 64 bits."""


@dataclass(frozen=True)
class WarmStart:
    """What the solver learned from a round, to solve a similar one of the same people faster; it decides nothing."""

    pairs: Pairs
    floor: int
    potentials: Int64Array


@dataclass(frozen=True)
class Assignment:
    """The mentor (column) of each applicant (row), -1 for none, and the proof if there is one."""

    mentor_of: Int64Array
    proof: Proof | None
    warm_start: WarmStart | None = None


def assign(market: Market, rule: str, warm_start: WarmStart | None = None) -> Assignment:
    """Decide a market by the rule of its policy, `participation` or `stable`."""
    return Assignment(stable(market), None) if rule == "stable" else participation(market, warm_start)


def participation(market: Market, warm_start: WarmStart | None = None) -> Assignment:
    """Most applicants matched, then those carried over, then the best worst pair, then the best total, then the ids.

    The `warm_start` of a round of the same people saves time. Raises TooLargeRoundError above about 130,000 people.
    """
    unmatched = np.full(len(market.applicants), -1, dtype=np.int64)
    start = _candidates_from(market, warm_start) if warm_start else candidates(market, CANDIDATES)
    if not len(start.pairs):
        if warm_start:
            return participation(market)
        zero = Prices(np.zeros_like(unmatched), np.zeros(len(market.mentors), dtype=np.int64))
        return Assignment(unmatched, Proof(zero, zero, zero, (0, 0)))
    return _Search(market, start, warm_start).decide()


def _candidates_from(market: Market, warm_start: WarmStart) -> Candidates:
    fit = market.fit_of(*np.divmod(warm_start.pairs.keys, market.width))
    best = (np.full(len(people), MAX_FIT, dtype=np.int16) for people in (market.applicants, market.mentors))
    return Candidates(Pairs(warm_start.pairs.keys, fit).select(fit >= 0), *best)


@dataclass(frozen=True)
class _Reach:
    """How much can be matched if every pair has at least a certain fit, and the least fit that was used."""

    weight: int
    rows: Int64Array
    least_fit: int
    prices: Prices


class _Search:
    """Solves a market over candidate pairs, which grow whenever the prices find better ones."""

    def __init__(self, market: Market, start: Candidates, warm_start: WarmStart | None) -> None:
        self._market = market
        self._best_fits = start.applicant_best, start.mentor_best
        self._weights = reach_weights(market)
        self._shift = tie_shift(market)
        self._max_worth = (MAX_FIT << self._shift) + (1 << TIE_BITS)
        if self._max_worth >= max_pair_cost(len(market.applicants), len(market.mentors)):
            raise TooLargeRoundError(f"{len(market.applicants)} applicants are more than one round can hold.")
        self._flow = Flow(market, start.pairs)
        self._warm_start = warm_start
        self._potentials = warm_start.potentials if warm_start else None

    def decide(self) -> Assignment:
        """Guess the worst pair and the best total over the candidates, then prove both over all pairs."""
        reach = self._max_reach(0)
        guess = self._guess_worst(reach)
        mentor_of, prices, left_out = self._best_total(guess, reach)
        floor, worst_prices = self._best_worst(guess, reach)
        while floor > guess or self._add_improving(underpriced, floor, prices, _SLACK << self._shift):
            guess = floor
            mentor_of, prices, left_out = self._best_total(floor, reach)
        proof = Proof(reach.prices, worst_prices, prices, left_out)
        assert self._potentials is not None  # noqa: S101 - tells the type checker that a total was solved
        return Assignment(mentor_of, proof, WarmStart(self._nearly_tight(prices), floor, self._potentials))

    def _max_reach(self, floor: int, enough: int | None = None) -> _Reach:
        """The most that can be matched with no pair below `floor`; stops unproven at the weight `enough`."""
        while True:
            usable = self._flow.fit >= floor
            solution = self._flow.solve(np.zeros(len(usable), dtype=np.int64), usable, self._weights)
            rows = self._flow.rows[solution.chosen]
            least_fit = int(self._flow.fit[solution.chosen].min(initial=MAX_FIT))
            prices = Prices(self._weights + solution.prices.applicants, solution.prices.mentors)
            weight = int(self._weights[rows].sum())
            if weight == enough or not self._add_improving(uncovered, floor, prices):
                return _Reach(weight, rows, least_fit, prices)

    def _guess_worst(self, reach: _Reach) -> int:
        """A fit that the worst pair can have with as many matched, usually the best one: bad pairs cost very much."""
        if self._warm_start:
            attempt = self._max_reach(self._warm_start.floor, reach.weight)
            if attempt.weight == reach.weight:
                return attempt.least_fit
        fit, highest = self._flow.fit.astype(np.int64), self._upper_bound_on_worst(len(reach.rows))
        least = highest
        for bad in (int(np.partition(fit, len(fit) // _LOW_FRACTION)[len(fit) // _LOW_FRACTION]), highest):
            shortfall = np.maximum(bad - fit, 0)
            costs, usable = shortfall**3, shortfall >= 0
            solution = self._flow.solve(costs, usable, 0 * self._weights, self._left_out_counts(reach))
            least = int(fit[solution.chosen].min(initial=MAX_FIT))
            if least < bad:  # otherwise no bad pair was needed, and which pair is the worst was left to chance
                break
        return least

    def _best_worst(self, low: int, reach: _Reach) -> tuple[int, Prices]:
        """The best fit that the worst pair can have with as many matched, and the prices that prove it."""
        high, proof, step = max(self._upper_bound_on_worst(len(reach.rows)), low), None, 1
        while low < high or proof is None:
            middle = min(low + step, (low + high + 1) // 2) if low < high else high + 1
            attempt = self._max_reach(middle, reach.weight)
            if attempt.weight == reach.weight:
                low, step = attempt.least_fit, 8 * step
            else:
                high, proof = middle - 1, attempt.prices
        return low, proof

    def _best_total(self, floor: int, reach: _Reach) -> tuple[Int64Array, Prices, tuple[int, int]]:
        """The best total of the candidates with no pair below `floor`, its prices and those of being left out."""
        flow, offset = self._flow, self._max_worth
        costs = offset - pair_worth(self._market, flow.rows, flow.columns, flow.fit)
        left_out = self._left_out_counts(reach)
        solution = flow.solve(costs, flow.fit >= floor, 0 * self._weights, left_out, self._potentials)
        self._potentials = solution.potentials
        mentor_of = np.full(len(self._weights), -1, dtype=np.int64)
        mentor_of[flow.rows[solution.chosen]] = flow.columns[solution.chosen]
        prices = Prices(offset + solution.prices.applicants, solution.prices.mentors)
        return mentor_of, prices, (solution.left_out[0] - offset, solution.left_out[1] - offset)

    def _left_out_counts(self, reach: _Reach) -> Int64Array:
        """How many new applicants, and how many carried over, have to be left out."""
        return np.bincount(np.delete(self._market.carried_over, reach.rows).astype(np.int64), minlength=2)

    def _add_improving(self, improving: _Improving, floor: int, prices: Prices, slack: int = 0) -> bool:
        """Add the best of the pairs whose prices do not cover them; False if there are none.

        `slack` also adds pairs that fall short by less than that, which saves further iterations.
        """
        points, additions = np.minimum(prices.mentors >> self._shift, 8 * MAX_FIT), list[Pairs]()
        relaxed = Prices(prices.applicants - slack, prices.mentors)
        for block in row_blocks(len(self._weights)):
            fit = self._market.fit(block)
            pairs = improving(self._market, prices, floor, block, fit)
            additions += [best_per_applicant(self._market, pairs, CANDIDATES, points)] if len(pairs) else []
            if slack and additions:
                pairs = improving(self._market, relaxed, floor, block, fit)
                additions.append(best_per_applicant(self._market, pairs, CANDIDATES, points))
        if not additions:
            return False
        additions.append(self._nearly_tight(prices) if slack else self._flow.pairs)
        self._flow = Flow(self._market, union(additions))
        return True

    def _nearly_tight(self, prices: Prices) -> Pairs:
        """The pairs of the flow that are worth nearly as much as their prices."""
        flow = self._flow
        paid = prices.applicants[flow.rows] + prices.mentors[flow.columns]
        reduced_costs = paid - pair_worth(self._market, flow.rows, flow.columns, flow.fit)
        return flow.pairs.select(reduced_costs < _SLACK << self._shift)

    def _upper_bound_on_worst(self, matched: int) -> int:
        """No worst pair beats the best fit open to the last of this many applicants, or of this many places."""
        applicants = np.sort(self._best_fits[0])[::-1]
        mentors = np.sort(np.repeat(self._best_fits[1], np.maximum(self._market.places, 0)))[::-1]
        return int(min(applicants[matched - 1], mentors[matched - 1]))
