"""Drawing a round up: provisional while the window is open, a draft afterwards; the same facts make no second one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from functions.matching.engine import evidence
from functions.matching.engine.facts import Facts, digest
from functions.matching.inputs import gather
from shared.domain.activity import Activity, ActivityType, activity
from shared.domain.cycle import Cycle
from shared.store import activities, cycles, rounds
from shared.store import dynamodb as db
from shared.store.rounds import Round, RoundState

_PIECED: tuple[rounds.Kind, ...] = ("pairs", "unmatched", "evidence")


def draw_round(cycle_id: str, asked: Sequence[Activity], now: datetime) -> None:
    """Draw up the next round of a cycle, unless the newest rests on the very same facts."""
    cycle = cycles.require(cycle_id)
    if not _is_open(cycle, now) and all(fact.type == "VerdictReached" for fact in asked):
        # After the close staff settle reviews and ask for a round when they are done.
        return outdate(cycle_id, now)
    at_least = max((int(fact.data.get("round", 0)) for fact in asked if fact.type == "RoundRequested"), default=0)
    return db.retry_on_conflict(lambda: _draw_next(cycle, rounds.newest(cycle.id), at_least, now))


def redraw_round(cycle_id: str, number: int, now: datetime) -> None:
    """Draw a draft up again in its place, as staff have adjusted it; nothing if it was published or followed."""
    cycle = cycles.require(cycle_id)

    def step() -> None:
        head = rounds.load(cycle_id, number)
        if head is None or head.state != "draft" or rounds.load(cycle_id, number + 1):
            return
        facts = gather(cycle_id, head.adjustments)
        if head.outdated or head.facts_digest != digest(facts):
            _write("RoundDrafted", replace(head, outdated=None, **_drawn(cycle, number, facts)), now)

    db.retry_on_conflict(step)


def outdate(cycle_id: str, now: datetime) -> None:
    """Say of the newest draft that facts have changed if they have; draw a provisional round anew while all is open."""
    cycle = cycles.require(cycle_id)

    def step() -> None:
        last = rounds.newest(cycle_id)
        if last is None or last.state == "published" or last.outdated:
            return
        if last.state == "provisional":
            if _is_open(cycle, now):
                _draw_next(cycle, last, 0, now)
        elif digest(gather(cycle_id, last.adjustments)) != last.facts_digest:
            _write("RoundOutdated", replace(last, outdated="facts"), now)

    db.retry_on_conflict(step)


def _is_open(cycle: Cycle, now: datetime) -> bool:
    return cycle.phase(now) in ("upcoming", "open")


def _draw_next(cycle: Cycle, last: Round | None, at_least: int, now: datetime) -> None:
    state: RoundState = "provisional" if _is_open(cycle, now) else "draft"
    # What staff changed in a draft that they have not published is not lost when facts ask for another.
    kept = last.adjustments if last and last.state == "draft" else {}
    facts = gather(cycle.id, kept)
    same = last and not last.outdated and (last.state, last.facts_digest) == (state, digest(facts))
    if last and same and last.number >= at_least:
        return
    number = last.number + 1 if last else 1
    drawn = _drawn(cycle, number, facts)
    _write("RoundDrafted", Round(cycle.id, number, state, created_at=now, adjustments=kept, **drawn), now)


def _drawn(cycle: Cycle, number: int, facts: Facts) -> dict[str, Any]:
    """Decide the round and store its pieces; give what its head says of them."""
    # Only a round that is really drawn pays for loading numpy and the solver.
    from functions.matching.engine.round import compute_round

    result = compute_round(facts, cycle.matching_policy)
    told: dict[str, Any] = {
        **result.as_dict(),
        "evidence": evidence.serialize(facts, result.proof),
    }
    key, digests = rounds.round_id(cycle.id, number), ("facts_digest", "result_digest")
    return {
        "pieces": {kind: rounds.store_pieces(key, kind, result.result_digest, told.pop(kind)) for kind in _PIECED},
        **{name: told.pop(name) for name in digests},
        "summary": told,
    }


def _write(type: ActivityType, head: Round, now: datetime) -> None:
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
    db.transact(rounds.write(head), activities.write(fact))
