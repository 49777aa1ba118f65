"""A published round becomes proposals, pair by pair; what was done before a worker died is not done again."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from shared.domain import pairing
from shared.domain.activity import activity
from shared.domain.cycle import Cycle
from shared.domain.match import match_id
from shared.store import activities, applications, cycles, matches, mentors, pairings, rounds
from shared.store import dynamodb as db


def propose_pairs(cycle_id: str, number: int, now: datetime) -> None:
    """Propose every pair of the round to both sides, and tell those left out."""
    cycle = cycles.require(cycle_id)
    head = rounds.load(cycle_id, number)
    if head is None or head.state != "published":
        return
    for pair in rounds.load_pieces(head, "pairs"):
        if not _propose(cycle, number, pair, now):
            _leave_out(number, pair["application"], now)
    for left_out in rounds.load_pieces(head, "unmatched"):
        _leave_out(number, left_out["application"], now)


def _propose(cycle: Cycle, number: int, pair: dict[str, Any], now: datetime) -> bool:
    """Propose one pair; whether the proposal stands: a side may have left since the round was drawn up."""
    application_id, mentor_id = pair["application"], pair["mentor"]

    def step() -> bool:
        if matches.load(match_id(cycle.id, number, application_id, mentor_id)):
            return True
        application, mentor = applications.load(application_id), mentors.load(mentor_id)
        if application is None or mentor is None:
            return False
        proposed = pairing.propose(cycle, number, application, mentor, pair["reasons"], now)
        if proposed:
            pairings.save(proposed)
        return proposed is not None

    return db.retry_on_conflict(step)


def _leave_out(number: int, application_id: str, now: datetime) -> None:
    def step() -> None:
        stored = applications.load(application_id)
        fact_id = f"ApplicantUnmatched.{application_id}.round-{number}"
        if stored is None or not pairing.in_pool(stored) or activities.load(fact_id):
            return
        after = replace(stored, status="unmatched", carried_over=True, updated_at=now)
        fact = activity(
            "ApplicantUnmatched",
            stored.id,
            f"round-{number}",
            at=now,
            actor="program",
            cycle=stored.cycle,
            round=number,
        )
        db.transact(applications.write(after), activities.write(fact))

    db.retry_on_conflict(step)
