"""Verifying a stored round from what is stored of it: its facts, its pairs and its proof."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from shared.domain.activity import activity
from shared.domain.instants import to_iso
from shared.store import activities, rounds
from shared.store.commit import commit, retry_on_conflict
from shared.store.rounds import IncompleteRound, Round


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
    # Loading numpy and the solver takes time, so it waits until a round is verified.
    from functions.matching.checking import certificate_of, refused

    try:
        pairs, unmatched, lines = (list(rounds.load_pieces(head, kind)) for kind in ("pairs", "unmatched", "evidence"))
    except IncompleteRound as error:
        return refused(head, str(error))
    return certificate_of(head, pairs, unmatched, lines)
