"""Rounds: requested one by one, drawn up once a cycle and batch; published pair by pair; closed when a side leaves."""

from datetime import UTC, datetime
from typing import Any

from functions.matching.actions import ACTION_BY_EVENT, action_of, draw
from shared.domain.activity import Activity
from shared.runtime.queues import BatchResponse, process_groups


def handler(event: dict[str, Any], _context: Any) -> BatchResponse:
    """Work through the batch: what asks for a round of one cycle together, everything else on its own."""
    return process_groups(event, _group, lambda facts: action_of(facts[0])(facts, datetime.now(UTC)))


def _group(fact: Activity) -> str:
    if fact.type in ACTION_BY_EVENT and action_of(fact) is draw:
        return f"round of {fact.cycle}"
    if fact.type == "RoundAdjusted":
        return f"adjustments of {fact.cycle} {fact.data['round']}"
    return fact.id
