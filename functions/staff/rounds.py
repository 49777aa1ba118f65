"""Rounds as staff work with them: ask for one, read it, publish it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from shared.domain.activity import activity
from shared.domain.errors import NotFound, RoundNotDraft
from shared.domain.instants import to_iso
from shared.store import activities, cycles, rounds
from shared.store import dynamodb as db
from shared.store.rounds import Round


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


def publish(cycle_id: str, number: str, by: str, now: datetime) -> dict[str, Any]:
    """Publish a draft, once; its proposals are made by the worker that hears of it."""
    cycle = cycles.require(cycle_id)

    def step() -> dict[str, Any]:
        head = _require(cycle.id, number)
        if head.state == "published":
            return _shown(head, newest=True)
        if head.state == "provisional" or cycle.phase(now) in ("upcoming", "open"):
            raise RoundNotDraft(
                "A provisional round shows staff where mentors are lacking; queue a round after the close."
            )
        if rounds.load(cycle.id, head.number + 1):
            raise RoundNotDraft("A newer round rests on later facts; publish that one.")
        published = replace(head, state="published", published_at=now)
        fact = activity(
            "RoundPublished",
            cycle.id,
            f"round-{head.number}",
            at=now,
            actor=f"staff:{by}",
            cycle=cycle.id,
            round=head.number,
        )
        db.transact(rounds.write(published), activities.write(fact))
        return _shown(published, newest=True)

    return db.settle(step)


def _require(cycle_id: str, number: str) -> Round:
    head = rounds.load(cycle_id, int(number)) if number.isascii() and number.isdigit() and len(number) < 5 else None
    if head is None:
        raise NotFound("There is no such round (yet).")
    return head


def _shown(head: Round, *, newest: bool) -> dict[str, Any]:
    stale = head.state == "draft" and not newest
    return {
        "round": head.number,
        "state": "stale" if stale else head.state,
        "created_at": to_iso(head.created_at),
        "published_at": to_iso(head.published_at) if head.published_at else None,
        **head.summary,
        "facts_digest": head.facts_digest,
        "result_digest": head.result_digest,
    }
