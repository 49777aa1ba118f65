"""The thread of a year: each moment once, in order, with what one side did and whether the other did it, too."""

from dataclasses import replace
from typing import get_args

import pytest

from shared.domain.check_in import CheckIn, Side
from shared.domain.cycle import Cycle
from shared.domain.match import Match, MatchState
from shared.domain.moments import moments
from shared.domain.survey import Survey
from shared.domain.term import MatchTerm, term_of
from shared.domain.thread import thread
from tests.domain.builders import AFTER, at, proposal

NAMES = [
    "confirmed",
    "contact",
    "begun",
    "check_in 1",
    "check_in 3",
    "check_in 6",
    "shortest 6",
    "check_in 9",
    "check_in 11",
    "ending",
    "complete",
    "survey",
]


def pair(cycle: Cycle, state: MatchState, **more: object) -> Match:
    """A pair confirmed on May 20, 2024, whose term begins on July 1."""
    match = replace(proposal(cycle), state=state, confirmed_at=AFTER, term=term_of(cycle, AFTER))
    return replace(match, **more)  # type: ignore[arg-type]


ANSWERS = (CheckIn("mentor", 1, True, 4, AFTER), CheckIn("applicant", 6, False, 1, AFTER))


# The states of the moments above, by their first letters, and which questions each side has answered.
@pytest.mark.parametrize(
    ("state", "now", "expected"),
    [
        ("confirmed", "2024-05-20 12:00", "dnllllllllll"),
        ("confirmed", "2024-05-30 12:00", "donlllllllll"),
        ("in_term", "2024-07-01 13:00", "dodnldllllll"),
        ("in_term", "2024-08-01 12:59", "dodnldllllll"),
        ("in_term", "2024-08-01 13:00", "dodondllllll"),
        ("in_term", "2024-12-01 12:00", "dodmodnlllll"),
        ("in_term", "2025-01-01 14:00", "dodmmddnllll"),
        ("in_term", "2025-06-20 12:00", "dodmmddmodnl"),
        ("in_term", "2025-07-01 13:00", "dodmmddmoddl"),
        ("completed", "2025-07-01 13:00", "dmdmmddmmddo"),
        ("completed", "2025-08-30 03:59", "dmdmmddmmddo"),
        ("completed", "2025-08-30 04:00", "dmdmmddmmddm"),
    ],
)
def test_thread_shows_what_was_and_what_is_next(cycle: Cycle, state: MatchState, now: str, expected: str) -> None:
    match = pair(cycle, state, check_ins=ANSWERS)
    if state != "in_term":
        match = replace(match, check_ins=ANSWERS[1:] if state == "completed" else ())
    year = thread(cycle, match, "applicant", at(now))
    assert [" ".join(filter(None, (each["kind"], str(each.get("month", ""))))) for each in year] == NAMES
    assert "".join(each["state"][0] for each in year) == expected


def test_other_side_is_read_as_done_or_not_and_nothing_more(cycle: Cycle) -> None:
    match = pair(cycle, "in_term", check_ins=ANSWERS, in_touch={"mentor": True})
    year = thread(cycle, match, "applicant", at("2025-01-01 14:00"))
    assert [each["answered"] for each in year if "answered" in each][:4] == [
        {"own": False, "other": True},
        {"own": False, "other": True},
        {"own": False, "other": False},
        {"own": True, "other": False},
    ]
    assert {key for each in year[:-1] for key in each} == {"kind", "at", "at_et", "state", "month", "answered"}
    assert year[3]["at_et"] == "August 1, 2024, 9:00 AM ET"


def test_survey_is_the_last_line_with_its_time_and_done_for_the_side_that_answered(cycle: Cycle) -> None:
    match = pair(cycle, "completed", surveys=(Survey("mentor", 4, True, AFTER),))
    last = {side: thread(cycle, match, side, at("2025-07-02 12:00"))[-1] for side in get_args(Side)}
    shown = {
        "kind": "survey",
        "at": "2025-07-01T13:00:00.000Z",
        "at_et": "July 1, 2025, 9:00 AM ET",
        "until": "2025-08-30T04:00:00.000Z",
        "until_et": "August 30, 2025, 12:00 AM ET",
    }
    assert last == {
        "applicant": {**shown, "state": "open", "answered": {"own": False, "other": True}},
        "mentor": {**shown, "state": "done", "answered": {"own": True, "other": False}},
    }


@pytest.mark.parametrize("state", ["proposed", "declined", "expired", "withdrawn", "ended"])
def test_there_is_no_thread_without_a_term_or_after_an_early_end(cycle: Cycle, state: MatchState) -> None:
    term = pair(cycle, state) if state == "ended" else replace(proposal(cycle), state=state)
    assert thread(cycle, term, "mentor", AFTER) == []


def test_match_confirmed_within_its_first_day_begins_with_the_confirmation(cycle: Cycle) -> None:
    confirmed_at = at("2024-08-31 20:00")
    year = moments(cycle, confirmed_at, term_of(cycle, confirmed_at))
    assert [moment.kind for moment in year[:3]] == ["confirmed", "begun", "contact"]


def test_shortest_term_has_no_mark_of_its_own_length(cycle: Cycle) -> None:
    term = term_of(cycle, AFTER)
    moved = MatchTerm(term.starts_on, term.shortest_end(cycle.term))
    kinds = [moment.kind for moment in moments(cycle, AFTER, moved)]
    assert kinds == ["confirmed", "contact", "begun", "check_in", "check_in", "ending", "complete", "survey"]
