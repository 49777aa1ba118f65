"""An independent checker of a round: it knows nothing of the solver, scans every pair once and accepts only proof.

A round by `participation` is proven by prices, one a person, as in linear programming: where the prices of the two
people cover what their pair is worth, for every allowed pair, no assignment can be worth more than all prices together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from functions.matching.facts import Facts, Pair, digest, digest_of, in_order, indexes
from functions.matching.policy import policy_named
from functions.matching.scoring import Market, Numbers, blocks, market_of, tie_break

TIE_BITS = 16
_DEAREST = 1 << 61


class UnverifiedRoundError(Exception):
    """A round claims what its facts do not bear out."""


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

    def told(self) -> dict[str, object]:
        """The proof as JSON can say it, people in the order of their ids."""
        named = {"reach": self.reach, "worst": self.worst, "total": self.total}
        told: dict[str, object] = {
            name: {"applicants": prices.applicants.tolist(), "mentors": prices.mentors.tolist()}
            for name, prices in named.items()
        }
        return told | {"left_out": list(self.left_out)}


@dataclass(frozen=True)
class Claim:
    """What a round says of itself, to be checked against the facts."""

    policy: str
    seed: int
    facts_digest: str
    pairs: dict[Pair, int]
    """Every pair with its score."""
    pinned: frozenset[Pair]
    matched: int
    total: int
    worst: int
    blocking_pairs: int
    proof: Proof | None
    """None where the policy is `stable`."""


def verify(facts: Facts, claim: Claim, market: Market | None = None) -> dict[str, object]:
    """The certificate of a round that holds; raises UnverifiedRoundError with what does not.

    `market` spares scoring the facts again when the caller has just done it, without staff's forbids.
    """
    _expect(digest(facts) == claim.facts_digest, "the facts have changed")
    ordered = in_order(facts)
    market = market or market_of(ordered, policy_named(claim.policy), claim.seed)
    market = market.without(indexes(ordered, ordered.forbids))
    mentor_of, pinned = _assignment(market, claim)
    _check_counts(market, mentor_of, claim)
    _check_pins(market, mentor_of, pinned, ordered)
    rest = market.after({row: int(mentor_of[row]) for row in pinned})
    free = mentor_of.copy()
    free[sorted(pinned)] = -1
    blocking = blocking_pairs(rest, free)
    _expect(blocking[0] == claim.blocking_pairs, "the blocking pairs are miscounted")
    if policy_named(claim.policy).rule == "stable":
        _expect(blocking[0] == 0, "two people would both rather have each other")
        return {"kind": "stable", "verified": True, "blocking_pairs": 0}
    _expect(claim.proof is not None, "the proof is missing")
    assert claim.proof is not None  # noqa: S101 - tells the type checker what was just checked
    check_proof(rest, free, claim.proof)
    bounds = {"matched_at_most": claim.matched, "worst_at_most": claim.worst, "total_at_most": claim.total}
    return {"kind": "optimal", "verified": True, **bounds, "prices_digest": digest_of(claim.proof.told())}


def blocking_pairs(market: Market, mentor_of: Numbers) -> tuple[int, int]:
    """How many pairs would both rather have each other than what they have, and how many applicants are in one.

    To be left out, or to keep a place empty, is worse than any allowed pair.
    """
    rows = np.flatnonzero(mentor_of >= 0)
    has = np.full(len(market.applicants), -1, dtype=np.int16)
    has[rows] = market.wishes[rows, mentor_of[rows]]
    least = np.full(len(market.mentors), np.iinfo(np.int16).max, dtype=np.int16)
    np.minimum.at(least, mentor_of[rows], market.welcomes[rows, mentor_of[rows]])
    least[np.bincount(mentor_of[rows], minlength=len(least)) < market.places] = -1
    pairs = people = 0
    for part in blocks(len(has)):
        blocked = market.allowed[part] & (market.wishes[part] > has[part, None]) & (market.welcomes[part] > least)
        pairs += int(blocked.sum())
        people += int(blocked.any(axis=1).sum())
    return pairs, people


def check_proof(market: Market, mentor_of: Numbers, proof: Proof) -> None:
    """Accept an assignment as the best by `participation`, in every of its steps; raises UnverifiedRoundError."""
    for prices in (proof.reach, proof.worst, proof.total):
        _check_prices(market, prices)
    rows = np.flatnonzero(mentor_of >= 0)
    reach = reach_weights(market)
    reached = int(reach[rows].sum())
    _expect(_covers(market, proof.reach, reach, 0), "the prices do not cover who could be matched")
    _expect(_bound(market, proof.reach) == reached, "more applicants, or more of those carried over, could be matched")
    if not len(rows):
        return
    worst = int(market.fit[rows, mentor_of[rows]].min())
    _expect(_covers(market, proof.worst, reach, worst + 1), "the prices do not cover the pairs above the worst")
    _expect(_bound(market, proof.worst) < reached, "the worst pair could be better")
    _check_total(market, mentor_of, worst, proof)


def reach_weights(market: Market) -> Numbers:
    """What matching each applicant is worth: one more match outweighs any number of those carried over."""
    return np.where(market.carried, len(market.applicants) + 2, len(market.applicants) + 1).astype(np.int64)


def tie_shift(market: Market) -> int:
    """By how many bits a fit stands above the tie-breaks, so that all of those together weigh less than 1 of fit."""
    return TIE_BITS + len(market.applicants).bit_length()


def pair_worth(market: Market, rows: Numbers, columns: Numbers) -> Numbers:
    """What these pairs add to a round: their fit, and far below it what breaks ties."""
    ties = tie_break(market.applicant_keys[rows], market.mentor_keys[columns])
    return (market.fit[rows, columns].astype(np.int64) << tie_shift(market)) + ties


def _check_prices(market: Market, prices: Prices) -> None:
    """One price a person, none so large that adding two of them could pass for a small one."""
    for people, told in ((market.applicants, prices.applicants), (market.mentors, prices.mentors)):
        _expect(told.shape == (len(people),) and told.dtype == np.int64, "the prices are not one a person")
        _expect(bool(((told < _DEAREST) & (told > -_DEAREST)).all()), "a price is out of range")


def _check_total(market: Market, mentor_of: Numbers, worst: int, proof: Proof) -> None:
    shift, prices = tie_shift(market), proof.total
    _expect(max(map(abs, proof.left_out)) < _DEAREST, "a price is out of range")
    _expect(bool((prices.mentors >= 0).all()), "a mentor has a price below nothing")
    left_out = np.array(proof.left_out, dtype=np.int64)[market.carried.astype(np.int64)]
    _expect(bool((prices.applicants + left_out >= 0).all()), "the prices do not cover leaving somebody out")
    for part in blocks(len(mentor_of)):
        limit = prices.applicants[part, None] + prices.mentors
        rows, columns = np.nonzero((market.fit[part] >= worst) & (market.fit[part] >= limit >> shift))
        worth = pair_worth(market, rows + part.start, columns)
        _expect(bool((worth <= limit[rows, columns]).all()), "the prices do not cover the best total")
    rows = np.flatnonzero(mentor_of >= 0)
    reached = sum(pair_worth(market, rows, mentor_of[rows]).tolist())
    bound = _bound(market, prices) + sum(left_out[mentor_of < 0].tolist())
    _expect(bound == reached, "the total could be better")


def _covers(market: Market, prices: Prices, worth: Numbers, least_fit: int) -> bool:
    if (prices.applicants < 0).any() or (prices.mentors < 0).any():
        return False
    short = worth - prices.applicants
    for part in blocks(len(short)):
        open_pairs = (market.fit[part] >= least_fit) & (prices.mentors < short[part, None])
        if open_pairs.any():
            return False
    return True


def _bound(market: Market, prices: Prices) -> int:
    places = zip(prices.mentors.tolist(), market.places.tolist(), strict=True)
    mentors = sum(int(price) * int(count) for price, count in places)
    return int(sum(prices.applicants.tolist())) + mentors


def _assignment(market: Market, claim: Claim) -> tuple[Numbers, frozenset[int]]:
    rows = {one: row for row, one in enumerate(market.applicants)}
    columns = {one: column for column, one in enumerate(market.mentors)}
    mentor_of = np.full(len(rows), -1, dtype=np.int64)
    for one, other in claim.pairs:
        _expect(one in rows and other in columns, "somebody is matched who does not take part")
        _expect(mentor_of[rows[one]] < 0, "an applicant has two mentors")
        mentor_of[rows[one]] = columns[other]
    _expect(claim.pinned <= claim.pairs.keys(), "a pinned pair is missing")
    return mentor_of, frozenset(rows[one] for one, _ in claim.pinned)


def _check_counts(market: Market, mentor_of: Numbers, claim: Claim) -> None:
    rows = np.flatnonzero(mentor_of >= 0)
    columns = mentor_of[rows]
    _expect(bool(market.allowed[rows, columns].all()), "a forbidden pair is matched")
    taken = np.bincount(columns, minlength=len(market.mentors))
    _expect(bool((taken <= market.places).all()), "a mentor has more applicants than places")
    fits = market.fit[rows, columns].tolist()
    told = [claim.pairs[market.applicants[row], market.mentors[mentor_of[row]]] for row in rows]
    _expect(told == fits, "a score is not what the facts give")
    _expect(claim.matched == len(fits), "the matched are miscounted")
    _expect(claim.total == sum(fits), "the total is not the sum of the scores")
    _expect(claim.worst == min(fits, default=0), "the worst pair is not the worst")


def _check_pins(market: Market, mentor_of: Numbers, pinned: frozenset[int], facts: Facts) -> None:
    pins = indexes(facts, facts.pins)
    _expect({(row, int(mentor_of[row])) for row in pinned} <= set(pins), "a pair counts as pinned that nobody pinned")
    taken = np.bincount(mentor_of[sorted(pinned)], minlength=len(market.mentors))
    for row, column in pins:
        possible = market.allowed[row, column] and taken[column] < market.places[column]
        _expect(row in pinned or not possible, "a pin that could be obeyed was not")


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise UnverifiedRoundError(otherwise)
