"""A round as staff see it, and the proof behind its certificate."""

from __future__ import annotations

from dataclasses import dataclass

from functions.matching.engine.next_best import NextBest
from functions.matching.engine.prices import Proof
from functions.matching.engine.verify import Claim


@dataclass(frozen=True)
class MatchedPair:
    """One applicant with one mentor; `score` is the fit of both sides, 0 to 4000, for staff only."""

    application: str
    mentor: str
    score: int
    pinned: bool
    carried_over: bool
    reasons: dict[str, tuple[str, ...]]
    next_best: NextBest | None


@dataclass(frozen=True)
class Unmatched:
    """An applicant without a mentor, and why; `next_best` would take the place of one other applicant."""

    application: str
    why: tuple[str, ...]
    next_best: NextBest | None


@dataclass(frozen=True)
class Adjustment:
    """A change by staff, and what the round would gain without it; `refused` says why it was not obeyed.

    If staff changed how many applicants a mentor takes in this round, `places` is that number and `application` None.
    """

    kind: str
    application: str | None
    mentor: str
    matched: int
    total: int
    refused: str | None = None
    places: int | None = None


@dataclass(frozen=True)
class Objectives:
    """How many are matched, the sum of all fits, and the fit of the worst pair (0 if there is none)."""

    matched: int
    total: int
    worst: int


@dataclass(frozen=True)
class RoundResult:
    """A round as staff see it, except for its number and state, and the proof behind its certificate."""

    policy: str
    policy_version: str
    seed: int
    objectives: Objectives
    worst_percent: int
    """The mean fit, rounded down, of the worst hundredth of all pairs."""
    blocking_pairs: int
    blocking_applicants: int
    """How many applicants are in at least one blocking pair."""
    certificate: dict[str, object]
    alternative: tuple[str, Objectives]
    facts_digest: str
    result_digest: str
    pairs: tuple[MatchedPair, ...]
    unmatched: tuple[Unmatched, ...]
    adjustments: tuple[Adjustment, ...]
    lacking: dict[str, dict[str, int]]
    proof: Proof | None

    def claim(self) -> Claim:
        """What `verify` checks against the facts."""
        return Claim(
            policy=self.policy_version,
            seed=self.seed,
            facts_digest=self.facts_digest,
            pairs={(pair.application, pair.mentor): pair.score for pair in self.pairs},
            pinned=frozenset((pair.application, pair.mentor) for pair in self.pairs if pair.pinned),
            **vars(self.objectives),
            worst_percent=self.worst_percent,
            blocking=(self.blocking_pairs, self.blocking_applicants),
            proof=self.proof,
        )

    def as_dict(self) -> dict[str, object]:
        """The round in the names of the HTTP contract: integers, strings and lists, without the proof's prices."""
        alternative_policy, alternative_objectives = self.alternative
        return {
            "policy": self.policy,
            "policy_version": self.policy_version,
            "seed": self.seed,
            **vars(self.objectives),
            "worst_percent": self.worst_percent,
            "blocking_pairs": self.blocking_pairs,
            "blocking_applicants": self.blocking_applicants,
            "certificate": dict(self.certificate),
            "alternative": {"policy": alternative_policy, **vars(alternative_objectives)},
            "facts_digest": self.facts_digest,
            "result_digest": self.result_digest,
            "pairs": [_pair_as_dict(pair) for pair in self.pairs],
            "unmatched": [_unmatched_as_dict(applicant) for applicant in self.unmatched],
            "adjustments": [_adjustment_as_dict(adjustment) for adjustment in self.adjustments],
            "lacking": {name: list(values) for name, values in self.lacking.items()},
        }


def _pair_as_dict(pair: MatchedPair) -> dict[str, object]:
    return {
        "application": pair.application,
        "mentor": pair.mentor,
        "score": pair.score,
        "pinned": pair.pinned,
        "carried_over": pair.carried_over,
        "reasons": {side: list(reasons) for side, reasons in pair.reasons.items()},
        **_next_best_as_dict(pair.next_best),
    }


def _unmatched_as_dict(applicant: Unmatched) -> dict[str, object]:
    return {
        "application": applicant.application,
        "why": list(applicant.why),
        **_next_best_as_dict(applicant.next_best),
    }


def _next_best_as_dict(next_best: NextBest | None) -> dict[str, object]:
    return {"next_best": {"mentor": next_best.mentor, "cost": next_best.cost}} if next_best else {}


def _adjustment_as_dict(adjustment: Adjustment) -> dict[str, object]:
    optional = {name: getattr(adjustment, name) for name in ("application", "mentor", "places", "refused")}
    given = {name: value for name, value in optional.items() if value is not None}
    return {"kind": adjustment.kind, **given, "cost": {"matched": adjustment.matched, "total": adjustment.total}}
