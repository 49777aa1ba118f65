"""The two ways to decide a round: the provably best assignment, and the stable one.

`participation` is a minimum-cost flow over each person's best candidates. The prices that come with the flow are then
held against every other pair; whoever would do better is added and the flow solved again, until nobody would: the
optimum over all pairs, though few of them were ever in the flow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from functions.matching.acceptance import stable
from functions.matching.candidates import best_of, candidates
from functions.matching.flow import Flow
from functions.matching.prices import (
    TIE_BITS,
    Prices,
    Proof,
    pair_worth,
    reach_weights,
    tie_shift,
    uncovered,
    underpriced,
)
from functions.matching.scoring import Market, Numbers, blocks

CANDIDATES = 10
"""How many of the best a person starts with, at least, and how many more an applicant may gain in each pricing."""
_NEARLY = 120
"""How much fit a pair may be short of being worth its prices to be added with those that are."""
_MOST_FIT = 4000
_RANGE_BITS = 61
_Better = Callable[[Market, Prices, int, slice], Numbers]


class TooLargeRoundError(ValueError):
    """The round has more people than the prices have room for in 64 bits."""


@dataclass(frozen=True)
class Assignment:
    """The mentor (column) of every applicant (row), -1 for none, and the proof where there is one."""

    mentor_of: Numbers
    proof: Proof | None


def assign(market: Market, rule: str) -> Assignment:
    """Decide a market by the rule of its policy, `participation` or `stable`."""
    return Assignment(stable(market), None) if rule == "stable" else participation(market)


def participation(market: Market) -> Assignment:
    """Most applicants matched, then those carried over, then the best worst pair, then the best total, then the ids.

    Raises TooLargeRoundError beyond about 100,000 people.
    """
    nobody = np.full(len(market.applicants), -1, dtype=np.int64)
    pairs = candidates(market, CANDIDATES)
    if not len(pairs):
        none = Prices(np.zeros_like(nobody), np.zeros(len(market.mentors), dtype=np.int64))
        return Assignment(nobody, Proof(none, none, none, (0, 0)))
    return _Search(market, pairs).decide()


@dataclass(frozen=True)
class _Reached:
    """How much can be matched where every pair fits at least so well, and the least fit that was needed."""

    weight: int
    rows: Numbers
    least_fit: int
    prices: Prices


class _Search:
    """The candidates of a market, which grow as pricing finds better ones."""

    def __init__(self, market: Market, pairs: Numbers) -> None:
        self._market = market
        self._weights = reach_weights(market)
        self._shift = tie_shift(market)
        longest = 2 * min(len(market.applicants), len(market.mentors)) + 4
        if _MOST_FIT.bit_length() + self._shift + longest.bit_length() > _RANGE_BITS:
            raise TooLargeRoundError(f"{len(market.applicants)} applicants are more than one round can hold.")
        self._flow = Flow(market, pairs)

    def decide(self) -> Assignment:
        """Guess the worst pair and the best total on the candidates, then prove them over all pairs."""
        reached = self._reach(0)
        guessed = self._guess(reached)
        mentor_of, prices, left_out = self._total(guessed, reached)
        floor, worst = self._lift(guessed, reached)
        while floor > guessed or self._grow(underpriced, floor, prices, _NEARLY << self._shift):
            guessed = floor
            mentor_of, prices, left_out = self._total(floor, reached)
        return Assignment(mentor_of, Proof(reached.prices, worst, prices, left_out))

    def _reach(self, floor: int, enough: int | None = None) -> _Reached:
        """The most that can be matched with no pair below `floor`; stops unproven at `enough`."""
        while True:
            usable = self._flow.fit >= floor
            chosen, prices, _ = self._flow.solve(np.zeros(len(usable), dtype=np.int64), usable, self._weights)
            rows, least_fit = self._flow.rows[chosen], int(self._flow.fit[chosen].min(initial=_MOST_FIT))
            worth = Prices(self._weights + prices.applicants, prices.mentors)
            weight = int(self._weights[rows].sum())
            if weight == enough or not self._grow(uncovered, floor, worth):
                return _Reached(weight, rows, least_fit, worth)

    def _guess(self, reached: _Reached) -> int:
        """A fit that the worst pair can have with as many matched, most often the best: bad pairs cost very much."""
        short = np.maximum(self._highest_floor(len(reached.rows)) - self._flow.fit.astype(np.int64), 0)
        chosen, _, _ = self._flow.solve(short**3, short >= 0, 0 * self._weights, self._left(reached))
        return int(self._flow.fit[chosen].min())

    def _lift(self, low: int, reached: _Reached) -> tuple[int, Prices]:
        """The best fit that the worst pair can have with as many matched, and the prices that prove it."""
        high, beyond, step = self._highest_floor(len(reached.rows)), None, 1
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
        top = (_MOST_FIT << self._shift) + (1 << TIE_BITS)
        costs = top - pair_worth(self._market, self._flow.rows, self._flow.columns)
        usable = self._flow.fit >= floor
        chosen, prices, left_out = self._flow.solve(costs, usable, 0 * self._weights, self._left(reached))
        mentor_of = np.full(len(self._weights), -1, dtype=np.int64)
        mentor_of[self._flow.rows[chosen]] = self._flow.columns[chosen]
        return mentor_of, Prices(top + prices.applicants, prices.mentors), (left_out[0] - top, left_out[1] - top)

    def _left(self, reached: _Reached) -> Numbers:
        """How many new applicants, and how many carried over, have to be left out."""
        return np.bincount(np.delete(self._market.carried, reached.rows).astype(np.int64), minlength=2)

    def _grow(self, better: _Better, floor: int, prices: Prices, spare: int = 0) -> bool:
        """Add the best of the pairs that the prices do not cover; False if there is none.

        `spare` adds those too that would not be covered if applicants paid so much less, so that fewer rounds do.
        """
        parts = [*blocks(len(self._weights))]
        dear = np.minimum(prices.mentors >> self._shift, 2 * _MOST_FIT)

        def best(prices: Prices) -> list[Numbers]:
            some = (better(self._market, prices, floor, part) for part in parts)
            return [best_of(self._market, pairs, dear, CANDIDATES) for pairs in some]

        found = best(prices)
        if not any(map(len, found)):
            return False
        if spare:
            found += best(Prices(prices.applicants - spare, prices.mentors))
        pairs = np.sort(np.concatenate([self._flow.pairs, *found]), kind="stable")  # mostly in order already
        self._flow = Flow(self._market, pairs[np.diff(pairs, prepend=-1) > 0])
        return True

    def _highest_floor(self, matched: int) -> int:
        """No worst pair is better than what the last of so many applicants, or of so many places, can have at best."""
        applicants = np.sort(self._market.fit.max(axis=1))[::-1]
        mentors = np.sort(np.repeat(self._market.fit.max(axis=0), self._market.places))[::-1]
        return int(min(applicants[matched - 1], mentors[matched - 1]))
