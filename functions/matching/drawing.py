"""Drawing a round up: provisional while the window is open, a draft afterwards; the same facts make no second one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from functions.matching.facts import digest
from functions.matching.gather import gather
from shared.domain.activity import Activity, activity
from shared.domain.cycle import Cycle
from shared.store import activities, cycles, rounds
from shared.store import dynamodb as db
from shared.store.rounds import Round, RoundState

_PIECED = ("pairs", "unmatched")


def draw_round(cycle_id: str, asked: Sequence[Activity], now: datetime) -> None:
    """Draw up the next round of a cycle, unless the newest rests on the very same facts."""
    cycle = cycles.require(cycle_id)
    is_open = cycle.phase(now) in ("upcoming", "open")
    if not is_open and all(fact.type == "VerdictReached" for fact in asked):
        return  # after the close staff settle reviews and ask for a round when they are done
    state: RoundState = "provisional" if is_open else "draft"
    at_least = max((int(fact.data.get("round", 0)) for fact in asked if fact.type == "RoundRequested"), default=0)
    db.settle(lambda: _draw(cycle, state, at_least, now))


def _draw(cycle: Cycle, state: RoundState, at_least: int, now: datetime) -> None:
    last = rounds.newest(cycle.id)
    facts = gather(cycle.id)
    if last and last.number >= at_least and (last.state, last.facts_digest) == (state, digest(facts)):
        return
    # Only a round that is really drawn pays for loading numpy and the solver.
    from functions.matching.rounds import draw_up

    told: dict[str, Any] = draw_up(facts, cycle.matching_policy).as_dict()
    number = last.number + 1 if last else 1
    key, result = rounds.round_id(cycle.id, number), str(told["result_digest"])
    pieces = {kind: rounds.store_pieces(key, kind, result, told[kind]) for kind in _PIECED}
    head = Round(
        cycle=cycle.id,
        number=number,
        state=state,
        facts_digest=str(told["facts_digest"]),
        result_digest=result,
        created_at=now,
        summary={
            name: value for name, value in told.items() if name not in (*_PIECED, "facts_digest", "result_digest")
        },
        pieces=pieces,
    )
    fact = activity(
        "RoundDrafted", cycle.id, f"round-{number}", at=now, actor="program", cycle=cycle.id, round=number, state=state
    )
    db.transact(rounds.write(head), activities.write(fact))
