"""A published round becomes proposals, pair by pair; a worker that takes over from one that died repeats nothing."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from shared.domain import pairing
from shared.domain.activity import activity
from shared.domain.cycle import Cycle
from shared.domain.match import match_id
from shared.store import activities, application_lists, applications, cycles, matches, mentors, pairings, rounds
from shared.store.commit import commit, retry_on_conflict
from shared.store.rounds import Kind, Round

_PEOPLE: tuple[Kind, ...] = ("pairs", "unmatched")


def propose_pairs(cycle_id: str, number: int, now: datetime) -> None:
    """Propose every pair of the round to both sides, and carry over the applicants without a proposal."""
    cycle = cycles.require(cycle_id)
    head = rounds.load(cycle_id, number)
    if head is None or head.state != "published":
        return
    for pair in rounds.load_pieces(head, "pairs"):
        if not _propose(cycle, number, pair, now):
            _leave_out(number, pair["application"], now)
    for applicant in rounds.load_pieces(head, "unmatched"):
        _leave_out(number, applicant["application"], now)
    _leave_out_missed(head, now)


def _leave_out_missed(head: Round, now: datetime) -> None:
    """Carry over whoever was eligible when the round was published and isn't in it: no one hears nothing."""
    rows = (row for kind in _PEOPLE for row in rounds.load_pieces(head, kind))
    considered = {row["application"] for row in rows}
    missed = applications.load_many(set(application_lists.list_ids(head.cycle, *pairing.IN_POOL)) - considered)
    for application in missed.values():
        if application.verdict and head.published_at and application.verdict.decided_at <= head.published_at:
            _leave_out(head.number, application.id, now)


@retry_on_conflict
def _propose(cycle: Cycle, number: int, pair: dict[str, Any], now: datetime) -> bool:
    """Propose a pair, once; False when a side has left since the round was drawn up."""
    application_id, mentor_id = pair["application"], pair["mentor"]
    if matches.load(match_id(cycle.id, number, application_id, mentor_id)):
        return True
    application, mentor = applications.load(application_id), mentors.load(mentor_id)
    if application is None or mentor is None:
        return False
    proposed = pairing.propose(cycle, number, application, mentor, pair["reasons"], now)
    if proposed:
        pairings.save(proposed)
    return proposed is not None


@retry_on_conflict
def _leave_out(number: int, application_id: str, now: datetime) -> None:
    """Carry an applicant over into the next round, once."""
    stored = applications.load(application_id)
    if stored is None or not pairing.in_pool(stored):
        return
    once_per, cycle = f"round-{number}", stored.cycle
    fact = activity("ApplicantUnmatched", stored.id, once_per, at=now, actor="program", cycle=cycle, round=number)
    if not activities.load(fact.id):
        commit(fact, applications.write(replace(stored, status="unmatched", carried_over=True, updated_at=now)))
