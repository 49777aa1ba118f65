"""An independent checker: it knows nothing about the solver, scans every pair once and accepts only proof.

A `participation` round is proven by dual prices, one per person, as in linear programming: if the prices of the two
people cover what their pair is worth, for every allowed pair, no assignment can be worth more than all prices together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from functions.matching.engine.arrays import Int16Array, Int64Array
from functions.matching.engine.blocking import BlockingCounter, blocking_pairs
from functions.matching.engine.facts import Facts, Pair, digest_of, pair_indexes, sort_by_id, with_capacities
from functions.matching.engine.market import MAX_FIT, Market, market_of
from functions.matching.engine.policy import policy_named
from functions.matching.engine.prices import Prices, Proof, pair_worth, reach_weights, uncovered, underpriced
from functions.matching.engine.scores import row_blocks

_PRICE_LIMIT = 1 << 61


class UnverifiedRoundError(Exception):
    """A round claims something that its facts do not support."""


@dataclass(frozen=True)
class Claim:
    """What a round says about itself, to be checked against the facts."""

    policy: str
    seed: int
    facts_digest: str
    pairs: dict[Pair, int]
    """Each pair with its score."""
    pinned: frozenset[Pair]
    matched: int
    total: int
    worst: int
    worst_percent: int
    blocking: tuple[int, int]
    """The number of blocking pairs, and of applicants in at least one."""
    proof: Proof | None
    """None if the policy is `stable`."""


def verify(facts: Facts, claim: Claim, market: Market | None = None) -> dict[str, object]:
    """The certificate of a round whose claim holds; raises UnverifiedRoundError with what does not.

    `market` saves scoring the facts again: the one that `market_of` makes of them.
    """
    certificate, blocking = certify(facts, claim, market)
    _require(blocking == claim.blocking, "the number of blocking pairs is wrong")
    return certificate


def certify(facts: Facts, claim: Claim, market: Market | None = None) -> tuple[dict[str, object], tuple[int, int]]:
    """As `verify`, but returns the counts of blocking pairs instead of comparing them with the claim."""
    _require(facts.digest == claim.facts_digest, "the facts have changed")
    ordered = sort_by_id(facts)
    market = market or market_of(ordered, policy_named(claim.policy), claim.seed)
    places = np.array([mentor.places for mentor in with_capacities(ordered).mentors], dtype=np.int64)
    market = market.without(pair_indexes(ordered, ordered.forbids)).with_places(places)
    mentor_of, pinned = _assignment(market, claim)
    _check_counts(market, mentor_of, claim)
    _check_pins(market, mentor_of, pinned, ordered)
    rest = market.after_pins({row: int(mentor_of[row]) for row in pinned})
    free = mentor_of.copy()
    free[sorted(pinned)] = -1
    if policy_named(claim.policy).rule == "stable":
        blocking = blocking_pairs(rest, free)
        _require(blocking[0] == 0, "there is a blocking pair")
        return {"kind": "stable", "verified": True, "blocking_pairs": 0}, blocking
    _require(claim.proof is not None, "the proof is missing")
    assert claim.proof is not None  # noqa: S101 - tells the type checker what was just checked
    blocking = check_proof(rest, free, claim.proof)
    bounds = {"matched_at_most": claim.matched, "worst_at_most": claim.worst, "total_at_most": claim.total}
    return {"kind": "optimal", "verified": True, **bounds, "prices_digest": digest_of(claim.proof.as_dict())}, blocking


def worst_percent(fits: list[int]) -> int:
    """The mean, rounded down, of the worst hundredth of these fits (at least one of them); 0 if there are none."""
    worst = sorted(fits)[: -(-len(fits) // 100)]
    return sum(worst) // len(worst) if worst else 0


def check_proof(market: Market, mentor_of: Int64Array, proof: Proof) -> tuple[int, int]:
    """Accept an assignment as the best by `participation`, goal by goal, and count its blocking pairs.

    Raises UnverifiedRoundError.
    """
    _check_prices(market, proof)
    rows = np.flatnonzero(mentor_of >= 0)
    fits = market.fit_of(rows, mentor_of[rows])
    blocking = _check_all_pairs(market, mentor_of, int(fits.min(initial=MAX_FIT)), proof)
    reached = int(reach_weights(market)[rows].sum())
    most = _dual_value(market, proof.reach)
    _require(most == reached, "more applicants, or more of those carried over, could be matched")
    if len(rows):
        _require(_dual_value(market, proof.worst) < reached, "the worst pair could be better")
        _check_total(market, mentor_of, fits, proof)
    return blocking


def _check_all_pairs(market: Market, mentor_of: Int64Array, worst: int, proof: Proof) -> tuple[int, int]:
    """Check the prices against every pair, and count the blocking pairs."""
    counter = BlockingCounter(market, mentor_of)
    for block in row_blocks(len(mentor_of)):
        fit = market.fit(block)
        counter.add(block, fit)
        missed = uncovered(market, proof.reach, 0, block, fit)
        _require(not len(missed), "the prices do not cover who could be matched")
        if (mentor_of >= 0).any():
            missed = uncovered(market, proof.worst, worst + 1, block, fit)
            _require(not len(missed), "the prices do not cover the pairs above the worst")
            missed = underpriced(market, proof.total, worst, block, fit)
            _require(not len(missed), "the prices do not cover the best total")
    return counter.counts


def _check_prices(market: Market, proof: Proof) -> None:
    """One price per person, and none so large that a sum of two could overflow into a small number."""
    for prices in (proof.reach, proof.worst, proof.total):
        for people, values in ((market.applicants, prices.applicants), (market.mentors, prices.mentors)):
            _require(values.shape == (len(people),) and values.dtype == np.int64, "there is not one price per person")
            _require(bool(((values < _PRICE_LIMIT) & (values > -_PRICE_LIMIT)).all()), "a price is out of range")
    least = [values.min(initial=0) for prices in (proof.reach, proof.worst) for values in vars(prices).values()]
    _require(min(*least, proof.total.mentors.min(initial=0)) >= 0, "a price is negative")
    _require(max(map(abs, proof.left_out)) < _PRICE_LIMIT, "a price is out of range")


def _check_total(market: Market, mentor_of: Int64Array, fits: Int16Array, proof: Proof) -> None:
    prices = proof.total
    left_out = np.array(proof.left_out, dtype=np.int64)[market.carried_over.astype(np.int64)]
    _require(bool((prices.applicants + left_out >= 0).all()), "the prices do not cover leaving someone out")
    rows = np.flatnonzero(mentor_of >= 0)
    reached = sum(pair_worth(market, rows, mentor_of[rows], fits).tolist())
    bound = _dual_value(market, prices) + sum(left_out[mentor_of < 0].tolist())
    _require(bound == reached, "the total could be better")


def _dual_value(market: Market, prices: Prices) -> int:
    """All prices together, a mentor's once for each place: what no assignment can be worth more than."""
    places = zip(prices.mentors.tolist(), market.places.tolist(), strict=True)
    mentors = sum(int(price) * int(count) for price, count in places)
    return int(sum(prices.applicants.tolist())) + mentors


