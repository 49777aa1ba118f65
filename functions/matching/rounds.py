"""A whole round drawn up from its facts: decided, proven, explained, and with the price of every adjustment."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from functions.matching.facts import Facts, digest, digest_of, in_order, indexes
from functions.matching.next_best import NextBest, next_best
from functions.matching.policy import DEFAULT, Rule, policy_named
from functions.matching.prices import Proof
from functions.matching.reasons import lacking, pair_reasons, unmatched_reasons
from functions.matching.scoring import Market, Numbers, market_of
from functions.matching.solve import assign
from functions.matching.verify import Claim, blocking_pairs, verify

_ABSENT = "One of the two takes no part in this round."
_OTHER: dict[Rule, Rule] = {"participation": "stable", "stable": "participation"}


@dataclass(frozen=True)
class MatchedPair:
    """One applicant with one mentor; `score` is the fit of both sides together, 0 to 4000, for staff only."""

    application: str
    mentor: str
    score: int
    pinned: bool
    carried_over: bool
    reasons: dict[str, tuple[str, ...]]
    next_best: NextBest | None


@dataclass(frozen=True)
class LeftOut:
    """An applicant without a mentor, and why; `next_best` would take the place of one other applicant."""

    application: str
    why: tuple[str, ...]
    next_best: NextBest | None


@dataclass(frozen=True)
class Adjustment:
    """What staff pinned or forbade, and what the round loses by it; `refused` says why a pin was not obeyed."""

    kind: str
    application: str
    mentor: str
    matched: int
    total: int
    refused: str | None


@dataclass(frozen=True)
class Sums:
    """How many are matched, the fit of all pairs together, and that of the worst (0 if there is none)."""

    matched: int
    total: int
    worst: int


@dataclass(frozen=True)
class RoundResult:
    """A round as staff see it, except for its number and state, and the proof behind its certificate."""

    policy: str
    policy_version: str
    seed: int
    sums: Sums
    blocking_pairs: int
    certificate: dict[str, object]
    alternative: tuple[str, Sums]
    facts_digest: str
    result_digest: str
    pairs: tuple[MatchedPair, ...]
    unmatched: tuple[LeftOut, ...]
    adjustments: tuple[Adjustment, ...]
    lacking: dict[str, tuple[str, ...]]
    proof: Proof | None

    def claim(self) -> Claim:
        """What `verify` checks against the facts."""
        return Claim(
            policy=self.policy_version,
            seed=self.seed,
            facts_digest=self.facts_digest,
            pairs={(pair.application, pair.mentor): pair.score for pair in self.pairs},
            pinned=frozenset((pair.application, pair.mentor) for pair in self.pairs if pair.pinned),
            matched=self.sums.matched,
            total=self.sums.total,
            worst=self.sums.worst,
            blocking_pairs=self.blocking_pairs,
            proof=self.proof,
        )

    def as_dict(self) -> dict[str, object]:
        """The round in the names of the HTTP contract: integers, strings and lists, without the proof's prices."""
        other, sums = self.alternative
        return {
            "policy": self.policy,
            "policy_version": self.policy_version,
            "seed": self.seed,
            **vars(self.sums),
            "blocking_pairs": self.blocking_pairs,
            "certificate": dict(self.certificate),
            "alternative": {"policy": other, **vars(sums)},
            "facts_digest": self.facts_digest,
            "result_digest": self.result_digest,
            "pairs": [_pair_told(pair) for pair in self.pairs],
            "unmatched": [
                {"application": one.application, "why": list(one.why), **_next_told(one.next_best)}
                for one in self.unmatched
            ],
            "adjustments": [_adjustment_told(adjustment) for adjustment in self.adjustments],
            "lacking": {name: list(values) for name, values in self.lacking.items()},
        }


@dataclass(frozen=True)
class _Drawn:
    """A decided round in numbers: staff's forbids are in the market, the pins that could be obeyed in `pinned`."""

    market: Market
    mentor_of: Numbers
    pinned: dict[int, int]
    refused: dict[tuple[int, int], str]
    proof: Proof | None

    def sums(self) -> Sums:
        rows = np.flatnonzero(self.mentor_of >= 0)
        fits = self.market.fit[rows, self.mentor_of[rows]].tolist()
        return Sums(len(fits), sum(fits), min(fits, default=0))


