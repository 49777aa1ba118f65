"""Dual prices: if the prices of both people cover what their pair is worth, for every pair, no assignment is better."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from functions.matching.engine.arrays import Int16Array, Int64Array
from functions.matching.engine.market import TIE_BITS, Market, tie_break
from functions.matching.engine.pairs import Pairs, pairs_in_block


@dataclass(frozen=True)
class Prices:
    """What a place in the round is worth to each applicant, and what a place with each mentor is worth."""

    applicants: Int64Array
    mentors: Int64Array


@dataclass(frozen=True)
class Proof:
    """Why no round does better: `reach` on who is matched, `worst` on the worst pair, `total` on the sum of fits.

    `left_out` prices leaving out an applicant who is new, and one who was carried over.
    """

    reach: Prices
    worst: Prices
    total: Prices
    left_out: tuple[int, int]

    def as_dict(self) -> dict[str, object]:
        """The proof as JSON, with people in the order of their ids."""
        by_goal = {"reach": self.reach, "worst": self.worst, "total": self.total}
        content: dict[str, object] = {
            goal: {"applicants": prices.applicants.tolist(), "mentors": prices.mentors.tolist()}
            for goal, prices in by_goal.items()
        }
        return content | {"left_out": list(self.left_out)}


def reach_weights(market: Market) -> Int64Array:
    """What matching each applicant is worth: one more match outweighs any number of applicants carried over."""
    return np.where(market.carried_over, len(market.applicants) + 2, len(market.applicants) + 1).astype(np.int64)


def tie_shift(market: Market) -> int:
    """How many bits the fit is shifted left, so that all tie breaks of a round add up to less than 1 point of fit."""
    return TIE_BITS + len(market.applicants).bit_length()


def pair_worth(market: Market, rows: Int64Array, columns: Int64Array, fit: Int16Array) -> Int64Array:
    """What these pairs add to the total of a round: their fit and, far below it, their tie breaks."""
    ties = tie_break(market.applicant_hashes[rows], market.mentor_hashes[columns])
    return (fit.astype(np.int64) << tie_shift(market)) + ties


def uncovered(market: Market, prices: Prices, floor: int, block: slice, fit: Int16Array) -> Pairs:
    """The pairs of a block with a fit of at least `floor` whose prices add up to less than the applicant's weight."""
    gap = np.clip(reach_weights(market)[block] - prices.applicants[block], -1, 1 << 30).astype(np.int32)
    paid = np.clip(prices.mentors, 0, 1 << 30).astype(np.int32)
    return pairs_in_block((paid < gap[:, None]) & (fit >= floor), fit, block)


def underpriced(market: Market, prices: Prices, floor: int, block: slice, fit: Int16Array) -> Pairs:
    """The pairs of a block with a fit of at least `floor` that are worth more than their prices add up to.

    No mentor's price may be below 0.
    """
    shift = tie_shift(market)
    # A first pass compares whole points of fit in 16 bits: it may keep a few pairs too many, and never drops one.
    mentor_points = np.minimum(prices.mentors >> shift, 28000).astype(np.int16)
    applicant_points = np.clip(prices.applicants[block] >> shift, -28000, 28000).astype(np.int16)
    chosen = fit - mentor_points >= applicant_points[:, None]
    chosen &= fit >= floor
    pairs = pairs_in_block(chosen, fit, block)
    rows, columns = np.divmod(pairs.keys, market.width)
    return pairs.select(
        pair_worth(market, rows, columns, pairs.fit) > prices.applicants[rows] + prices.mentors[columns]
    )
