"""A stored round is refused with a reason, and never crashes its checker, whatever happened to it."""

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from functions.matching import evidence
from functions.matching.checking import certificate_of
from functions.matching.engine.facts import digest_of
from functions.matching.engine.policy import POLICIES
from functions.matching.engine.round import compute_round
from shared.store.rounds import Round
from tests.functions.matching.builders import at_hours, crowd

Stored = dict[str, Any]
"""The `summary`, `pairs` and `unmatched` of a round, its `evidence` as JSON, and both digests."""
FACTS = at_hours(crowd(30, 10, 3))


def _stored(policy: str = "participation.2") -> Stored:
    result = compute_round(FACTS, policy)
    summary = result.as_dict()
    pairs, unmatched = summary.pop("pairs"), summary.pop("unmatched")
    digests = {name: summary.pop(name) for name in ("facts_digest", "result_digest")}
    text = json.loads("".join(evidence.serialize(FACTS, result.proof)))
    return {"summary": summary, "pairs": pairs, "unmatched": unmatched, "evidence": text, **digests}


ROUND = _stored()


def certificate(stored: Stored, lines: list[Any] | None = None) -> dict[str, Any]:
    digests = {name: stored[name] for name in ("facts_digest", "result_digest")}
    head = Round("2024-25", 1, "draft", **digests, created_at=datetime.now(UTC), summary=stored["summary"], pieces={})
    read = [json.dumps(stored["evidence"])] if lines is None else lines
    return certificate_of(head, stored["pairs"], stored["unmatched"], read)


def sealed(stored: Stored) -> Stored:
    """The same with the digest that belongs to what it says."""
    parts = {"pairs": stored["pairs"], "unmatched": stored["unmatched"]}
    digests = {"facts_digest": stored["facts_digest"], "result_digest": ""}
    return {**stored, "result_digest": digest_of({**stored["summary"], "certificate": {}, **parts, **digests})}


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_round_that_is_untouched_holds(policy: str) -> None:
    stored = _stored(policy)
    assert certificate(stored) == stored["summary"]["certificate"]
    assert sealed(stored) == stored


def put(path: str, value: Any) -> Callable[[Stored], None]:
    """Put a value at a path such as `pairs.0.score`."""

    def change(stored: Stored) -> None:
        *most, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        at: Any = stored
        for step in most:
            at = at[step]
        at[last] = value

    return change


def drop(path: str) -> Callable[[Stored], None]:
    def change(stored: Stored) -> None:
        *most, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        at: Any = stored
        for step in most:
            at = at[step]
        del at[last]

    return change


def twice(path: str) -> Callable[[Stored], None]:
    def change(stored: Stored) -> None:
        stored[path].append(copy.deepcopy(stored[path][0]))

    return change


