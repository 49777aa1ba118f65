"""Verifying a stored round from what is stored of it: its facts, its pairs and its proof."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from functions.matching.engine import evidence
from shared.domain.activity import activity
from shared.domain.instants import to_iso
from shared.store import activities, rounds
from shared.store.commit import commit, retry_on_conflict
from shared.store.rounds import Round


@retry_on_conflict
def verify_round(cycle_id: str, number: int, request: str, now: datetime) -> None:
    """Verify a round once per requesting activity; the certificate then says when, and what was found."""
    head, fact_id = rounds.load(cycle_id, number), f"RoundVerified.{cycle_id}.{request}"
    if head is None or activities.load(fact_id):
        return
    certificate = {**_certificate(head), "verified_at": to_iso(now)}
    verified = replace(head, summary={**head.summary, "certificate": certificate})
    outcome = {"round": number, "verified": certificate["verified"]}
    fact = activity("RoundVerified", cycle_id, request, at=now, actor="program", cycle=cycle_id, **outcome)
    commit(fact, rounds.write(verified))


def _certificate(head: Round) -> dict[str, Any]:
    # Loading numpy takes time, so it waits until a round is verified.
    from functions.matching.engine.facts import digest_of
    from functions.matching.engine.verify import UnverifiedRoundError, verify

    pairs, unmatched = (list(rounds.load_pieces(head, kind)) for kind in ("pairs", "unmatched"))
    facts, proof = evidence.read(rounds.load_pieces(head, "evidence"))
    result = {**head.summary, "certificate": {}, "pairs": pairs, "unmatched": unmatched}
    try:
        if digest_of({**result, "facts_digest": head.facts_digest, "result_digest": ""}) != head.result_digest:
            raise UnverifiedRoundError("the stored round was changed after it was computed")
        return verify(facts, _claim(head, pairs, proof))
    except UnverifiedRoundError as error:
        return {"kind": head.summary["certificate"]["kind"], "verified": False, "problem": str(error)}


def _claim(head: Round, pairs: Sequence[Mapping[str, Any]], proof: Any) -> Any:
    from functions.matching.engine.verify import Claim

    summary = head.summary
    return Claim(
        policy=summary["policy_version"],
        seed=summary["seed"],
        facts_digest=head.facts_digest,
        pairs={(pair["application"], pair["mentor"]): pair["score"] for pair in pairs},
        pinned=frozenset((pair["application"], pair["mentor"]) for pair in pairs if pair["pinned"]),
        **{name: summary[name] for name in ("matched", "total", "worst", "worst_percent")},
        blocking=(summary["blocking_pairs"], summary["blocking_applicants"]),
        proof=proof,
    )
