"""A match from proposal to confirmation or close: both accept in time, or it is over for good."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

import pytest

from shared.domain import match as matches
from shared.domain.check_in import Side
from shared.domain.cycle import Cycle
from shared.domain.errors import MatchClosed
from shared.domain.match import LIVE, Match, MatchChange, MatchState, match_id
from shared.domain.other_side import ContactDict, OtherSide, OtherSideDict
from tests.domain.builders import AFTER, at, proposal

SOON = AFTER + timedelta(days=3)
RESPOND_BY = AFTER + timedelta(days=10)
JUST_IN_TIME = RESPOND_BY - timedelta(milliseconds=1)
CONTACT: ContactDict = {"name": "Grace Hopper", "email": "grace@example.org", "institution": "Lakeside"}
INTRODUCED: OtherSideDict = {"stage": "fellow", "disciplines": ["hematology"], "region": "West"}
IN_FULL: OtherSideDict = {**INTRODUCED, "topics": ["research"], "time_zone": "America/Denver"}
OTHER = OtherSide(INTRODUCED, IN_FULL, CONTACT)


def accepted(cycle: Cycle, match: Match, side: Side, now: datetime = SOON) -> Match:
    change = matches.accept(cycle, match, side, now)
    assert change
    return change.match


def confirmed(cycle: Cycle) -> Match:
    return accepted(cycle, accepted(cycle, proposal(cycle), "applicant"), "mentor")


def in_state(cycle: Cycle, state: MatchState) -> Match:
    match state:
        case "proposed":
            return proposal(cycle)
        case "confirmed":
            return confirmed(cycle)
        case "in_term" | "completed" | "ended":
            return replace(confirmed(cycle), state=state)
        case "declined" | "expired" | "withdrawn":
            return replace(proposal(cycle), state=state, closed_by="program")


def test_proposal_has_the_cycles_days_to_respond(cycle: Cycle) -> None:
    match = proposal(cycle)
    assert match.id == match_id("2024-25", 1, "application-1", "mentor-1")
    assert (match.state, match.respond_by, match.created_at) == ("proposed", RESPOND_BY, AFTER)
    assert (match.version, match.revision) == (1, 0)
    shorter = matches.propose(cycle.model_copy(update={"response_days": 1}), 1, "a", "m", {}, AFTER)
    assert shorter.match.respond_by == AFTER + timedelta(days=1)
    assert (shorter.fact.type, shorter.fact.actor) == ("MatchProposed", "program")
    assert shorter.fact.data == {"application": "a", "mentor": "m", "round": 1}


def test_match_is_one_per_round_and_pair() -> None:
    made = [("2024-25", 1, "a", "m"), ("2024-25", 2, "a", "m"), ("2025-26", 1, "a", "m"), ("2024-25", 1, "b", "m")]
    assert len({match_id(*each) for each in made}) == 4
    assert match_id("2024-25", 1, "a", "m") == match_id(*made[0])


@pytest.mark.parametrize(("first", "second"), [("applicant", "mentor"), ("mentor", "applicant")])
def test_match_is_confirmed_when_both_have_accepted(cycle: Cycle, first: Side, second: Side) -> None:
    once = matches.accept(cycle, proposal(cycle), first, AFTER)
    assert once
    assert (once.match.state, once.fact.type, once.match.confirmed_at, once.match.term) == (
        "proposed", "MatchAccepted", None, None,
    )  # fmt: skip
    both = matches.accept(cycle, once.match, second, SOON)
    assert both
    assert (both.match.state, both.fact.type, both.match.confirmed_at) == ("confirmed", "MatchConfirmed", SOON)
    assert both.match.term
    assert both.fact.actor == second


@pytest.mark.parametrize("side", ["applicant", "mentor"])
def test_side_that_accepts_twice_changes_nothing(cycle: Cycle, side: Side) -> None:
    once = accepted(cycle, proposal(cycle), side)
    assert matches.accept(cycle, once, side, SOON) is None
    assert matches.accept(cycle, once, side, RESPOND_BY) is None
    assert matches.accept(cycle, confirmed(cycle), side, RESPOND_BY) is None


Answer = Callable[[Cycle, Match], MatchChange | None]
ANSWERS: dict[str, Answer] = {
    "accept": lambda cycle, match: matches.accept(cycle, match, "applicant", SOON),
    "decline": lambda _, match: matches.decline(match, "applicant", "Too far.", SOON),
    "expire early": lambda _, match: matches.expire(match, JUST_IN_TIME),
    "expire": lambda _, match: matches.expire(match, RESPOND_BY),
    "withdraw": lambda _, match: matches.withdraw(match, "mentor", SOON),
}
ORDER: tuple[MatchState, ...] = (
    "proposed", "confirmed", "in_term", "completed", "ended", "declined", "expired", "withdrawn"
)  # fmt: skip
# What each answer comes to in each state in that order; `=` is: nothing is to be done, `!` is: MatchClosed.
TABLE = {
    "accept": "proposed = = ! ! ! ! !",
    "decline": "declined ! ! ! ! ! ! !",
    "expire early": "= = = = = = = =",
    "expire": "expired = = = = = = =",
    "withdraw": "withdrawn = = = = = = =",
}


@pytest.mark.parametrize(
    ("state", "answer", "expected"),
    [
        (state, answer, expected)
        for answer, row in TABLE.items()
        for state, expected in zip(ORDER, row.split(), strict=True)
    ],
)
def test_answer_in_a_state_leads_to_what_the_table_says(
    cycle: Cycle, state: MatchState, answer: str, expected: str
) -> None:
    match = in_state(cycle, state)
    if expected == "!":
        with pytest.raises(MatchClosed) as refused:
            ANSWERS[answer](cycle, match)
        assert refused.value.extra == {"state": state}
        return
    change = ANSWERS[answer](cycle, match)
    if expected == "=":
        assert change is None
        return
    assert change
    assert (change.match.state, change.match.version) == (expected, 2)
    assert (change.fact.id, change.fact.subject) == (f"{change.fact.type}.{match.id}.v2", match.id)


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_answer_in_the_last_instant_counts_and_the_next_does_not(cycle: Cycle, answer: str) -> None:
    def take(now: datetime) -> MatchChange | None:
        match = proposal(cycle)
        if answer == "accept":
            return matches.accept(cycle, match, "mentor", now)
        return matches.decline(match, "mentor", "No time.", now)

    assert take(JUST_IN_TIME)
    with pytest.raises(MatchClosed) as refused:
        take(RESPOND_BY)
    assert refused.value.extra == {"state": "expired"}
    assert refused.value.detail == "The time to answer ended May 30, 2024, 8:00 AM ET."


def test_decline_keeps_who_and_why_and_a_second_one_changes_nothing(cycle: Cycle) -> None:
    change = matches.decline(proposal(cycle), "mentor", "No time this year.", SOON)
    assert change
    assert (change.match.closed_by, change.match.closing_reason) == ("mentor", "No time this year.")
    assert (change.fact.type, change.fact.actor) == ("MatchDeclined", "mentor")
    assert "No time" not in str(change.fact.data)
    assert matches.decline(change.match, "mentor", "Really.", RESPOND_BY) is None
    with pytest.raises(MatchClosed):
        matches.decline(change.match, "applicant", "Me neither.", SOON)


def test_side_that_accepted_may_still_decline_while_the_other_is_silent(cycle: Cycle) -> None:
    change = matches.decline(accepted(cycle, proposal(cycle), "applicant"), "applicant", "Sorry.", SOON)
    assert change
    assert (change.match.state, change.match.version) == ("declined", 3)


def test_expired_and_withdrawn_matches_tell_who_closed_them(cycle: Cycle) -> None:
    expired, withdrawn = matches.expire(proposal(cycle), RESPOND_BY), matches.withdraw(proposal(cycle), "mentor", SOON)
    assert expired
    assert withdrawn
    assert (expired.match.closed_by, expired.fact.actor) == ("program", "program")
    assert (withdrawn.match.closed_by, withdrawn.fact.actor) == ("mentor", "mentor")


def test_every_state_is_live_or_closed_for_good() -> None:
    assert set(ORDER) == LIVE | matches.CLOSED_FOR_GOOD
    assert set() == LIVE & matches.CLOSED_FOR_GOOD


@pytest.mark.parametrize(
    ("side", "reasons"),
    [
        ("applicant", ["Your mentor knows this field."]),
        ("mentor", ["Your mentee wants to learn it."]),
        (None, ["Your mentor knows this field.", "Your mentee wants to learn it."]),
    ],
)
def test_each_side_sees_its_own_reasons(cycle: Cycle, side: Side | None, reasons: list[str]) -> None:
    assert proposal(cycle).as_dict(side) == {
        "id": proposal(cycle).id,
        "cycle": "2024-25",
        "state": "proposed",
        "application": "application-1",
        "mentor": "mentor-1",
        "reasons": reasons,
        "respond_by": "2024-05-30T12:00:00.000Z",
        "respond_by_et": "May 30, 2024, 8:00 AM ET",
        "accepted": {"applicant": False, "mentor": False},
    }


@pytest.mark.parametrize("state", get_args(MatchState))
def test_other_side_is_introduced_in_a_proposal_and_known_once_confirmed(cycle: Cycle, state: MatchState) -> None:
    shown = replace(proposal(cycle), state=state, confirmed_at=AFTER).as_dict("applicant", OTHER)
    known = {"confirmed": (IN_FULL, CONTACT), "in_term": (IN_FULL, CONTACT), "proposed": (INTRODUCED, None)}
    assert (shown.get("other"), shown.get("contact")) == known.get(state, (None, None))


def test_confirmed_match_shows_contact_and_term(cycle: Cycle) -> None:
    half = accepted(cycle, proposal(cycle), "applicant")
    assert "contact" not in half.as_dict("applicant", OTHER)
    shown = confirmed(cycle).as_dict("applicant", OTHER)
    assert (shown["contact"], shown["confirmed_at"]) == (CONTACT, "2024-05-23T12:00:00.000Z")
    assert shown["accepted"] == {"applicant": True, "mentor": True}
    assert shown["term"]["starts_on"] == "2024-07-01"


def test_term_of_a_late_confirmation_begins_with_it(cycle: Cycle) -> None:
    late = replace(proposal(cycle), accepted_mentor=True, respond_by=at("2024-09-01 00:00"))
    term = accepted(cycle, late, "applicant", at("2024-08-10 03:59")).term
    assert term
    assert term.starts_on.isoformat() == "2024-08-09"
