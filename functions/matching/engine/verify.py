"""An independent checker of a round: it knows nothing of the solver, scans every pair once and accepts only proof.

A round by `participation` is proven by prices, one a person, as in linear programming: where the prices of the two
people cover what their pair is worth, for every allowed pair, no assignment can be worth more than all prices together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from functions.matching.engine.facts import Facts, Pair, digest, digest_of, in_order, indexes, with_capacities
from functions.matching.engine.market import Market, market_of
from functions.matching.engine.policy import policy_named
from functions.matching.engine.prices import Prices, Proof, pair_worth, reach_weights, uncovered, underpriced
from functions.matching.engine.scores import Numbers, Shorts, blocks

_DEAREST = 1 << 61
_MOST_FIT = 4000


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
    certificate, blocking = examine(facts, claim, market)
    _expect(blocking == claim.blocking, "the blocking pairs are miscounted")
    return certificate


def examine(facts: Facts, claim: Claim, market: Market | None = None) -> tuple[dict[str, object], tuple[int, int]]:
    """As `verify`, but how many blocking pairs there are, and applicants in one, is told instead of compared."""
    _expect(digest(facts) == claim.facts_digest, "the facts have changed")
    ordered = in_order(facts)
    market = market or market_of(ordered, policy_named(claim.policy), claim.seed)
    places = np.array([mentor.places for mentor in with_capacities(ordered).mentors], dtype=np.int64)
    market = market.without(indexes(ordered, ordered.forbids)).offering(places)
    mentor_of, pinned = _assignment(market, claim)
    _check_counts(market, mentor_of, claim)
    _check_pins(market, mentor_of, pinned, ordered)
    rest = market.after({row: int(mentor_of[row]) for row in pinned})
    free = mentor_of.copy()
    free[sorted(pinned)] = -1
    if policy_named(claim.policy).rule == "stable":
        blocking = blocking_pairs(rest, free)
        _expect(blocking[0] == 0, "two people would both rather have each other")
        return {"kind": "stable", "verified": True, "blocking_pairs": 0}, blocking
    _expect(claim.proof is not None, "the proof is missing")
    assert claim.proof is not None  # noqa: S101 - tells the type checker what was just checked
    blocking = check_proof(rest, free, claim.proof)
    bounds = {"matched_at_most": claim.matched, "worst_at_most": claim.worst, "total_at_most": claim.total}
    return {"kind": "optimal", "verified": True, **bounds, "prices_digest": digest_of(claim.proof.as_dict())}, blocking


def worst_percent(fits: list[int]) -> int:
    """The mean, rounded down, of the worst hundredth of these fits, one of them at least; 0 if there is none."""
    worst = sorted(fits)[: -(-len(fits) // 100)]
    return sum(worst) // len(worst) if worst else 0


def blocking_pairs(market: Market, mentor_of: Numbers) -> tuple[int, int]:
    """How many pairs would both rather have each other than what they have, and how many applicants are in one.

    To be left out, or to keep a place empty, is worse than any allowed pair.
    """
    count = _Blocking(market, mentor_of)
    for part in blocks(len(mentor_of)):
        count.add(part, market.fit(part))
    return count.found


class _Blocking:
    """Counts the pairs that would both rather have each other, a block of applicants at a time."""

    def __init__(self, market: Market, mentor_of: Numbers) -> None:
        rows = np.flatnonzero(mentor_of >= 0)
        columns = mentor_of[rows]
        wishes = market.scores.wishes_of(rows, columns)
        self._scores, self.found = market.scores, (0, 0)
        self._has = np.full((len(mentor_of), 1), -1, dtype=np.int16)
        self._has[rows, 0] = wishes
        self._least = np.full(len(market.mentors), np.iinfo(np.int16).max, dtype=np.int16)
        np.minimum.at(self._least, columns, market.fit_of(rows, columns) - wishes)
        self._least[np.bincount(columns, minlength=len(self._least)) < market.places] = -1

    def add(self, part: slice, fit: Shorts) -> None:
        """Count those of a block, whose fit is given."""
        wish = self._scores.wishes(part)
        blocked = (fit - wish > self._least) & (wish > self._has[part]) & (fit >= 0)
        pairs, people = self.found
        self.found = pairs + int(np.count_nonzero(blocked)), people + int(np.count_nonzero(blocked.any(axis=1)))


def check_proof(market: Market, mentor_of: Numbers, proof: Proof) -> tuple[int, int]:
    """Accept an assignment as the best by `participation`, in every of its steps, and count its blocking pairs.

    Raises UnverifiedRoundError.
    """
    _check_prices(market, proof)
    rows = np.flatnonzero(mentor_of >= 0)
    fits = market.fit_of(rows, mentor_of[rows])
    blocking = _scan(market, mentor_of, int(fits.min(initial=_MOST_FIT)), proof)
    reached = int(reach_weights(market)[rows].sum())
    _expect(_bound(market, proof.reach) == reached, "more applicants, or more of those carried over, could be matched")
    if len(rows):
        _expect(_bound(market, proof.worst) < reached, "the worst pair could be better")
        _check_total(market, mentor_of, fits, proof)
    return blocking


def _scan(market: Market, mentor_of: Numbers, worst: int, proof: Proof) -> tuple[int, int]:
    """Hold the prices against every pair, and count the blocking pairs."""
    blocking = _Blocking(market, mentor_of)
    for part in blocks(len(mentor_of)):
        fit = market.fit(part)
        blocking.add(part, fit)
        short = uncovered(market, proof.reach, 0, part, fit)
        _expect(not len(short), "the prices do not cover who could be matched")
        if (mentor_of >= 0).any():
            short = uncovered(market, proof.worst, worst + 1, part, fit)
            _expect(not len(short), "the prices do not cover the pairs above the worst")
            short = underpriced(market, proof.total, worst, part, fit)
            _expect(not len(short), "the prices do not cover the best total")
    return blocking.found


def _check_prices(market: Market, proof: Proof) -> None:
    """One price a person, none so large that adding two of them could pass for a small one."""
    for prices in (proof.reach, proof.worst, proof.total):
        for people, told in ((market.applicants, prices.applicants), (market.mentors, prices.mentors)):
            _expect(told.shape == (len(people),) and told.dtype == np.int64, "the prices are not one a person")
            _expect(bool(((told < _DEAREST) & (told > -_DEAREST)).all()), "a price is out of range")
    least = [told.min(initial=0) for prices in (proof.reach, proof.worst) for told in vars(prices).values()]
    _expect(min(*least, proof.total.mentors.min(initial=0)) >= 0, "a price is below nothing")
    _expect(max(map(abs, proof.left_out)) < _DEAREST, "a price is out of range")


def _check_total(market: Market, mentor_of: Numbers, fits: Shorts, proof: Proof) -> None:
    prices = proof.total
    left_out = np.array(proof.left_out, dtype=np.int64)[market.carried.astype(np.int64)]
    _expect(bool((prices.applicants + left_out >= 0).all()), "the prices do not cover leaving somebody out")
    rows = np.flatnonzero(mentor_of >= 0)
    reached = sum(pair_worth(market, rows, mentor_of[rows], fits).tolist())
    bound = _bound(market, prices) + sum(left_out[mentor_of < 0].tolist())
    _expect(bound == reached, "the total could be better")


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
    fits: list[int] = market.fit_of(rows, columns).tolist()
    _expect(min(fits, default=0) >= 0, "a forbidden pair is matched")
    taken = np.bincount(columns, minlength=len(market.mentors))
    _expect(bool((taken <= market.places).all()), "a mentor has more applicants than places")
    people = zip(rows.tolist(), columns.tolist(), strict=True)
    told = [claim.pairs[market.applicants[row], market.mentors[column]] for row, column in people]
    _expect(told == fits, "a score is not what the facts give")
    _expect(claim.matched == len(fits), "the matched are miscounted")
    _expect(claim.total == sum(fits), "the total is not the sum of the scores")
    _expect(claim.worst == min(fits, default=0), "the worst pair is not the worst")
    _expect(claim.worst_percent == worst_percent(fits), "the worst hundredth is not the worst")


def _check_pins(market: Market, mentor_of: Numbers, pinned: frozenset[int], facts: Facts) -> None:
    pins = indexes(facts, facts.pins)
    _expect({(row, int(mentor_of[row])) for row in pinned} <= set(pins), "a pair counts as pinned that nobody pinned")
    taken = np.bincount(mentor_of[sorted(pinned)], minlength=len(market.mentors))
    rows, columns = np.array(pins, dtype=np.int64).reshape(-1, 2).T
    possible = (market.fit_of(rows, columns) >= 0) & (taken[columns] < market.places[columns])
    _expect({*rows[possible].tolist()} <= pinned, "a pin that could be obeyed was not")


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise UnverifiedRoundError(otherwise)
