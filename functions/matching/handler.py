"""Rounds: asked for one by one, drawn up once a cycle and batch; published pair by pair; closed when a side leaves."""

from datetime import UTC, datetime
from typing import Any

from functions.matching import closing, drawing, publishing
from shared.domain.activity import Activity
from shared.runtime.queues import Failures, grouped

# Facts that change who can be matched with whom, and so ask for a round.
ASKING = frozenset({"RoundRequested", "VerdictReached", "MatchDeclined", "MatchExpired", "MatchWithdrawn"})


def handler(event: dict[str, Any], _context: Any) -> Failures:
    """Work through the batch: all requests for a round of one cycle together, everything else on its own."""
    return grouped(event, _kind, _work)


def _kind(fact: Activity) -> str:
    return f"round of {fact.cycle}" if fact.type in ASKING else fact.id


def _work(facts: list[Activity]) -> None:
    fact, now = facts[0], datetime.now(UTC)
    if fact.type == "RoundPublished":
        publishing.propose_pairs(str(fact.cycle), int(fact.data["round"]), now)
    elif fact.type == "ApplicationWithdrawn":
        closing.applicant_left(fact.subject, now)
    elif fact.type == "MentorPaused":
        closing.mentor_left(fact.subject, now)
    elif fact.type in ASKING:
        drawing.draw_round(str(fact.cycle), facts, now)
