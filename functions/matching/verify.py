"""An independent checker of a round: it knows nothing of the solver, scans every pair once and accepts only proof.

A round by `participation` is proven by prices, one a person, as in linear programming: where the prices of the two
people cover what their pair is worth, for every allowed pair, no assignment can be worth more than all prices together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from functions.matching.facts import Facts, Pair, digest, digest_of, in_order, indexes, settled
from functions.matching.policy import policy_named
from functions.matching.prices import Prices, Proof, pair_worth, reach_weights, uncovered, underpriced
from functions.matching.scoring import Market, Numbers, blocks, market_of

_DEAREST = 1 << 61


class UnverifiedRoundError(Exception):
    """A round claims what its facts do not bear out."""


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
    worst_percent: int
    blocking: tuple[int, int]
    """Blocking pairs, and the applicants in one."""
    proof: Proof | None
    """None where the policy is `stable`."""


def verify(facts: Facts, claim: Claim, market: Market | None = None) -> dict[str, object]:
    """The certificate of a round that holds; raises UnverifiedRoundError with what does not.

    `market` spares scoring the facts again when the caller has just done it, before staff's forbids and capacities.
    """
    _expect(digest(facts) == claim.facts_digest, "the facts have changed")
    ordered = in_order(facts)
    market = market or market_of(ordered, policy_named(claim.policy), claim.seed)
    places = np.array([mentor.places for mentor in settled(ordered).mentors], dtype=np.int64)
    market = market.without(indexes(ordered, ordered.forbids)).offering(places)
    mentor_of, pinned = _assignment(market, claim)
    _check_counts(market, mentor_of, claim)
    _check_pins(market, mentor_of, pinned, ordered)
    rest = market.after({row: int(mentor_of[row]) for row in pinned})
    free = mentor_of.copy()
    free[sorted(pinned)] = -1
    blocking = blocking_pairs(rest, free)
    _expect(blocking == claim.blocking, "the blocking pairs are miscounted")
    if policy_named(claim.policy).rule == "stable":
        _expect(blocking[0] == 0, "two people would both rather have each other")
        return {"kind": "stable", "verified": True, "blocking_pairs": 0}
    _expect(claim.proof is not None, "the proof is missing")
    assert claim.proof is not None  # noqa: S101 - tells the type checker what was just checked
    check_proof(rest, free, claim.proof)
    bounds = {"matched_at_most": claim.matched, "worst_at_most": claim.worst, "total_at_most": claim.total}
    return {"kind": "optimal", "verified": True, **bounds, "prices_digest": digest_of(claim.proof.told())}


def worst_percent(fits: list[int]) -> int:
    """The mean, rounded down, of the worst hundredth of these fits, one of them at least; 0 if there is none."""
    worst = sorted(fits)[: -(-len(fits) // 100)]
    return sum(worst) // len(worst) if worst else 0


def blocking_pairs(market: Market, mentor_of: Numbers) -> tuple[int, int]:
    """How many pairs would both rather have each other than what they have, and how many applicants are in one.

    To be left out, or to keep a place empty, is worse than any allowed pair.
    """
    rows = np.flatnonzero(mentor_of >= 0)
    has = np.full(len(market.applicants), -1, dtype=np.int16)
    wishes = market.wishes[rows, mentor_of[rows]]
    has[rows] = wishes
    least = np.full(len(market.mentors), np.iinfo(np.int16).max, dtype=np.int16)
    np.minimum.at(least, mentor_of[rows], market.fit[rows, mentor_of[rows]] - wishes)
    least[np.bincount(mentor_of[rows], minlength=len(least)) < market.places] = -1
    pairs = people = 0
    for part in blocks(len(has)):
        fit, wish = market.fit[part], market.wishes[part]
        blocked = (fit >= 0) & (wish > has[part, None]) & (fit - wish > least)
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
    _expect(_covers(market, proof.reach, 0), "the prices do not cover who could be matched")
    _expect(_bound(market, proof.reach) == reached, "more applicants, or more of those carried over, could be matched")
    if not len(rows):
        return
    worst = int(market.fit[rows, mentor_of[rows]].min())
    _expect(_covers(market, proof.worst, worst + 1), "the prices do not cover the pairs above the worst")
    _expect(_bound(market, proof.worst) < reached, "the worst pair could be better")
    _check_total(market, mentor_of, worst, proof)


def _check_prices(market: Market, prices: Prices) -> None:
    """One price a person, none so large that adding two of them could pass for a small one."""
    for people, told in ((market.applicants, prices.applicants), (market.mentors, prices.mentors)):
        _expect(told.shape == (len(people),) and told.dtype == np.int64, "the prices are not one a person")
        _expect(bool(((told < _DEAREST) & (told > -_DEAREST)).all()), "a price is out of range")


def _check_total(market: Market, mentor_of: Numbers, worst: int, proof: Proof) -> None:
    prices = proof.total
    _expect(max(map(abs, proof.left_out)) < _DEAREST, "a price is out of range")
    _expect(bool((prices.mentors >= 0).all()), "a mentor has a price below nothing")
    left_out = np.array(proof.left_out, dtype=np.int64)[market.carried.astype(np.int64)]
    _expect(bool((prices.applicants + left_out >= 0).all()), "the prices do not cover leaving somebody out")
    short = any(len(underpriced(market, prices, worst, part)) for part in blocks(len(mentor_of)))
    _expect(not short, "the prices do not cover the best total")
    rows = np.flatnonzero(mentor_of >= 0)
    reached = sum(pair_worth(market, rows, mentor_of[rows]).tolist())
    bound = _bound(market, prices) + sum(left_out[mentor_of < 0].tolist())
    _expect(bound == reached, "the total could be better")


def _covers(market: Market, prices: Prices, least_fit: int) -> bool:
    if (prices.applicants < 0).any() or (prices.mentors < 0).any():
        return False
    return not any(len(uncovered(market, prices, least_fit, part)) for part in blocks(len(prices.applicants)))


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
    _expect(bool((market.fit[rows, columns] >= 0).all()), "a forbidden pair is matched")
    taken = np.bincount(columns, minlength=len(market.mentors))
    _expect(bool((taken <= market.places).all()), "a mentor has more applicants than places")
    fits = market.fit[rows, columns].tolist()
    told = [claim.pairs[market.applicants[row], market.mentors[mentor_of[row]]] for row in rows]
    _expect(told == fits, "a score is not what the facts give")
    _expect(claim.matched == len(fits), "the matched are miscounted")
    _expect(claim.total == sum(fits), "the total is not the sum of the scores")
    _expect(claim.worst == min(fits, default=0), "the worst pair is not the worst")
    _expect(claim.worst_percent == worst_percent(fits), "the worst hundredth is not the worst")


def _check_pins(market: Market, mentor_of: Numbers, pinned: frozenset[int], facts: Facts) -> None:
    pins = indexes(facts, facts.pins)
    _expect({(row, int(mentor_of[row])) for row in pinned} <= set(pins), "a pair counts as pinned that nobody pinned")
    taken = np.bincount(mentor_of[sorted(pinned)], minlength=len(market.mentors))
    for row, column in pins:
        possible = market.fit[row, column] >= 0 and taken[column] < market.places[column]
        _expect(row in pinned or not possible, "a pin that could be obeyed was not")


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise UnverifiedRoundError(otherwise)
