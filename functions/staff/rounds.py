"""Rounds as staff work with them: ask for one, read it, adjust it, have it verified, publish it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from functions.staff.forms import AdjustmentsForm
from shared.domain.activity import Activity, ActivityType, activity
from shared.domain.cycle import Cycle
from shared.domain.errors import FieldError, Invalid, NotFound, RoundNotDraft, RoundStale
from shared.domain.instants import to_iso
from shared.store import activities, cycles, mentors, rounds
from shared.store import dynamodb as db
from shared.store.rounds import Round

_OUTDATED = {
    "facts": "Someone left, joined or changed their answers since this draft was drawn up.",
    "adjustments": "This draft is still being drawn up with its new adjustments.",
}


def start(cycle_id: str, by: str, request_id: str, now: datetime) -> int:
    """Ask for a round and return the number it will have; the matching worker draws it up."""
    cycle = cycles.require(cycle_id)
    last = rounds.newest(cycle.id)
    number = last.number + 1 if last else 1
    fact = activity("RoundRequested", cycle.id, request_id, at=now, actor=f"staff:{by}", cycle=cycle.id, round=number)
    db.transact(activities.write(fact))
    return number


def listing(cycle_id: str) -> list[dict[str, Any]]:
    """List the rounds of a cycle, newest first, without their pairs."""
    found = list(rounds.list_newest_first(cycles.require(cycle_id).id))
    return [_shown(head, newest=index == 0) for index, head in enumerate(found)]


def whole(cycle_id: str, number: str) -> dict[str, Any]:
    """Give one round with every pair and everybody left out."""
    head = _require(cycle_id, number)
    newest = rounds.load(cycle_id, head.number + 1) is None
    pairs, unmatched = (list(rounds.load_pieces(head, kind)) for kind in ("pairs", "unmatched"))
    return {**_shown(head, newest=newest), "pairs": pairs, "unmatched": unmatched}


def adjust(cycle_id: str, number: str, asked: AdjustmentsForm, by: str, now: datetime) -> dict[str, Any]:
    """Keep what staff change about a draft; it is stale until the matching worker has drawn it up again."""
    cycle = cycles.require(cycle_id)
    _check_capacities(asked)
    changes = {kind: rows for kind, rows in asked.model_dump().items() if rows}

    def step() -> dict[str, Any]:
        head = _require_draft(cycle, number, now)
        if head.adjustments == changes and not head.outdated:
            return _shown(head, newest=True)
        adjusted = replace(head, adjustments=changes, outdated="adjustments")
        fact = _fact("RoundAdjusted", head, f"round-{head.number}.{head.revision + 1}", by, now)
        db.transact(rounds.write(adjusted), activities.write(fact))
        return _shown(adjusted, newest=True)

    return db.retry_on_conflict(step)


def verify(cycle_id: str, number: str, by: str, request_id: str, now: datetime) -> int:
    """Ask that a stored round be verified again; its certificate then tells when it was."""
    head = _require(cycle_id, number)
    db.transact(activities.write(_fact("RoundVerificationRequested", head, request_id, by, now)))
    return head.number


def publish(cycle_id: str, number: str, by: str, now: datetime) -> dict[str, Any]:
    """Publish a draft, once; its proposals are made by the worker that hears of it."""
    cycle = cycles.require(cycle_id)

    def step() -> dict[str, Any]:
        head = _require(cycle.id, number)
        if head.state == "published":
            return _shown(head, newest=True)
        _require_draft(cycle, number, now)
        if head.outdated:
            raise RoundStale(f"{_OUTDATED[head.outdated]} Save its adjustments again, or queue a round, then publish.")
        published = replace(head, state="published", published_at=now)
        fact = _fact("RoundPublished", head, f"round-{head.number}", by, now)
        db.transact(rounds.write(published), activities.write(fact))
        return _shown(published, newest=True)

    return db.retry_on_conflict(step)


def _check_capacities(asked: AdjustmentsForm) -> None:
    """A mentor may be spared in a round, but staff promise no more of a mentor's time than the mentor offers."""
    wrong = []
    for index, one in enumerate(asked.capacity):
        mentor = mentors.load(one.mentor)
        if mentor and one.capacity > mentor.capacity:
            advice = f"The mentor offers {mentor.capacity}. Ask them to raise it in their form."
            wrong.append(FieldError(f"capacity.{index}.capacity", advice))
    if wrong:
        raise Invalid("Some adjustments aren't possible; see each field.", wrong)


def _fact(type: ActivityType, head: Round, once_per: str, by: str, now: datetime) -> Activity:
    return activity(type, head.cycle, once_per, at=now, actor=f"staff:{by}", cycle=head.cycle, round=head.number)


def _require_draft(cycle: Cycle, number: str, now: datetime) -> Round:
    """The newest draft of a cycle whose window is closed."""
    head = _require(cycle.id, number)
    if head.state == "published":
        raise RoundNotDraft("This round is published. Make changes in the next round.")
    if head.state == "provisional" or cycle.phase(now) in ("upcoming", "open"):
        raise RoundNotDraft("A provisional round shows where you still need mentors. Queue a round after the close.")
    if rounds.load(cycle.id, head.number + 1):
        raise RoundNotDraft("There's a newer round. Continue with that round.")
    return head


def _require(cycle_id: str, number: str) -> Round:
    head = rounds.load(cycle_id, int(number)) if number.isascii() and number.isdigit() and len(number) < 5 else None
    if head is None:
        raise NotFound("There's no such round yet.")
    return head


def _shown(head: Round, *, newest: bool) -> dict[str, Any]:
    stale = head.state == "draft" and (head.outdated or not newest)
    return {
        "round": head.number,
        "state": "stale" if stale else head.state,
        "created_at": to_iso(head.created_at),
        "published_at": to_iso(head.published_at) if head.published_at else None,
        "outdated": head.outdated,
        "asked": head.adjustments,
        **head.summary,
        "facts_digest": head.facts_digest,
        "result_digest": head.result_digest,
    }
