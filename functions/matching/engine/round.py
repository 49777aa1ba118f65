"""A whole round computed from its facts: decided, proven, explained, and with the cost of every adjustment."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from functions.matching.engine.adjustments import Solution, StaffChanges, adjustment_costs, solve, staff_changes
from functions.matching.engine.facts import Facts, digest_of, sort_by_id, with_capacities
from functions.matching.engine.market import Market, market_of
from functions.matching.engine.next_best import NextBest, next_best
from functions.matching.engine.policy import DEFAULT, Policy, Rule, policy_named
from functions.matching.engine.reasons import pair_reasons
from functions.matching.engine.result import MatchedPair, RoundResult, Unmatched
from functions.matching.engine.unmatched import shortages, unmatched_reasons
from functions.matching.engine.verify import certify, worst_percent

_ALTERNATIVE: dict[Rule, Rule] = {"participation": "stable", "stable": "participation"}


def compute_round(facts: Facts, policy: str = DEFAULT, seed: int = 0) -> RoundResult:
    """The round that follows from these facts, verified; the same for the same facts in any order.

    `seed` decides ties. Raises UnknownPolicyError, ValueError for contradictory facts, TooLargeRoundError, and
    UnverifiedRoundError if the checker does not accept the result.
    """
    chosen, facts = policy_named(policy), sort_by_id(facts)
    market, changes = market_of(facts, chosen, seed), staff_changes(facts)
    result = _explained(facts, chosen, seed, market, changes)
    return _certified(result, facts, market)


def _explained(facts: Facts, policy: Policy, seed: int, market: Market, changes: StaffChanges) -> RoundResult:
    """The round decided and explained, but without a certificate."""
    solution, alternative = solve(market, policy.rule, changes), _ALTERNATIVE[policy.rule]
    next_bests = next_best(solution.market, solution.mentor_of, frozenset(solution.pinned))
    return RoundResult(
        policy=policy.rule,
        policy_version=policy.version,
        seed=seed,
        objectives=solution.objectives(),
        worst_percent=worst_percent(solution.fits()),
        blocking_pairs=0,
        blocking_applicants=0,
        certificate={},
        alternative=(alternative, solve(market, alternative, changes).objectives()),
        facts_digest=facts.digest,
        result_digest="",
        pairs=_matched_pairs(facts, policy, solution, next_bests),
        unmatched=_unmatched(with_capacities(facts), policy, solution, next_bests),
        adjustments=adjustment_costs(facts, market, policy.rule, changes, solution),
        lacking=shortages(facts, solution.mentor_of),
        proof=solution.proof,
    )


def _certified(result: RoundResult, facts: Facts, market: Market) -> RoundResult:
    """The round with its counts of blocking pairs, the digest of all that, and the certificate, which is not in it."""
    certificate, (pairs, applicants) = certify(facts, result.claim(), market)
    result = replace(result, blocking_pairs=pairs, blocking_applicants=applicants)
    return replace(result, result_digest=digest_of(result.as_dict()), certificate=certificate)


def _matched_pairs(
    facts: Facts, policy: Policy, solution: Solution, next_bests: dict[int, NextBest]
) -> tuple[MatchedPair, ...]:
    pairs = []
    rows = np.flatnonzero(solution.mentor_of >= 0)
    for row, column, fit in zip(rows.tolist(), solution.mentor_of[rows].tolist(), solution.fits(), strict=True):
        applicant, mentor = facts.applicants[row], facts.mentors[column]
        pairs.append(
            MatchedPair(
                application=applicant.id,
                mentor=mentor.id,
                score=fit,
                pinned=row in solution.pinned,
                carried_over=applicant.carried_over,
                reasons=pair_reasons(applicant, mentor, policy),
                next_best=next_bests.get(row),
            )
        )
    return tuple(pairs)


def _unmatched(
    facts: Facts, policy: Policy, solution: Solution, next_bests: dict[int, NextBest]
) -> tuple[Unmatched, ...]:
    reasons = unmatched_reasons(facts, policy, np.flatnonzero(solution.mentor_of < 0).tolist())
    return tuple(Unmatched(facts.applicants[row].id, why, next_bests.get(row)) for row, why in reasons.items())
