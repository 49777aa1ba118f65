"""A match: one applicant with one mentor, from proposal to term. Both must accept before `respond_by`."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal, NotRequired
from uuid import NAMESPACE_URL, uuid5

from typing_extensions import TypedDict

from shared.domain.activity import Activity, ActivityType, activity
from shared.domain.check_in import CheckIn, Side
from shared.domain.cycle import Cycle
from shared.domain.errors import MatchClosed
from shared.domain.first_meeting import FirstMeetingDict
from shared.domain.instants import to_eastern, to_iso
from shared.domain.moments import MomentDict
from shared.domain.other_side import ContactDict, OtherSide, OtherSideDict
from shared.domain.survey import Survey, SurveyDict, answers_of
from shared.domain.term import MatchTerm, MatchTermDict, term_of

MatchState = Literal["proposed", "confirmed", "in_term", "completed", "ended", "declined", "expired", "withdrawn"]
LIVE: frozenset[MatchState] = frozenset({"proposed", "confirmed", "in_term"})
# A pair whose match ended in one of these is never proposed again.
CLOSED_FOR_GOOD = frozenset({"declined", "expired", "withdrawn", "ended", "completed"})


def match_id(cycle: str, round_number: int, application: str, mentor: str) -> str:
    """The id of the match that a round makes of a pair."""
    return str(uuid5(NAMESPACE_URL, f"match/{cycle}/{round_number}/{application}/{mentor}"))


class AcceptancesDict(TypedDict):
    """Which sides have accepted."""

    applicant: bool
    mentor: bool


class ClosingDict(TypedDict):
    """Who closed a match, and why where they said so."""

    by: str
    reason: str | None


class MatchDict(TypedDict):
    """A match as one side sees it; `other` is the other side, `contact` theirs once the match is confirmed.

    `in_touch` and the answers to check-ins and the survey are one's own; staff see both sides'. `survey` is there once
    the term is complete, and `thread` is the year. `closing` is for staff alone.
    """

    id: str
    cycle: str
    state: MatchState
    application: str
    mentor: str
    reasons: list[str]
    respond_by: str
    respond_by_et: str
    accepted: AcceptancesDict
    confirmed_at: NotRequired[str]
    other: NotRequired[OtherSideDict]
    contact: NotRequired[ContactDict]
    in_touch: NotRequired[bool]
    first_meeting: NotRequired[FirstMeetingDict]
    term: NotRequired[MatchTermDict]
    survey: NotRequired[SurveyDict]
    closing: NotRequired[ClosingDict]
    thread: NotRequired[list[MomentDict]]


@dataclass(frozen=True, slots=True)
class Match:
    """A pair that a published round proposed; `reasons` are what each side reads.

    `in_touch` is what each side answered, and `done` names what the clock made due and was done.
    """

    id: str
    cycle: str
    round: int
    state: MatchState
    application: str
    mentor: str
    reasons: dict[str, list[str]]
    respond_by: datetime
    created_at: datetime
    version: int = 1
    accepted_applicant: bool = False
    accepted_mentor: bool = False
    confirmed_at: datetime | None = None
    closed_by: str | None = None
    closing_reason: str | None = None
    term: MatchTerm | None = None
    in_touch: dict[str, bool] = field(default_factory=dict)
    check_ins: tuple[CheckIn, ...] = ()
    surveys: tuple[Survey, ...] = ()
    done: frozenset[str] = frozenset()
    revision: int = 0

    def as_dict(self, side: Side | None, other: OtherSide | None = None) -> MatchDict:
        """The match as one side sees it (None: as staff do, with both sides' reasons).

        Of the `other` side a proposal shows how they introduce themselves, and a confirmed match who they are.
        """
        both = [*self.reasons.get("applicant", ()), *self.reasons.get("mentor", ())]
        body: MatchDict = {
            "id": self.id,
            "cycle": self.cycle,
            "state": self.state,
            "application": self.application,
            "mentor": self.mentor,
            "reasons": list(self.reasons.get(side, ())) if side else both,
            "respond_by": to_iso(self.respond_by),
            "respond_by_et": to_eastern(self.respond_by),
            "accepted": {"applicant": self.accepted_applicant, "mentor": self.accepted_mentor},
        }
        if self.confirmed_at:
            body["confirmed_at"] = to_iso(self.confirmed_at)
        if other and self.state == "proposed":
            body["other"] = other.introduced
        elif other and self.state in LIVE:
            body["other"] = other.in_full
            body["contact"] = other.contact
        if side in self.in_touch:
            body["in_touch"] = self.in_touch[side]
        if self.term:
            body["term"] = self.term.as_dict(answer for answer in self.check_ins if side in (None, answer.side))
        if self.state == "completed":
            body["survey"] = answers_of(survey for survey in self.surveys if side in (None, survey.side))
        if side is None and self.closed_by:
            body["closing"] = {"by": self.closed_by, "reason": self.closing_reason}
        return body


@dataclass(frozen=True, slots=True)
class MatchChange:
    """The match as decided, and the fact to write with it."""

    match: Match
    fact: Activity


def propose(
    cycle: Cycle, number: int, application: str, mentor: str, reasons: dict[str, list[str]], now: datetime
) -> MatchChange:
    """Propose a pair of a published round to both sides; they have the cycle's `response_days`."""
    match = Match(
        id=match_id(cycle.id, number, application, mentor),
        cycle=cycle.id,
        round=number,
        state="proposed",
        application=application,
        mentor=mentor,
        reasons=reasons,
        respond_by=now + timedelta(days=cycle.response_days),
        created_at=now,
    )
    return MatchChange(match, _fact("MatchProposed", match, now, "program"))


def accept(cycle: Cycle, match: Match, side: Side, now: datetime, *, rematched: bool = False) -> MatchChange | None:
    """Accept for one side; with the second acceptance the match is confirmed. None when this side had accepted.

    One who is `rematched` gets what remains of the cycle's term.
    """
    if match.state in LIVE and (match.accepted_applicant if side == "applicant" else match.accepted_mentor):
        return None
    _still_open(match, now)
    after = replace(
        match,
        version=match.version + 1,
        accepted_applicant=match.accepted_applicant or side == "applicant",
        accepted_mentor=match.accepted_mentor or side == "mentor",
    )
    if not (after.accepted_applicant and after.accepted_mentor):
        return MatchChange(after, _fact("MatchAccepted", after, now, side))
    confirmed = replace(after, state="confirmed", confirmed_at=now, term=term_of(cycle, now, rematched=rematched))
    return MatchChange(confirmed, _fact("MatchConfirmed", confirmed, now, side))


def decline(match: Match, side: Side, reason: str, now: datetime) -> MatchChange | None:
    """Decline for one side; None when this side had declined before."""
    if match.state == "declined" and match.closed_by == side:
        return None
    _still_open(match, now)
    return closed("MatchDeclined", match, "declined", side, reason, now)


def expire(match: Match, now: datetime) -> MatchChange | None:
    """Close a proposal that wasn't accepted in time; None when it isn't due."""
    if match.state != "proposed" or now < match.respond_by:
        return None
    return closed("MatchExpired", match, "expired", "program", None, now)


def withdraw(match: Match, by: str, now: datetime) -> MatchChange | None:
    """Close a proposal because one side left; None when it is no longer open."""
    if match.state != "proposed":
        return None
    return closed("MatchWithdrawn", match, "withdrawn", by, None, now)


def leave(match: Match, by: Side, now: datetime) -> MatchChange | None:
    """Close a proposal, or end a confirmed match, because one side left for good; None when it is over already."""
    if match.state not in ("confirmed", "in_term"):
        return withdraw(match, by, now)
    return closed("MatchEnded", match, "ended", by, None, now)


def _still_open(match: Match, now: datetime) -> None:
    if match.state != "proposed":
        raise MatchClosed(f"This proposal is {match.state}. There’s nothing more to do.", state=match.state)
    if now >= match.respond_by:
        raise MatchClosed(f"The time to answer ended {to_eastern(match.respond_by)}.", state="expired")


def closed(
    type: ActivityType,
    match: Match,
    state: MatchState,
    by: str,
    reason: str | None,
    now: datetime,
) -> MatchChange:
    """Close a match as `state`."""
    after = replace(match, state=state, version=match.version + 1, closed_by=by, closing_reason=reason)
    return MatchChange(after, _fact(type, after, now, by))


def _fact(type: ActivityType, match: Match, now: datetime, actor: str) -> Activity:
    return activity(
        type,
        match.id,
        f"v{match.version}",
        at=now,
        actor=actor,
        cycle=match.cycle,
        application=match.application,
        mentor=match.mentor,
        round=match.round,
    )
