"""The two ways to decide a round: the provably best assignment, and the stable one.

`participation` is a minimum-cost flow over each person's best candidates. The prices that come with the flow are then
held against every other pair; whoever would do better is added and the flow solved again, until nobody would: the
optimum over all pairs, though few of them were ever in the flow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from functions.matching.engine.candidates import Candidates, best_of, candidates
from functions.matching.engine.flow import Flow, dearest
from functions.matching.engine.market import Market
from functions.matching.engine.pairs import Pairs, together
from functions.matching.engine.prices import (
    TIE_BITS,
    Prices,
    Proof,
    pair_worth,
    reach_weights,
    tie_shift,
    uncovered,
    underpriced,
)
from functions.matching.engine.scores import Numbers, Shorts, blocks
from functions.matching.engine.stable import stable

CANDIDATES = 10
"""How many of the best a person starts with, at least, and how many more an applicant may gain in each pricing."""
_NEARLY = 60
"""How much fit a pair may be short of being worth its prices to be added with those that are."""
_BAD = 20
"""Which part of the candidates, those that fit worst, counts as bad at first."""
_MOST_FIT = 4000
_Better = Callable[[Market, Prices, int, slice, Shorts], Pairs]


class TooLargeRoundError(ValueError):
    """The round has more people than the prices have room for in 64 bits."""


@dataclass(frozen=True)
class WarmStart:
    """What was found on the way to a round, from where a round of the same people is not far; it decides nothing."""

    pairs: Pairs
    floor: int
    potentials: Numbers


@dataclass(frozen=True)
class Assignment:
    """The mentor (column) of every applicant (row), -1 for none, and the proof where there is one."""

    mentor_of: Numbers
    proof: Proof | None
    warm_start: WarmStart | None = None


def assign(market: Market, rule: str, warm_start: WarmStart | None = None) -> Assignment:
    """Decide a market by the rule of its policy, `participation` or `stable`."""
    return Assignment(stable(market), None) if rule == "stable" else participation(market, warm_start)


def participation(market: Market, warm_start: WarmStart | None = None) -> Assignment:
    """Most applicants matched, then those carried over, then the best worst pair, then the best total, then the ids.

    The `warm_start` of a round of the same people saves time. Raises TooLargeRoundError beyond about 130,000 people.
    """
    nobody = np.full(len(market.applicants), -1, dtype=np.int64)
    begin = _taken_up(market, warm_start) if warm_start else candidates(market, CANDIDATES)
    if not len(begin.pairs):
        if warm_start:
            return participation(market)
        none = Prices(np.zeros_like(nobody), np.zeros(len(market.mentors), dtype=np.int64))
        return Assignment(nobody, Proof(none, none, none, (0, 0)))
    return _Search(market, begin, warm_start).decide()


def _taken_up(market: Market, warm_start: WarmStart) -> Candidates:
    fit = market.fit_of(*np.divmod(warm_start.pairs.keys, market.width))
    tops = (np.full(len(people), _MOST_FIT, dtype=np.int16) for people in (market.applicants, market.mentors))
    return Candidates(Pairs(warm_start.pairs.keys, fit).only(fit >= 0), *tops)


@dataclass(frozen=True)
class _Reached:
    """How much can be matched where every pair fits at least so well, and the least fit that was needed."""

    weight: int
    rows: Numbers
    least_fit: int
    prices: Prices


class _Search:
    """The candidates of a market, which grow as pricing finds better ones."""

    def __init__(self, market: Market, begin: Candidates, warm_start: WarmStart | None) -> None:
        self._market = market
        self._tops = begin.of_applicants, begin.of_mentors
        self._weights = reach_weights(market)
        self._shift = tie_shift(market)
        self._top = (_MOST_FIT << self._shift) + (1 << TIE_BITS)
        if self._top >= dearest(len(market.applicants), len(market.mentors)):
            raise TooLargeRoundError(f"{len(market.applicants)} applicants are more than one round can hold.")
        self._flow = Flow(market, begin.pairs)
        self._warm_start = warm_start
        self._potentials = warm_start.potentials if warm_start else None

    def decide(self) -> Assignment:
        """Guess the worst pair and the best total on the candidates, then prove them over all pairs."""
        reached = self._reach(0)
        guessed = self._guess(reached)
        mentor_of, prices, left_out = self._total(guessed, reached)
        floor, worst = self._lift(guessed, reached)
        while floor > guessed or self._grow(underpriced, floor, prices, _NEARLY << self._shift):
            guessed = floor
            mentor_of, prices, left_out = self._total(floor, reached)
        proof = Proof(reached.prices, worst, prices, left_out)
        assert self._potentials is not None  # noqa: S101 - tells the type checker that there was a total
        return Assignment(mentor_of, proof, WarmStart(self._near(prices), floor, self._potentials))

    def _reach(self, floor: int, enough: int | None = None) -> _Reached:
        """The most that can be matched with no pair below `floor`; stops unproven at `enough`."""
        while True:
            usable = self._flow.fit >= floor
            found = self._flow.solve(np.zeros(len(usable), dtype=np.int64), usable, self._weights)
            rows, least_fit = self._flow.rows[found.chosen], int(self._flow.fit[found.chosen].min(initial=_MOST_FIT))
            worth = Prices(self._weights + found.prices.applicants, found.prices.mentors)
            weight = int(self._weights[rows].sum())
            if weight == enough or not self._grow(uncovered, floor, worth):
                return _Reached(weight, rows, least_fit, worth)

    def _guess(self, reached: _Reached) -> int:
        """A fit that the worst pair can have with as many matched, most often the best: bad pairs cost very much."""
        if self._warm_start:
            tried = self._reach(self._warm_start.floor, reached.weight)
            if tried.weight == reached.weight:
                return tried.least_fit
        fit, highest = self._flow.fit.astype(np.int64), self._highest_floor(len(reached.rows))
        least = highest
        for bad in (int(np.partition(fit, len(fit) // _BAD)[len(fit) // _BAD]), highest):
            short = np.maximum(bad - fit, 0)
            found = self._flow.solve(short**3, short >= 0, 0 * self._weights, self._left(reached))
            least = int(fit[found.chosen].min(initial=_MOST_FIT))
            if least < bad:  # else nobody needs a bad pair, and which is the worst was left to chance
                break
        return least

    def _lift(self, low: int, reached: _Reached) -> tuple[int, Prices]:
        """The best fit that the worst pair can have with as many matched, and the prices that prove it."""
        high, beyond, step = max(self._highest_floor(len(reached.rows)), low), None, 1
        while low < high or beyond is None:
            middle = min(low + step, (low + high + 1) // 2) if low < high else high + 1
            tried = self._reach(middle, reached.weight)
            if tried.weight == reached.weight:
                low, step = tried.least_fit, 8 * step
            else:
                high, beyond = middle - 1, tried.prices
        return low, beyond

    def _total(self, floor: int, reached: _Reached) -> tuple[Numbers, Prices, tuple[int, int]]:
        """The best total of the candidates with no pair below `floor`, its prices and those of being left out."""
        flow, top = self._flow, self._top
        costs = top - pair_worth(self._market, flow.rows, flow.columns, flow.fit)
        found = flow.solve(costs, flow.fit >= floor, 0 * self._weights, self._left(reached), self._potentials)
        self._potentials = found.potentials
        mentor_of = np.full(len(self._weights), -1, dtype=np.int64)
        mentor_of[flow.rows[found.chosen]] = flow.columns[found.chosen]
        left_out = found.left_out[0] - top, found.left_out[1] - top
        return mentor_of, Prices(top + found.prices.applicants, found.prices.mentors), left_out

    def _left(self, reached: _Reached) -> Numbers:
        """How many new applicants, and how many carried over, have to be left out."""
        return np.bincount(np.delete(self._market.carried, reached.rows).astype(np.int64), minlength=2)

    def _grow(self, better: _Better, floor: int, prices: Prices, spare: int = 0) -> bool:
        """Add the best of the pairs that the prices do not cover; False if there is none.

        `spare` adds those too that would not be covered if applicants paid so much less, so that fewer rounds do.
        """
        dear, found = np.minimum(prices.mentors >> self._shift, 8 * _MOST_FIT), list[Pairs]()
        nearly = Prices(prices.applicants - spare, prices.mentors)
        for part in blocks(len(self._weights)):
            fit = self._market.fit(part)
            pairs = better(self._market, prices, floor, part, fit)
            found += [best_of(self._market, pairs, CANDIDATES, dear)] if len(pairs) else []
            if spare and found:
                found.append(best_of(self._market, better(self._market, nearly, floor, part, fit), CANDIDATES, dear))
        if not found:
            return False
        found.append(self._near(prices) if spare else self._flow.pairs)
        self._flow = Flow(self._market, together(found))
        return True

    def _near(self, prices: Prices) -> Pairs:
        """The pairs of the flow that are nearly worth their prices."""
        flow = self._flow
        paid = prices.applicants[flow.rows] + prices.mentors[flow.columns]
        slack = paid - pair_worth(self._market, flow.rows, flow.columns, flow.fit)
        return flow.pairs.only(slack < _NEARLY << self._shift)

    def _highest_floor(self, matched: int) -> int:
        """No worst pair is better than what the last of so many applicants, or of so many places, can have at best."""
        applicants = np.sort(self._tops[0])[::-1]
        mentors = np.sort(np.repeat(self._tops[1], np.maximum(self._market.places, 0)))[::-1]
        return int(min(applicants[matched - 1], mentors[matched - 1]))
