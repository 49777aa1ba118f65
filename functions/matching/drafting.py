"""Drawing a round up: provisional during the window, a draft afterwards; the same facts don't make a second round."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from functions.matching import evidence, later
from functions.matching.engine.facts import Facts
from functions.matching.inputs import gather
from shared.domain.activity import Activity, ActivityType, activity
from shared.domain.cycle import Cycle
from shared.store import activities, cycles, rounds
from shared.store.commit import commit, retry_on_conflict
from shared.store.rounds import Round, RoundState

# How many of the newest requests a round says it answers; older ones are known by their age.
_REMEMBERED = 50
_PIECED: tuple[rounds.Kind, ...] = ("pairs", "unmatched", "evidence")


@retry_on_conflict
def draw_round(cycle_id: str, requests: Sequence[Activity], now: datetime) -> None:
    """Draw up the next round of a cycle, unless the newest rests on the very same facts or came after all requests."""
    cycle = cycles.require(cycle_id)
    last = rounds.newest(cycle.id)
    if _is_open(cycle, now):
        return _draw_provisional(cycle, last, requests, now)
    if all(fact.type == "VerdictReached" for fact in requests):
        # After the close, staff finish their reviews and then ask for a round.
        return outdate(cycle_id, requests[-1], now)
    waiting = [fact for fact in requests if not (last and _is_answered(fact, last))]
    return _draw_next(cycle, last, waiting, now) if waiting else None


def _is_answered(request: Activity, last: Round) -> bool:
    """Whether a request comes late or again: a round was drawn up for it, or long enough after it to know of it."""
    if number := _round_asked_for(request):
        return last.number >= number
    return request.id in last.answered or request.at + activities.PUBLISHED_FOR < last.created_at


def _round_asked_for(request: Activity) -> int:
    """The number of the round that staff asked for; 0 when it is any that comes next."""
    return int(request.data.get("round", 0)) if request.type == "RoundRequested" else 0


@retry_on_conflict
def redraw_round(cycle_id: str, number: int, now: datetime) -> None:
    """Draw a draft up again in its place, as staff adjusted it; not if it was published or a newer round exists."""
    cycle = cycles.require(cycle_id)
    head = rounds.load(cycle_id, number)
    if head is None or head.state != "draft" or rounds.load(cycle_id, number + 1):
        return
    # A request that comes again leaves a draft alone that staff are working on.
    if head.outdated == "adjustments":
        facts = gather(cycle_id, head.adjustments)
        _save("RoundDrafted", replace(head, outdated=None, **_drawn(cycle, number, facts)), now)


@retry_on_conflict
def outdate(cycle_id: str, change: Activity, now: datetime) -> None:
    """Mark the newest draft as outdated if its facts have changed; draw a provisional round again during the window."""
    cycle = cycles.require(cycle_id)
    last = rounds.newest(cycle_id)
    if last is None or last.state == "published" or last.outdated:
        return
    if last.state == "provisional":
        if _is_open(cycle, now):
            _draw_provisional(cycle, last, [change], now)
    elif gather(cycle_id, last.adjustments).digest != last.facts_digest:
        _save("RoundOutdated", replace(last, outdated="facts"), now)


def _is_open(cycle: Cycle, now: datetime) -> bool:
    return cycle.phase(now) in ("upcoming", "open")


def _draw_provisional(cycle: Cycle, last: Round | None, requests: Sequence[Activity], now: datetime) -> None:
    """Draw a provisional round now if staff ask for it; else leave it to a later delivery while the last is new."""
    asked = [fact for fact in requests if fact.type == "RoundRequested"]
    if last and last.state == "provisional" and not asked:
        waiting = later.unanswered(last, list(requests))
        if not waiting:
            return None
        if wait := later.wait_for(last, now):
            return later.ask_again(max(waiting, key=lambda fact: fact.at), wait)
    return _draw_next(cycle, last, asked, now)


def _draw_next(cycle: Cycle, last: Round | None, requests: Sequence[Activity], now: datetime) -> None:
    state: RoundState = "provisional" if _is_open(cycle, now) else "draft"
    # Staff's changes to a draft that they haven't published carry over to the next.
    kept = last.adjustments if last and last.state == "draft" else {}
    facts = gather(cycle.id, kept, provisional=state == "provisional")
    same = (
        last and not (last.outdated or last.is_fading(now)) and (last.state, last.facts_digest) == (state, facts.digest)
    )
    if last and same and all(last.number >= _round_asked_for(request) for request in requests):
        return
    number = last.number + 1 if last else 1
    drawn = _drawn(cycle, number, facts, rounds.kept_until(state, now))
    answered = (*(request.id for request in requests), *(last.answered if last else ()))[:_REMEMBERED]
    head = Round(cycle.id, number, state, created_at=now, adjustments=kept, answered=answered, **drawn)
    _save("RoundDrafted", head, now)


def _drawn(cycle: Cycle, number: int, facts: Facts, kept_until: datetime | None = None) -> dict[str, Any]:
    """Decide the round and store its pieces; return the attributes of its head."""
    # Loading numpy and the solver takes time, so it waits until a round is drawn.
    from functions.matching.engine.round import compute_round

    result = compute_round(facts, cycle.matching_policy)
    summary: dict[str, Any] = {**result.as_dict(), "evidence": evidence.serialize(facts, result.proof)}
    key, digests = rounds.round_id(cycle.id, number), ("facts_digest", "result_digest")
    pieces = {
        kind: rounds.store_pieces(key, kind, result.result_digest, summary.pop(kind), kept_until) for kind in _PIECED
    }
    return {
        "pieces": pieces,
        **{name: summary.pop(name) for name in digests},
        "summary": summary,
        "shortages": result.lacking,
    }


def _save(type: ActivityType, head: Round, now: datetime) -> None:
    fact = activity(
        type,
        head.cycle,
        f"round-{head.number}.{head.revision + 1}",
        at=now,
        actor="program",
        cycle=head.cycle,
        round=head.number,
        state=head.state,
    )
    commit(fact, rounds.write(head))
