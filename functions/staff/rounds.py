"""Rounds as staff work with them: request, read, adjust, verify and publish."""

from dataclasses import replace
from datetime import datetime
from typing import cast

from typing_extensions import TypedDict

from functions.staff.forms import AdjustmentsForm
from shared.domain.activity import Activity, ActivityType, activity
from shared.domain.cycle import Cycle
from shared.domain.errors import FieldError, Invalid, NotFound, RoundNotDraft, RoundStale
from shared.domain.instants import to_iso
from shared.domain.round import RequestedAdjustmentsDict, RoundDetailsDict, RoundDict, RoundSummaryDict
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


def whole(cycle_id: str, number: str) -> RoundDetailsDict:
    """Give a round with every pair and every unmatched applicant."""
    head = _require(cycle_id, number)
    newest = rounds.load(cycle_id, head.number + 1) is None
    pairs, unmatched = (list(rounds.load_pieces(head, kind)) for kind in ("pairs", "unmatched"))
    return {**_to_response(head, newest=newest), "pairs": pairs, "unmatched": unmatched}


@retry_on_conflict
def adjust(cycle_id: str, number: str, body: AdjustmentsForm, by: str, now: datetime) -> RoundDict:
    """Save staff's changes to a draft; it is stale until the matching worker has drawn it up again."""
    cycle = cycles.require(cycle_id)
    _check_capacities(body)
    adjustments = {kind: rows for kind, rows in body.model_dump().items() if rows}
    head = _require_draft(cycle, number, now)
    if head.adjustments == adjustments and head.outdated != "facts":
        if head.outdated:
            activities.publish_again(_adjusted(head, head.revision, by, now).id, now)
        return _to_response(head, newest=True)
    adjusted = replace(head, adjustments=adjustments, outdated="adjustments")
    commit(_adjusted(head, head.revision + 1, by, now), rounds.write(adjusted))
    return _to_response(adjusted, newest=True)


def _adjusted(head: Round, revision: int, by: str, now: datetime) -> Activity:
    return _fact("RoundAdjusted", head, f"round-{head.number}.{revision}", by, now)


@retry_on_conflict
def verify(cycle_id: str, number: str, by: str, now: datetime) -> int:
    """Ask the matching worker to verify a stored round, once per state of it; its certificate then says when."""
    head = _require(cycle_id, number)
    _request(_fact("RoundVerificationRequested", head, f"round-{head.number}.{head.revision}", by, now), now)
    return head.number


@retry_on_conflict
def publish(cycle_id: str, number: str, by: str, now: datetime) -> RoundDict:
    """Publish a draft, once; the matching worker then makes its proposals."""
    cycle = cycles.require(cycle_id)
    head = _require(cycle.id, number)
    if head.state == "published":
        return _to_response(head, newest=True)
    _require_draft(cycle, number, now)
    if head.outdated:
        raise RoundStale(f"{_OUTDATED[head.outdated]} Save its adjustments again, or queue a round, then publish.")
    published = replace(head, state="published", published_at=now)
    commit(_fact("RoundPublished", head, f"round-{head.number}", by, now), rounds.write(published))
    return _to_response(published, newest=True)


def _check_capacities(body: AdjustmentsForm) -> None:
    """Staff may plan fewer mentees for a mentor in a round, but never more than the mentor offers to take."""
    wrong = []
    for index, adjustment in enumerate(body.capacity):
        mentor = mentors.load(adjustment.mentor)
        if mentor and adjustment.capacity > mentor.capacity:
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
        "facts_digest": head.facts_digest,
        "result_digest": head.result_digest,
    }
