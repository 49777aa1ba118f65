"""A round as staff see it, and the proof behind its certificate."""

from __future__ import annotations

from dataclasses import dataclass

from functions.matching.engine.next_best import NextBest
from functions.matching.engine.prices import Proof
from functions.matching.engine.verify import Claim


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
    """What staff changed, and what the round loses by it; `refused` says why it was not obeyed.

    `application` is None and `places` a number where staff changed how many a mentor takes in this round.
    """

    kind: str
    application: str | None
    mentor: str
    matched: int
    total: int
    refused: str | None = None
    places: int | None = None


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
    worst_percent: int
    """The mean fit, rounded down, of the hundredth of all pairs that fits worst."""
    blocking_pairs: int
    blocking_applicants: int
    """How many applicants are in one of the blocking pairs."""
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
            worst_percent=self.worst_percent,
            blocking=(self.blocking_pairs, self.blocking_applicants),
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
            "worst_percent": self.worst_percent,
            "blocking_pairs": self.blocking_pairs,
            "blocking_applicants": self.blocking_applicants,
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


def _next_told(other: NextBest | None) -> dict[str, object]:
    return {"next_best": {"mentor": other.mentor, "cost": other.cost}} if other else {}


def _pair_told(pair: MatchedPair) -> dict[str, object]:
    return {
        "application": pair.application,
        "mentor": pair.mentor,
        "score": pair.score,
        "pinned": pair.pinned,
        "carried_over": pair.carried_over,
        "reasons": {side: list(why) for side, why in pair.reasons.items()},
        **_next_told(pair.next_best),
    }


def _adjustment_told(one: Adjustment) -> dict[str, object]:
    named = {"application": one.application, "mentor": one.mentor, "places": one.places, "refused": one.refused}
    told = {name: value for name, value in named.items() if value is not None}
    return {"kind": one.kind, **told, "cost": {"matched": one.matched, "total": one.total}}
