"""Rounds: asked for one by one, drawn up once a cycle and batch; published pair by pair; closed when a side leaves."""

from datetime import UTC, datetime
from typing import Any

from functions.matching import closing, drafting, publishing, verifying
from shared.domain.activity import Activity
from shared.runtime.queues import BatchResponse, process_groups
from shared.store import cycles

# Facts that change who can be matched with whom, and so ask for a round.
ASKING = frozenset({"RoundRequested", "VerdictReached", "MatchDeclined", "MatchExpired", "MatchWithdrawn"})
# Facts of a mentor after which a round may rest on what is no longer so.
MENTORS = frozenset({"MentorApproved", "MentorChanged", "MentorPaused", "MentorResumed"})


def handler(event: dict[str, Any], _context: Any) -> BatchResponse:
    """Work through the batch: all that asks for a round of one cycle together, everything else on its own."""
    return process_groups(event, _kind, _work)


def _kind(fact: Activity) -> str:
    if _asks(fact):
        return f"round of {fact.cycle}"
    if fact.type == "RoundAdjusted":
        return f"adjustments of {fact.cycle} {fact.data['round']}"
    return fact.id


def _asks(fact: Activity) -> bool:
    return fact.type in ASKING and not (fact.type == "VerdictReached" and fact.data.get("outcome") != "eligible")


def _work(facts: list[Activity]) -> None:
    fact, now = facts[0], datetime.now(UTC)
    cycle, number = str(fact.cycle), int(fact.data.get("round", 0))
    if _asks(fact):
        drafting.draw_round(cycle, facts, now)
    elif fact.type == "RoundAdjusted":
        drafting.redraw_round(cycle, number, now)
    elif fact.type == "RoundPublished":
        publishing.propose_pairs(cycle, number, now)
    elif fact.type == "RoundVerificationRequested":
        verifying.verify_round(cycle, number, fact.id, now)
    elif fact.type in MENTORS:
        closing.mentor_left(fact.subject, now)
        for known in cycles.load_all():
            drafting.outdate(known.id, now)
    elif fact.type in ("ApplicationWithdrawn", "VerdictReached"):
        closing.applicant_left(fact.subject, now)
        drafting.outdate(cycle, now)