MUTATIONS: dict[str, Callable[[Stored], None]] = {
    "no facts": put("evidence", {}),
    "facts are a list": put("evidence", []),
    "facts are nothing": put("evidence", None),
    "no applicants": drop("evidence.applicants"),
    "applicants are text": put("evidence.applicants", "a0000"),
    "an applicant less": drop("evidence.applicants.0"),
    "an applicant is a list": put("evidence.applicants.0", []),
    "an applicant has no stage": drop("evidence.applicants.0.stage"),
    "a stage is a number": put("evidence.applicants.0.stage", 3),
    "a list of topics is text": put("evidence.applicants.0.topics", "research"),
    "an offset is text": put("evidence.applicants.0.winter_offset", "-300"),
    "a fact that no one knows": put("evidence.secret", 1),
    "an id twice": put("evidence.applicants.0.id", "a0001"),
    "places are text": put("evidence.mentors.0.places", "2"),
    "places are a fraction": put("evidence.mentors.0.places", 1.5),
    "places below 0": put("evidence.mentors.0.places", -1),
    "places beyond 64 bits": put("evidence.mentors.0.places", 1 << 80),
    "a mentor less": drop("evidence.mentors.0"),
    "a closed pair of three": put("evidence.closed_pairs", [["a0000", "m0000", "x"]]),
    "closed pairs are a number": put("evidence.closed_pairs", 7),
    "two capacities of one mentor": put("evidence.capacities", [["m0000", 1], ["m0000", 2]]),
    "no proof": put("evidence.proof", None),
    "the proof is missing": drop("evidence.proof"),
    "the proof is text": put("evidence.proof", "yes"),
    "no prices of a goal": drop("evidence.proof.worst"),
    "prices of no one": put("evidence.proof.reach.applicants", []),
    "a price less": drop("evidence.proof.total.mentors.0"),
    "a price is text": put("evidence.proof.total.mentors.0", "12"),
    "a price is true": put("evidence.proof.reach.mentors.0", True),
    "a price is a fraction": put("evidence.proof.reach.mentors.0", 0.5),
    "a price beyond 64 bits": put("evidence.proof.total.applicants.0", 1 << 64),
    "a price near 64 bits": put("evidence.proof.total.applicants.0", (1 << 63) - 1),
    "left out by one price": put("evidence.proof.left_out", [1]),
    "left out beyond bounds": put("evidence.proof.left_out", [-(1 << 63) + 1, 0]),
    "a summary without figures": put("summary", {}),
    "no policy": drop("summary.policy_version"),
    "a policy that no one knows": put("summary.policy_version", "favourites.1"),
    "the policy is a number": put("summary.policy_version", 2),
    "an older policy": put("summary.policy_version", "participation.1"),
    "another rule": put("summary.policy", "stable"),
    "another seed": put("summary.seed", 5),
    "the seed is text": put("summary.seed", "0"),
    "one more match": put("summary.matched", ROUND["summary"]["matched"] + 1),
    "the total is a fraction": put("summary.total", float(ROUND["summary"]["total"])),
    "another alternative": put("summary.alternative.total", 1),
    "no alternative": drop("summary.alternative"),
    "adjustments forgotten": put("summary.adjustments", []),
    "an adjustment that cost nothing": put("summary.adjustments.0.cost.total", 123456),
    "another shortage": put("summary.lacking.regions", ["Atlantis"]),
    "a field too many": put("summary.approved", True),
    "no pairs": put("pairs", []),
    "a pair is text": put("pairs.0", "a0000"),
    "a pair without a mentor": drop("pairs.0.mentor"),
    "a pair less": drop("pairs.0"),
    "a pair twice": twice("pairs"),
    "a score is text": put("pairs.0.score", "100"),
    "another score": put("pairs.0.score", 1),
    "carried over": put("pairs.0.carried_over", not ROUND["pairs"][0]["carried_over"]),
    "pinned by no one": put("pairs.0.pinned", not ROUND["pairs"][0]["pinned"]),
    "another reason": put("pairs.0.reasons.applicant", ["Because staff like you."]),
    "a reason of one side only": drop("pairs.0.reasons.mentor"),
    "another next best": put("pairs.0.next_best", {"mentor": "m0000", "cost": -1}),
    "a mentor who takes no part": put("pairs.0.mentor", "m9999"),
    "no one is unmatched": put("unmatched", []),
    "an unmatched applicant twice": twice("unmatched"),
    "an unmatched applicant who takes no part": put("unmatched.0.application", "a9999"),
    "unmatched for another reason": put("unmatched.0.why", ["Too late."]),
    "unmatched for no reason": drop("unmatched.0.why"),
    "a matched applicant is unmatched": put("unmatched.0.application", ROUND["pairs"][0]["application"]),
    "other facts promised": put("facts_digest", "0" * 64),
}


@pytest.mark.parametrize("again", [False, True], ids=["as stored", "with a digest that fits"])
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_round_that_was_changed_is_refused_with_a_reason(mutation: str, again: bool) -> None:
    stored = copy.deepcopy(ROUND)
    MUTATIONS[mutation](stored)
    found = certificate(sealed(stored) if again else stored)
    assert (found["verified"], found["kind"], bool(found["problem"])) == (False, "optimal", True)


@pytest.mark.parametrize("lines", [[], [""], ["{"], [1], [None], ["[" * 10000], ["\ud800"], ['{"applicants": NaN}']])
def test_evidence_that_cannot_be_read_is_refused_with_a_reason(lines: list[Any]) -> None:
    found = certificate(ROUND, lines)
    assert (found["verified"], "read" in found["problem"]) == (False, True)


def test_evidence_that_is_cut_anywhere_is_refused() -> None:
    text = json.dumps(ROUND["evidence"])
    for end in range(0, len(text), 997):
        assert certificate(ROUND, [text[:end]])["verified"] is False


@pytest.mark.parametrize(
    ("mutation", "problem"),
    [
        ("another alternative", "not what the facts give: alternative"),
        ("adjustments forgotten", "not what the facts give: adjustments"),
        ("another reason", "not what the facts give: pairs"),
        ("unmatched for another reason", "not what the facts give: unmatched"),
        ("an unmatched applicant twice", "an applicant is in the round twice"),
        ("no one is unmatched", "an applicant is missing from the round, or takes no part in it"),
        ("carried over", "an applicant counts as carried over who is not, or the other way around"),
        ("another rule", "the policy is not that of its version"),
        ("a summary without figures", "what is stored of the round can’t be read (matched)"),
    ],
)
def test_reason_says_what_is_wrong(mutation: str, problem: str) -> None:
    stored = copy.deepcopy(ROUND)
    MUTATIONS[mutation](stored)
    assert certificate(sealed(stored))["problem"] == problem
