"""Rounds: requested one by one, drawn up once a cycle and batch; published pair by pair; closed when a side leaves."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from functions.matching import closing, drafting, publishing, verifying
from shared.domain.activity import Activity, ActivityType
from shared.runtime.queues import BatchResponse, process_groups
from shared.store import cycles

Action = Callable[[list[Activity], datetime], None]


def _draw(facts: list[Activity], now: datetime) -> None:
    drafting.draw_round(str(facts[0].cycle), facts, now)


def _redraw(facts: list[Activity], now: datetime) -> None:
    drafting.redraw_round(str(facts[0].cycle), int(facts[0].data["round"]), now)


def _propose(facts: list[Activity], now: datetime) -> None:
    publishing.propose_pairs(str(facts[0].cycle), int(facts[0].data["round"]), now)


def _verify(facts: list[Activity], now: datetime) -> None:
    verifying.verify_round(str(facts[0].cycle), int(facts[0].data["round"]), facts[0].id, now)


def _mentor_changed(facts: list[Activity], now: datetime) -> None:
    closing.mentor_left(facts[0].subject, now)
    for cycle in cycles.load_all():
        drafting.outdate(cycle.id, now)


def _applicant_withdrew(facts: list[Activity], now: datetime) -> None:
    closing.applicant_withdrew(facts[0], now)
    drafting.outdate(str(facts[0].cycle), now)


def _verdict_changed(facts: list[Activity], now: datetime) -> None:
    closing.verdict_changed(facts[0], now)
    drafting.outdate(str(facts[0].cycle), now)


ACTION_BY_EVENT: Mapping[ActivityType, Action] = {
    "RoundRequested": _draw,
    "VerdictReached": _draw,
    "MatchDeclined": _draw,
    "MatchExpired": _draw,
    "MatchWithdrawn": _draw,
    "MatchEnded": _draw,
    "RoundAdjusted": _redraw,
    "RoundPublished": _propose,
    "RoundVerificationRequested": _verify,
    "MentorApproved": _mentor_changed,
    "MentorChanged": _mentor_changed,
    "MentorPaused": _mentor_changed,
    "MentorResumed": _mentor_changed,
    "MentorRetired": _mentor_changed,
    "ApplicationWithdrawn": _applicant_withdrew,
}


def handler(event: dict[str, Any], _context: Any) -> BatchResponse:
    """Work through the batch: what asks for a round of one cycle together, everything else on its own."""
    return process_groups(event, _group, lambda facts: _action(facts[0])(facts, datetime.now(UTC)))


def _action(fact: Activity) -> Action:
    if fact.type == "VerdictReached" and fact.data.get("outcome") != "eligible":
        return _verdict_changed
    return ACTION_BY_EVENT[fact.type]


def _group(fact: Activity) -> str:
    if fact.type in ACTION_BY_EVENT and _action(fact) is _draw:
        return f"round of {fact.cycle}"
    if fact.type == "RoundAdjusted":
        return f"adjustments of {fact.cycle} {fact.data['round']}"
    return fact.id