def _assignment(market: Market, claim: Claim) -> tuple[Int64Array, frozenset[int]]:
    rows = {applicant: row for row, applicant in enumerate(market.applicants)}
    columns = {mentor: column for column, mentor in enumerate(market.mentors)}
    mentor_of = np.full(len(rows), -1, dtype=np.int64)
    for applicant, mentor in claim.pairs:
        _require(applicant in rows and mentor in columns, "someone is matched who does not take part")
        _require(mentor_of[rows[applicant]] < 0, "an applicant has two mentors")
        mentor_of[rows[applicant]] = columns[mentor]
    _require(claim.pinned <= claim.pairs.keys(), "a pinned pair is missing")
    return mentor_of, frozenset(rows[applicant] for applicant, _ in claim.pinned)


def _check_counts(market: Market, mentor_of: Int64Array, claim: Claim) -> None:
    rows = np.flatnonzero(mentor_of >= 0)
    columns = mentor_of[rows]
    fits: list[int] = market.fit_of(rows, columns).tolist()
    _require(min(fits, default=0) >= 0, "a forbidden pair is matched")
    taken = np.bincount(columns, minlength=len(market.mentors))
    _require(bool((taken <= market.places).all()), "a mentor has more applicants than places")
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    claimed = [claim.pairs[market.applicants[row], market.mentors[column]] for row, column in pairs]
    _require(claimed == fits, "a score is not what the facts give")
    _require(claim.matched == len(fits), "the number of matches is wrong")
    _require(claim.total == sum(fits), "the total is not the sum of the scores")
    _require(claim.worst == min(fits, default=0), "the worst pair is not the worst")
    _require(claim.worst_percent == worst_percent(fits), "the mean of the worst hundredth is wrong")


def _check_pins(market: Market, mentor_of: Int64Array, pinned: frozenset[int], facts: Facts) -> None:
    pins = pair_indexes(facts, facts.pins)
    _require({(row, int(mentor_of[row])) for row in pinned} <= set(pins), "a pair counts as pinned that no one pinned")
    taken = np.bincount(mentor_of[sorted(pinned)], minlength=len(market.mentors))
    rows, columns = np.array(pins, dtype=np.int64).reshape(-1, 2).T
    possible = (market.fit_of(rows, columns) >= 0) & (taken[columns] < market.places[columns])
    _require({*rows[possible].tolist()} <= pinned, "a pin could be obeyed and was not")


def _require(holds: bool, objection: str) -> None:
    if not holds:
        raise UnverifiedRoundError(objection)
