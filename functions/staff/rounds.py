"""Rounds as staff work with them: request, read, adjust, verify and publish."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple, cast

from typing_extensions import TypedDict

from functions.staff import round_pages
from functions.staff.forms import AdjustmentsForm
from functions.staff.names import NamesDict, names_of
from functions.staff.preconditions import Seen, decide_on
from shared.domain.activity import Activity, ActivityType, activity
from shared.domain.cycle import Cycle
from shared.domain.errors import FieldError, Invalid, NotFound, RoundNotDraft, RoundStale
from shared.domain.instants import to_iso
from shared.domain.round import (
    RequestedAdjustmentsDict,
    RoundDetailsDict,
    RoundDict,
    RoundSummaryDict,
    ShortageDict,
    ShortageKind,
)
from shared.store import activities, cycles, mentors, rounds
from shared.store.commit import commit, commit_request, retry_on_conflict
from shared.store.rounds import Round

_OUTDATED = {
    "facts": "Someone left, joined or changed their answers since this draft was drawn up.",
    "adjustments": "This draft is still being drawn up with its new adjustments.",
}


class QueuedRoundDict(TypedDict):
    """The number of a round that is queued, to be drawn up or verified."""

    round: int


class Change(NamedTuple):
    """A round as decided, and the fact to write with it, or None when nothing changes."""

    head: Round
    fact: Activity | None


class StaffRoundDict(RoundDetailsDict):
    """A page of a round with who takes part: how many in all, and who is meant on this page."""

    applicants: int
    names: NamesDict


class RoundListDict(TypedDict):
    """The rounds of a cycle, newest first, without their pairs."""

    items: list[RoundDict]


@retry_on_conflict
def start(cycle_id: str, by: str, now: datetime) -> int:
    """Ask the matching worker for a round, once per round, and return the number it will have."""
    cycle = cycles.require(cycle_id)
    last = rounds.newest(cycle.id)
    number = last.number + 1 if last else 1
    actor, once_per = f"staff:{by}", f"round-{number}"
    _request(activity("RoundRequested", cycle.id, once_per, at=now, actor=actor, cycle=cycle.id, round=number), now)
    return number


def _request(fact: Activity, now: datetime) -> None:
    """Ask the matching worker for something; when it was asked long ago and nothing came of it, ask again."""
    if not commit_request(fact):
        activities.publish_again(fact.id, now)


def listing(cycle_id: str) -> list[RoundDict]:
    """List the rounds of a cycle, newest first, without their pairs."""
    heads = list(rounds.list_newest_first(cycles.require(cycle_id).id))
    return [_to_response(head, newest=index == 0) for index, head in enumerate(heads)]


def page(cycle_id: str, number: str, cursor: str, limit: int, part: str = "") -> tuple[StaffRoundDict, int]:
    """Give a round with a page of its pairs, then of its unmatched applicants, and its revision."""
    head = _require(cycle_id, number)
    newest = rounds.load(cycle_id, head.number + 1) is None
    rows, next_cursor = round_pages.read(head, cursor, limit, part)
    pairs, unmatched = ([row for kind, row in rows if kind == wanted] for wanted in ("pairs", "unmatched"))
    shown: StaffRoundDict = {
        **_to_response(head, newest=newest),
        "applicants": head.summary["matched"] + rounds.count(head, "unmatched"),
        "pairs": pairs,
        "unmatched": unmatched,
        "next_cursor": next_cursor,
        "names": _names(head, [*pairs, *unmatched], with_adjustments=not cursor),
    }
    return shown, head.revision


def _names(head: Round, rows: Sequence[Mapping[str, Any]], *, with_adjustments: bool) -> NamesDict:
    """Who is in these rows; on the first page also in the adjustments."""
    adjusted = [pair for kind in head.adjustments.values() for pair in kind] if with_adjustments else []
    named = [*rows, *(row["next_best"] for row in rows if "next_best" in row), *adjusted]
    ids = {side: [row[side] for row in named if side in row] for side in ("application", "mentor")}
    return names_of(ids["application"], ids["mentor"])


@retry_on_conflict
def adjust(
    cycle_id: str, number: str, body: AdjustmentsForm, by: str, seen: Seen, now: datetime
) -> tuple[RoundDict, int]:
    """Save staff's changes to a draft; it is stale until the matching worker has drawn it up again."""
    cycle, head = cycles.require(cycle_id), _require(cycle_id, number)
    return _save(head, seen, lambda: _adjusted(cycle, head, body, by, now))


