from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from functions.matching.engine.facts import Facts
from functions.matching.engine.prices import Prices, Proof
from functions.matching.engine.result import RoundResult
from functions.matching.engine.round import compute_round
from functions.matching.engine.verify import Claim, UnverifiedRoundError, verify
from tests.functions.matching.builders import applicant, at_hours, crowd, mentor, shuffled

FACTS = at_hours(crowd(40, 14, 3))


@pytest.fixture(scope="module")
def computed() -> RoundResult:
    return compute_round(FACTS)


@pytest.mark.parametrize("policy", ["participation", "stable"])
def test_verify_accepts_a_round_again_from_the_facts_in_another_order(policy: str) -> None:
    result = compute_round(FACTS, policy)
    assert verify(shuffled(FACTS, 4), result.claim()) == result.certificate


def test_certificate_of_participation_says_what_it_proves(computed: RoundResult) -> None:
    claimed = {
        "kind": "optimal",
        "verified": True,
        "matched_at_most": computed.objectives.matched,
        "worst_at_most": computed.objectives.worst,
        "total_at_most": computed.objectives.total,
    }
    assert {name: computed.certificate[name] for name in claimed} == claimed


def test_certificate_of_stable_counts_no_blocking_pair() -> None:
    assert compute_round(FACTS, "stable").certificate == {"kind": "stable", "verified": True, "blocking_pairs": 0}


def _without_one(claim: Claim) -> Claim:
    removed, score = max(((pair, score) for pair, score in claim.pairs.items() if pair not in claim.pinned), key=str)
    pairs = {pair: fit for pair, fit in claim.pairs.items() if pair != removed}
    worst = min(pairs.values())
    return replace(claim, pairs=pairs, matched=len(pairs), total=claim.total - score, worst=worst)


def _proof(claim: Claim, **changes: Prices) -> Claim:
    return replace(claim, proof=Proof(**(vars(_given(claim)) | changes)))


def _cheaper(prices: Prices, by: int) -> Prices:
    return Prices(prices.applicants - by, prices.mentors)


def _lower(prices: Prices) -> Prices:
    return Prices(np.maximum(prices.applicants - 1, 0), prices.mentors)


def _given(claim: Claim) -> Proof:
    assert claim.proof is not None
    return claim.proof


@pytest.mark.parametrize(
    ("tampered", "objection"),
    [
        (lambda claim: replace(claim, facts_digest="0" * 64), "facts have changed"),
        (lambda claim: replace(claim, matched=claim.matched + 1), "number of matches"),
        (lambda claim: replace(claim, total=claim.total + 1), "total is not the sum"),
        (lambda claim: replace(claim, worst=claim.worst + 1), "worst pair is not"),
        (lambda claim: replace(claim, worst_percent=claim.worst_percent + 1), "worst hundredth"),
        (lambda claim: replace(claim, blocking=(claim.blocking[0] + 1, claim.blocking[1])), "number of blocking pairs"),
        (lambda claim: replace(claim, blocking=(claim.blocking[0], claim.blocking[1] + 1)), "number of blocking pairs"),
        (lambda claim: replace(claim, pairs=dict.fromkeys(claim.pairs, 1)), "score"),
        (lambda claim: replace(claim, pinned=frozenset()), "pin could be obeyed"),
        (lambda claim: replace(claim, pinned=frozenset(claim.pairs)), "no one pinned"),
        (lambda claim: replace(claim, pinned=frozenset({("a9", "m9")})), "pinned pair is missing"),
        (lambda claim: replace(claim, proof=None), "proof is missing"),
        (lambda claim: _proof(claim, reach=_lower(_given(claim).reach)), "who could be matched"),
        (lambda claim: _proof(claim, reach=_cheaper(_given(claim).reach, 1)), "negative"),
        (lambda claim: _proof(claim, worst=_lower(_given(claim).worst)), "above the worst"),
        (lambda claim: _proof(claim, total=_cheaper(_given(claim).total, 1)), "leaving someone out|best total"),
        (lambda claim: _proof(claim, total=_cheaper(_given(claim).total, -1)), "total could be better"),
        (lambda claim: _proof(claim, worst=_given(claim).reach), "worst pair could be better"),
        (lambda claim: _proof(claim, total=_cheaper(_given(claim).total, -(1 << 62))), "out of range"),
        (
            lambda claim: _proof(claim, reach=Prices(np.array([99]), _given(claim).reach.mentors)),
            "one price per person",
        ),
    ],
)
def test_verify_rejects_a_tampered_claim(
    computed: RoundResult, tampered: Callable[[Claim], Claim], objection: str
) -> None:
    with pytest.raises(UnverifiedRoundError, match=objection):
        verify(FACTS, tampered(computed.claim()))


def test_verify_rejects_a_round_that_leaves_out_an_applicant(computed: RoundResult) -> None:
    with pytest.raises(UnverifiedRoundError):
        verify(FACTS, _without_one(computed.claim()))


SMALL = Facts(
    (applicant("a"), applicant("b", topics=("networking",))),
    (mentor("m"), mentor("n", topics=("networking",))),
    closed_pairs=frozenset({("b", "m")}),
)


def _claiming(
    pairs: dict[tuple[str, str], int], policy: str = "participation.2", blocking: tuple[int, int] = (0, 0)
) -> Claim:
    proof = compute_round(SMALL).proof
    sums = {"matched": len(pairs), "total": sum(pairs.values()), "worst": min(pairs.values())}
    digest = compute_round(SMALL).facts_digest
    return Claim(
        policy, 0, digest, pairs, frozenset(), **sums, worst_percent=sums["worst"], blocking=blocking, proof=proof
    )


@pytest.mark.parametrize(
    ("pairs", "objection"),
    [
        ({("a", "n"): 1, ("b", "m"): 1}, "forbidden pair"),
        ({("a", "m"): 1, ("a", "n"): 1}, "two mentors"),
        ({("a", "n"): 1, ("b", "n"): 1}, "more applicants than places"),
        ({("c", "n"): 1}, "does not take part"),
    ],
)
def test_verify_rejects_an_impossible_assignment(pairs: dict[tuple[str, str], int], objection: str) -> None:
    with pytest.raises(UnverifiedRoundError, match=objection):
        verify(SMALL, _claiming(pairs))


def test_verify_rejects_a_stable_round_with_a_blocking_pair() -> None:
    facts = replace(SMALL, closed_pairs=frozenset())
    crossed = compute_round(replace(facts, pins=frozenset({("a", "n"), ("b", "m")}))).claim().pairs
    digest = compute_round(facts).facts_digest
    with pytest.raises(UnverifiedRoundError, match="there is a blocking pair"):
        verify(facts, replace(_claiming(crossed, "stable.2", blocking=(2, 2)), facts_digest=digest))


def test_proof_is_in_integers(computed: RoundResult) -> None:
    assert computed.proof is not None
    content = computed.proof.as_dict()
    assert sorted(content) == ["left_out", "reach", "total", "worst"]
    assert computed.proof.total.applicants.dtype == np.int64