def draw_up(facts: Facts, policy: str = DEFAULT, seed: int = 0) -> RoundResult:
    """The round that these facts make, verified; the same for the same facts in any order.

    `seed` decides ties. Raises UnknownPolicyError, ValueError for contradictory facts, TooLargeRoundError, and
    UnverifiedRoundError if the checker does not accept the result.
    """
    chosen, facts = policy_named(policy), in_order(facts)
    scored = market_of(facts, chosen, seed)
    pins, forbids = indexes(facts, facts.pins), indexes(facts, facts.forbids)
    drawn = _draw(scored, chosen.rule, pins, forbids)
    other, others = _OTHER[chosen.rule], next_best(drawn.market, drawn.mentor_of, frozenset(drawn.pinned))
    result = RoundResult(
        policy=chosen.rule,
        policy_version=chosen.version,
        seed=seed,
        sums=drawn.sums(),
        blocking_pairs=_blocking(drawn),
        certificate={},
        alternative=(other, _draw(scored, other, pins, forbids).sums()),
        facts_digest=digest(facts),
        result_digest="",
        pairs=_pairs(facts, drawn, others),
        unmatched=_left_out(facts, drawn, others),
        adjustments=_adjustments(facts, scored, chosen.rule, drawn),
        lacking=lacking(facts, drawn.mentor_of),
        proof=drawn.proof,
    )
    digested = digest_of(result.as_dict())
    return replace(result, certificate=verify(facts, result.claim(), scored), result_digest=digested)


def _draw(scored: Market, rule: Rule, pins: list[tuple[int, int]], forbids: list[tuple[int, int]]) -> _Drawn:
    """Fix the pins that no rule stands against, in the order of their ids, and decide the rest."""
    market = scored.without(forbids)
    pinned: dict[int, int] = {}
    refused: dict[tuple[int, int], str] = {}
    for row, column in pins:
        if market.fit[row, column] < 0:
            refused[row, column] = "This pair is forbidden."
        elif row in pinned:
            refused[row, column] = "The applicant is pinned to another mentor."
        elif list(pinned.values()).count(column) >= market.places[column]:
            refused[row, column] = "Every place of this mentor is pinned."
        else:
            pinned[row] = column
    decided = assign(market.after(pinned), rule)
    mentor_of = decided.mentor_of.copy()
    mentor_of[list(pinned.keys())] = list(pinned.values())
    return _Drawn(market, mentor_of, pinned, refused, decided.proof)


def _blocking(drawn: _Drawn) -> int:
    free = drawn.mentor_of.copy()
    free[list(drawn.pinned)] = -1
    return blocking_pairs(drawn.market.after(drawn.pinned), free)[0]


def _pairs(facts: Facts, drawn: _Drawn, others: dict[int, NextBest]) -> tuple[MatchedPair, ...]:
    told = []
    for row in np.flatnonzero(drawn.mentor_of >= 0).tolist():
        applicant, mentor = facts.applicants[row], facts.mentors[int(drawn.mentor_of[row])]
        told.append(
            MatchedPair(
                application=applicant.id,
                mentor=mentor.id,
                score=int(drawn.market.fit[row, drawn.mentor_of[row]]),
                pinned=row in drawn.pinned,
                carried_over=applicant.carried_over,
                reasons=pair_reasons(applicant, mentor),
                next_best=others.get(row),
            )
        )
    return tuple(told)


def _left_out(facts: Facts, drawn: _Drawn, others: dict[int, NextBest]) -> tuple[LeftOut, ...]:
    why = unmatched_reasons(facts, np.flatnonzero(drawn.mentor_of < 0).tolist())
    return tuple(LeftOut(facts.applicants[row].id, told, others.get(row)) for row, told in why.items())


def _adjustments(facts: Facts, scored: Market, rule: Rule, drawn: _Drawn) -> tuple[Adjustment, ...]:
    """Every adjustment with what the round would gain without it, all others kept."""
    pins, forbids = indexes(facts, facts.pins), indexes(facts, facts.forbids)
    now, told = drawn.sums(), []
    for kind, pairs in (("pin", facts.pins), ("forbid", facts.forbids)):
        for application, mentor in sorted(pairs):
            place = indexes(facts, {(application, mentor)})
            without = now
            if place and kind == "pin" and place[0] not in drawn.refused:
                without = _draw(scored, rule, [one for one in pins if one not in place], forbids).sums()
            elif place and kind == "forbid":
                without = _draw(scored, rule, pins, [one for one in forbids if one not in place]).sums()
            refused = _ABSENT if not place else drawn.refused.get(place[0]) if kind == "pin" else None
            cost = without.matched - now.matched, without.total - now.total
            told.append(Adjustment(kind, application, mentor, *cost, refused))
    return tuple(told)


def _next_told(other: NextBest | None) -> dict[str, object]:
    return {"next_best": vars(other).copy()} if other else {}


def _pair_told(pair: MatchedPair) -> dict[str, object]:
    told = {name: value for name, value in vars(pair).items() if name not in {"reasons", "next_best"}}
    return told | {"reasons": {side: list(why) for side, why in pair.reasons.items()}} | _next_told(pair.next_best)


def _adjustment_told(one: Adjustment) -> dict[str, object]:
    told: dict[str, object] = {"kind": one.kind, "application": one.application, "mentor": one.mentor}
    told["cost"] = {"matched": one.matched, "total": one.total}
    return told | ({"refused": one.refused} if one.refused else {})