def _adjusted(cycle: Cycle, head: Round, body: AdjustmentsForm, by: str, now: datetime) -> Change:
    _check_capacities(body)
    _check_draft(cycle, head, now)
    adjustments = {kind: rows for kind, rows in body.model_dump().items() if rows}
    if head.adjustments == adjustments and head.outdated != "facts":
        if head.outdated:
            activities.publish_again(_adjusting(head, head.revision, by, now).id, now)
        return Change(head, None)
    adjusted = replace(head, adjustments=adjustments, outdated="adjustments")
    return Change(adjusted, _adjusting(head, head.revision + 1, by, now))


def _adjusting(head: Round, revision: int, by: str, now: datetime) -> Activity:
    return _fact("RoundAdjusted", head, f"round-{head.number}.{revision}", by, now)


@retry_on_conflict
def verify(cycle_id: str, number: str, by: str, now: datetime) -> int:
    """Ask the matching worker to verify a stored round, once per state of it; its certificate then says when."""
    head = _require(cycle_id, number)
    _request(_fact("RoundVerificationRequested", head, f"round-{head.number}.{head.revision}", by, now), now)
    return head.number


@retry_on_conflict
def publish(cycle_id: str, number: str, by: str, seen: Seen, now: datetime) -> tuple[RoundDict, int]:
    """Publish a draft, once; the matching worker then makes its proposals."""
    cycle, head = cycles.require(cycle_id), _require(cycle_id, number)
    return _save(head, seen, lambda: _published(cycle, head, by, now))


def _published(cycle: Cycle, head: Round, by: str, now: datetime) -> Change:
    if head.state == "published":
        return Change(head, None)
    _check_draft(cycle, head, now)
    if head.outdated:
        raise RoundStale(f"{_OUTDATED[head.outdated]} Save its adjustments again, or queue a round, then publish.")
    published = replace(head, state="published", published_at=now)
    return Change(published, _fact("RoundPublished", head, f"round-{head.number}", by, now))


def _save(head: Round, seen: Seen, decide: Callable[[], Change]) -> tuple[RoundDict, int]:
    change = decide_on(seen, head.revision, lambda: _to_response(head, newest=True), decide)
    if change.fact:
        commit(change.fact, rounds.write(change.head))
    return _to_response(change.head, newest=True), head.revision + (1 if change.fact else 0)


def _check_capacities(body: AdjustmentsForm) -> None:
    """Staff may plan fewer mentees for a mentor in a round, but never more than the mentor offers to take."""
    wrong = []
    for index, adjustment in enumerate(body.capacity):
        mentor = mentors.load(adjustment.mentor)
        if mentor and adjustment.capacity > mentor.capacity:
            advice = f"The mentor offers {mentor.capacity}. Ask them to raise it in their form."
            wrong.append(FieldError(f"capacity.{index}.capacity", advice))
    if wrong:
        raise Invalid("Some adjustments aren’t possible; see each field.", wrong)


def _fact(type: ActivityType, head: Round, once_per: str, by: str, now: datetime) -> Activity:
    return activity(type, head.cycle, once_per, at=now, actor=f"staff:{by}", cycle=head.cycle, round=head.number)


def _check_draft(cycle: Cycle, head: Round, now: datetime) -> None:
    """RoundNotDraft unless this is the newest draft of a cycle whose window is closed."""
    if head.state == "published":
        raise RoundNotDraft("This round is published. Make changes in the next round.")
    if head.state == "provisional" or cycle.phase(now) in ("upcoming", "open"):
        raise RoundNotDraft("A provisional round shows where you still need mentors. Queue a round after the close.")
    if rounds.load(cycle.id, head.number + 1):
        raise RoundNotDraft("There’s a newer round. Continue with that round.")


def _require(cycle_id: str, number: str) -> Round:
    head = rounds.load(cycle_id, int(number)) if number.isascii() and number.isdigit() and len(number) < 5 else None
    if head is None:
        raise NotFound("There’s no such round yet.")
    return head


def _shortages(head: Round) -> dict[ShortageKind, list[ShortageDict]]:
    """What mentors are lacking in, the most wanted first; in older rounds no one was counted."""
    counted = {
        kind: [ShortageDict(name=name, applicants=head.shortages.get(kind, {}).get(name)) for name in names]
        for kind, names in head.summary["lacking"].items()
    }
    return cast(dict[ShortageKind, list[ShortageDict]], counted)


def _to_response(head: Round, *, newest: bool) -> RoundDict:
    stale = head.state == "draft" and (head.outdated or not newest)
    return {
        "round": head.number,
        "state": "stale" if stale else head.state,
        "created_at": to_iso(head.created_at),
        "published_at": to_iso(head.published_at) if head.published_at else None,
        "outdated": head.outdated,
        "asked": cast(RequestedAdjustmentsDict, head.adjustments),
        **cast(RoundSummaryDict, head.summary),
        "shortages": _shortages(head),
        "facts_digest": head.facts_digest,
        "result_digest": head.result_digest,
    }
