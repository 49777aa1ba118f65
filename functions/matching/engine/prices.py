"""What people pay in a round: where two people's prices cover what their pair is worth, no assignment is worth more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from functions.matching.engine.market import Market, tie_break
from functions.matching.engine.pairs import Pairs, pairs_in
from functions.matching.engine.scores import Numbers, Shorts

TIE_BITS = 16


@dataclass(frozen=True)
class Prices:
    """What a place in the round is worth for each applicant, and a place with each mentor."""

    applicants: Numbers
    mentors: Numbers


@dataclass(frozen=True)
class Proof:
    """Why no round does better: `reach` for who is matched, `worst` for the worst pair, `total` for the sum.

    `left_out` prices leaving out an applicant who is new, and one who was carried over.
    """

    reach: Prices
    worst: Prices
    total: Prices
    left_out: tuple[int, int]

    def as_dict(self) -> dict[str, object]:
        """The proof as JSON can say it, people in the order of their ids."""
        named = {"reach": self.reach, "worst": self.worst, "total": self.total}
        told: dict[str, object] = {
            name: {"applicants": prices.applicants.tolist(), "mentors": prices.mentors.tolist()}
            for name, prices in named.items()
        }
        return told | {"left_out": list(self.left_out)}


def reach_weights(market: Market) -> Numbers:
    """What matching each applicant is worth: one more match outweighs any number of those carried over."""
    return np.where(market.carried, len(market.applicants) + 2, len(market.applicants) + 1).astype(np.int64)


def tie_shift(market: Market) -> int:
    """By how many bits a fit stands above the tie-breaks, so that all of those together weigh less than 1 of fit."""
    return TIE_BITS + len(market.applicants).bit_length()


def pair_worth(market: Market, rows: Numbers, columns: Numbers, fit: Shorts) -> Numbers:
    """What these pairs add to a round: their fit, and far below it what breaks ties."""
    ties = tie_break(market.applicant_keys[rows], market.mentor_keys[columns])
    return (fit.astype(np.int64) << tie_shift(market)) + ties


def uncovered(market: Market, prices: Prices, least_fit: int, part: slice, fit: Shorts) -> Pairs:
    """In a block of applicants the pairs that fit so well but whose prices together are less than the match counts."""
    short = np.clip(reach_weights(market)[part] - prices.applicants[part], -1, 1 << 30).astype(np.int32)
    paid = np.clip(prices.mentors, 0, 1 << 30).astype(np.int32)
    return pairs_in((paid < short[:, None]) & (fit >= least_fit), fit, part)


def underpriced(market: Market, prices: Prices, least_fit: int, part: slice, fit: Shorts) -> Pairs:
    """As `uncovered`, the pairs that are worth more than their prices together; no mentor's price is below 0."""
    shift = tie_shift(market)
    # What counts above the tie-breaks alone, in 16 bits: it lets a few pairs more through, never one less.
    dear = np.minimum(prices.mentors >> shift, 28000).astype(np.int16)
    mine = np.clip(prices.applicants[part] >> shift, -28000, 28000).astype(np.int16)
    chosen = fit - dear >= mine[:, None]
    chosen &= fit >= least_fit
    pairs = pairs_in(chosen, fit, part)
    rows, columns = np.divmod(pairs.keys, market.width)
    return pairs.only(pair_worth(market, rows, columns, pairs.fit) > prices.applicants[rows] + prices.mentors[columns])
