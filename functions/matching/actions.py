"""What matching does about each type of activity."""

from collections.abc import Mapping
from datetime import datetime

from functions.matching import closing, counting, drafting, publishing, verifying
from functions.matching.handover import Action, about_rounds
from shared.domain.activity import Activity, ActivityType
from shared.store import cycles


@about_rounds
def draw(facts: list[Activity], now: datetime) -> None:
    drafting.draw_round(str(facts[0].cycle), facts, now)


@about_rounds
def _redraw(facts: list[Activity], now: datetime) -> None:
    drafting.redraw_round(str(facts[0].cycle), int(facts[0].data["round"]), now)


@about_rounds
def _propose(facts: list[Activity], now: datetime) -> None:
    publishing.propose_pairs(str(facts[0].cycle), int(facts[0].data["round"]), now)


@about_rounds
def _verify(facts: list[Activity], now: datetime) -> None:
    verifying.verify_round(str(facts[0].cycle), int(facts[0].data["round"]), facts[0].id, now)


@about_rounds
def _outdate(facts: list[Activity], now: datetime) -> None:
    drafting.outdate(str(facts[0].cycle), facts[0], now)


@about_rounds
def _outdate_everywhere(facts: list[Activity], now: datetime) -> None:
    for cycle in cycles.load_all():
        drafting.outdate(cycle.id, facts[0], now)


def _mentor_changed(facts: list[Activity], now: datetime) -> None:
    closing.mentor_left(facts[0].subject, now)
    counting.count_interests(now)
    _outdate_everywhere(facts, now)


def _applicant_withdrew(facts: list[Activity], now: datetime) -> None:
    closing.applicant_withdrew(facts[0], now)
    _outdate(facts, now)


def _verdict_changed(facts: list[Activity], now: datetime) -> None:
    closing.verdict_changed(facts[0], now)
    _outdate(facts, now)


ACTION_BY_EVENT: Mapping[ActivityType, Action] = {
    "RoundRequested": draw,
    "VerdictReached": draw,
    "MatchDeclined": draw,
    "MatchExpired": draw,
    "MatchWithdrawn": draw,
    "MatchEnded": draw,
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


def action_of(fact: Activity) -> Action:
    """The action for an activity; a verdict that isn't `eligible` ends what rested on the one before."""
    if fact.type == "VerdictReached" and fact.data.get("outcome") != "eligible":
        return _verdict_changed
    return ACTION_BY_EVENT[fact.type]
