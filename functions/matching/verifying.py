"""Verifying a stored round again, by what is stored of it alone: its facts, its pairs, its proof."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from functions.matching.engine import evidence
from shared.domain.activity import activity
from shared.domain.instants import to_iso
from shared.store import activities, rounds
from shared.store import dynamodb as db
from shared.store.rounds import Round


def verify_round(cycle_id: str, number: int, asked: str, now: datetime) -> None:
    """Verify a round once for the fact `asked` that asks for it; the certificate then says when, and what was found."""

    def step() -> None:
        head, fact_id = rounds.load(cycle_id, number), f"RoundVerified.{cycle_id}.{asked}"
        if head is None or activities.load(fact_id):
            return
        certificate = {**_found(head), "verified_at": to_iso(now)}
        verified = replace(head, summary={**head.summary, "certificate": certificate})
        told = {"round": number, "verified": certificate["verified"]}
        fact = activity("RoundVerified", cycle_id, asked, at=now, actor="program", cycle=cycle_id, **told)
        db.transact(rounds.write(verified), activities.write(fact))

    db.retry_on_conflict(step)


def _found(head: Round) -> dict[str, Any]:
    # Only who verifies pays for loading numpy.
    from functions.matching.engine.facts import digest_of
    from functions.matching.engine.verify import UnverifiedRoundError, verify

    pairs, unmatched = (list(rounds.load_pieces(head, kind)) for kind in ("pairs", "unmatched"))
    facts, proof = evidence.read(rounds.load_pieces(head, "evidence"))
    told = {**head.summary, "certificate": {}, "pairs": pairs, "unmatched": unmatched}
    try:
        if digest_of({**told, "facts_digest": head.facts_digest, "result_digest": ""}) != head.result_digest:
            raise UnverifiedRoundError("the stored round is not the one that was drawn up")
        return verify(facts, _claim(head, pairs, proof))
    except UnverifiedRoundError as error:
        return {"kind": head.summary["certificate"]["kind"], "verified": False, "problem": str(error)}


def _claim(head: Round, pairs: Sequence[Mapping[str, Any]], proof: Any) -> Any:
    from functions.matching.engine.verify import Claim

    told = head.summary
    return Claim(
        policy=told["policy_version"],
        seed=told["seed"],
        facts_digest=head.facts_digest,
        pairs={(pair["application"], pair["mentor"]): pair["score"] for pair in pairs},
        pinned=frozenset((pair["application"], pair["mentor"]) for pair in pairs if pair["pinned"]),
        **{name: told[name] for name in ("matched", "total", "worst", "worst_percent")},
        blocking=(told["blocking_pairs"], told["blocking_applicants"]),
        proof=proof,
    )
