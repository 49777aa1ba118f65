"""The thread of a year: what was and what is next for a confirmed pair, as one of its sides reads it."""

from collections.abc import Sequence
from datetime import datetime

from shared.domain.check_in import Side
from shared.domain.cycle import Cycle
from shared.domain.instants import to_eastern, to_iso
from shared.domain.match import Match
from shared.domain.moments import Moment, MomentDict, MomentState, moments

_RUNNING = frozenset({"confirmed", "in_term"})
_ASKS = frozenset({"contact", "check_in", "survey"})


def thread(cycle: Cycle, match: Match, side: Side, now: datetime) -> list[MomentDict]:
    """The year of a match as `side` reads it, in order; empty before both accepted, and after an early end."""
    if match.term is None or match.confirmed_at is None or match.state not in (*_RUNNING, "completed"):
        return []
    year = moments(cycle, match.confirmed_at, match.term)
    ahead = next((moment for moment in year if moment.at > now and not _said(match, moment, side)), None)
    asked = _asked(match, year, now)
    return [_moment(match, moment, side, _state(match, moment, side, now, ahead, asked)) for moment in year]


def _asked(match: Match, year: Sequence[Moment], now: datetime) -> set[Moment]:
    """The questions that wait for an answer now: of the check-ins only the latest that is due."""
    if match.state not in _RUNNING:
        return {moment for moment in year if moment.until and now < moment.until}
    due = [moment for moment in year if moment.at <= now]
    check_ins = [moment for moment in due if moment.kind == "check_in"]
    latest = check_ins[-1:] if match.state == "in_term" else []
    return {*latest, *(moment for moment in due if moment.kind == "contact")}


def _state(
    match: Match, moment: Moment, side: Side, now: datetime, ahead: Moment | None, asked: set[Moment]
) -> MomentState:
    if _said(match, moment, side):
        return "done"
    if moment.at > now or (moment.kind == "survey" and match.state in _RUNNING):
        return "next" if moment == ahead else "later"
    if moment.kind not in _ASKS:
        return "done"
    return "open" if moment in asked else "missed"


def _said(match: Match, moment: Moment, side: Side) -> bool:
    """Whether a side has answered what a moment asks, also before it was asked."""
    if moment.kind == "contact":
        return side in match.in_touch
    if moment.kind == "survey":
        return any(answer.side == side for answer in match.surveys)
    return moment.kind == "check_in" and any(
        (answer.side, answer.month) == (side, moment.month) for answer in match.check_ins
    )


def _moment(match: Match, moment: Moment, side: Side, state: MomentState) -> MomentDict:
    body: MomentDict = {
        "kind": moment.kind,
        "at": to_iso(moment.at),
        "at_et": to_eastern(moment.at),
        "state": state,
    }
    if moment.month is not None:
        body["month"] = moment.month
    if moment.kind in _ASKS:
        other: Side = "mentor" if side == "applicant" else "applicant"
        body["answered"] = {"own": _said(match, moment, side), "other": _said(match, moment, other)}
    if moment.until is not None:
        body["until"] = to_iso(moment.until)
        body["until_et"] = to_eastern(moment.until)
    return body
