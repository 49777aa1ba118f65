"""Checking what is stored of a round: its form, its proof, and everything else that its facts decide."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from functions.matching import evidence
from functions.matching.engine.facts import Facts, digest_of
from functions.matching.engine.policy import policy_named
from functions.matching.engine.prices import Proof
from functions.matching.engine.round import compute_round
from functions.matching.engine.verify import Claim, UnverifiedRoundError, verify
from shared.domain.round import PairDict, RoundSummaryDict, UnmatchedDict
from shared.store.rounds import Round

_SUMMARY = TypeAdapter(RoundSummaryDict)
_PAIRS = TypeAdapter(list[PairDict])
_UNMATCHED = TypeAdapter(list[UnmatchedDict])
_APART = frozenset({"certificate", "facts_digest", "result_digest"})
"""What is not part of the result whose digest is stored."""


def certificate_of(head: Round, pairs: Sequence[Any], unmatched: Sequence[Any], lines: Sequence[Any]) -> dict[str, Any]:
    """The certificate of a stored round, or why it doesn't hold; whatever is stored, it never fails."""
    try:
        return _checked(head, pairs, unmatched, lines)
    except UnverifiedRoundError as error:
        return refused(head, str(error))
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"])) or "evidence"
        return refused(head, f"what is stored of the round can’t be read ({where})")
    except (ValueError, TypeError, LookupError, ArithmeticError):
        # The form is right, so what is left to fail is what the parts say about each other.
        return refused(head, "what is stored of the round contradicts itself")


def refused(head: Round, problem: str) -> dict[str, Any]:
    """The certificate of a round that doesn't hold."""
    kind = "stable" if str(head.summary.get("policy_version")).startswith("stable") else "optimal"
    return {"kind": kind, "verified": False, "problem": problem}


def _checked(head: Round, pairs: Sequence[Any], unmatched: Sequence[Any], lines: Sequence[Any]) -> dict[str, Any]:
    summary = _SUMMARY.validate_python(head.summary, strict=True)
    read_pairs = _PAIRS.validate_python(pairs, strict=True)
    read_unmatched = _UNMATCHED.validate_python(unmatched, strict=True)
    facts, proof = evidence.read(lines)
    result = {**head.summary, "certificate": {}, "pairs": pairs, "unmatched": unmatched}
    if digest_of({**result, "facts_digest": head.facts_digest, "result_digest": ""}) != head.result_digest:
        raise UnverifiedRoundError("the stored round was changed after it was computed")
    certificate = verify(facts, _claim(head, summary, read_pairs, proof))
    _check_people(facts, read_pairs, read_unmatched)
    _check_decided(facts, summary, result)
    return certificate


def _claim(head: Round, summary: RoundSummaryDict, pairs: Sequence[PairDict], proof: Proof | None) -> Claim:
    return Claim(
        policy=summary["policy_version"],
        seed=summary["seed"],
        facts_digest=head.facts_digest,
        pairs={(pair["application"], pair["mentor"]): pair["score"] for pair in pairs},
        pinned=frozenset((pair["application"], pair["mentor"]) for pair in pairs if pair["pinned"]),
        matched=summary["matched"],
        total=summary["total"],
        worst=summary["worst"],
        worst_percent=summary["worst_percent"],
        blocking=(summary["blocking_pairs"], summary["blocking_applicants"]),
        proof=proof,
    )


def _check_people(facts: Facts, pairs: Sequence[PairDict], unmatched: Sequence[UnmatchedDict]) -> None:
    """Everyone is in the round, once, and those who wait from an earlier one are named."""
    named = Counter([*(pair["application"] for pair in pairs), *(left_out["application"] for left_out in unmatched)])
    waiting = {applicant.id: applicant.carried_over for applicant in facts.applicants}
    if any(count > 1 for count in named.values()):
        raise UnverifiedRoundError("an applicant is in the round twice")
    if named.keys() != waiting.keys():
        raise UnverifiedRoundError("an applicant is missing from the round, or takes no part in it")
    if any(pair["carried_over"] != waiting[pair["application"]] for pair in pairs):
        raise UnverifiedRoundError("an applicant counts as carried over who is not, or the other way around")


def _check_decided(facts: Facts, summary: RoundSummaryDict, result: dict[str, Any]) -> None:
    """Compute everything that the facts decide once more, with every reason and cost, and compare."""
    if policy_named(summary["policy_version"]).rule != summary["policy"]:
        raise UnverifiedRoundError("the policy is not that of its version")
    again = compute_round(facts, summary["policy_version"], summary["seed"]).as_dict()
    wrong = sorted(name for name in again.keys() | result.keys() if again.get(name) != result.get(name))
    if differing := [name for name in wrong if name not in _APART]:
        raise UnverifiedRoundError(f"not what the facts give: {', '.join(differing)}")
