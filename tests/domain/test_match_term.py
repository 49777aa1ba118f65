"""What the sides say during a term: counted once, changed at will, and shown to staff when it's not going well."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shared.domain.check_in import CheckInForm
from shared.domain.cycle import Cycle
from shared.domain.errors import Invalid, NotPossible
from shared.domain.match import Match
from shared.domain.match_term import Answered, answer_check_in, answer_contact, end, leaves_time
from shared.domain.term import term_of
from tests.domain.builders import AFTER, at, proposal


@pytest.fixture
def match(cycle: Cycle) -> Match:
    return replace(proposal(cycle), state="in_term", confirmed_at=AFTER, term=term_of(cycle, AFTER))


def checked_in(match: Match, month: int, met: bool, rating: int, **more: Any) -> Answered:
    form = CheckInForm(month=month, met=met, rating=rating, **more)
    answered = answer_check_in(match, "mentor", form, AFTER)
    assert answered
    return answered


def test_answer_is_kept_and_the_same_again_is_none(match: Match) -> None:
    first = checked_in(match, 1, True, 4, note="Good talks.")
    again = CheckInForm(month=1, met=True, rating=4, note="Good talks.")
    assert answer_check_in(first.match, "mentor", again, AFTER) is None
    assert (first.fact.type, first.fact.data["rating"], "note" in first.fact.data, first.task) == (
        "CheckInAnswered",
        4,
        False,
        None,
    )
    changed = checked_in(first.match, 1, True, 5)
    assert [(answer.month, answer.rating, answer.note) for answer in changed.match.check_ins] == [(1, 5, None)]


def test_each_side_reads_its_own_answers_and_staff_read_both(match: Match) -> None:
    mine = checked_in(match, 1, True, 4).match
    both = answer_check_in(mine, "applicant", CheckInForm(month=1, met=True, rating=3), AFTER)
    assert both
    shown = {side: both.match.as_dict(side)["term"]["check_ins"][0] for side in ("applicant", "mentor", None)}
    assert [{*entry} - {"month", "due_on"} for entry in shown.values()] == [
        {"applicant"},
        {"mentor"},
        {"applicant", "mentor"},
    ]


@pytest.mark.parametrize(
    ("answers", "is_raised"),
    [
        ([(1, True, 3)], False),
        ([(1, True, 2)], True),
        ([(1, False, 3)], False),
        ([(1, False, 3), (3, False, 3)], True),
        ([(1, False, 3), (3, True, 3), (6, False, 3)], False),
        ([(1, False, 3), (6, False, 3)], True),
    ],
)
def test_low_rating_or_not_met_twice_becomes_a_task(
    match: Match, answers: list[tuple[int, bool, int]], is_raised: bool
) -> None:
    for month, met, rating in answers:
        answered = checked_in(match, month, met, rating)
        match = answered.match
    assert (answered.task is not None) is is_raised
    if answered.task:
        task, fact = answered.task
        assert (task.kind, task.subject, fact.type) == ("check_in", match.id, "TaskRaised")


def test_check_in_of_another_month_or_of_a_proposal_is_refused(cycle: Cycle, match: Match) -> None:
    with pytest.raises(Invalid) as refused:
        checked_in(match, 2, True, 4)
    assert refused.value.extra["errors"] == [{"field": "month", "message": "Choose one of the months 1, 3, 6, 9, 11."}]
    with pytest.raises(NotPossible):
        checked_in(proposal(cycle), 1, True, 4)
    with pytest.raises(NotPossible):
        answer_contact(proposal(cycle), "mentor", True, AFTER)
    with pytest.raises(NotPossible):
        end(cycle, proposal(cycle), "mentor", "No time.", AFTER)


def test_pair_that_is_not_in_touch_becomes_a_task(match: Match) -> None:
    fine = answer_contact(match, "applicant", True, AFTER)
    assert fine
    assert (fine.match.in_touch, fine.task) == ({"applicant": True}, None)
    assert answer_contact(fine.match, "applicant", True, AFTER) is None
    trouble = answer_contact(fine.match, "mentor", False, AFTER)
    assert trouble
    assert trouble.task
    assert (trouble.match.in_touch, trouble.task[0].kind) == ({"applicant": True, "mentor": False}, "no_contact")


@pytest.mark.parametrize(("now", "is_early"), [("2024-12-31 12:00", True), ("2025-01-01 12:00", False)])
def test_ending_before_six_months_becomes_a_task(cycle: Cycle, match: Match, now: str, is_early: bool) -> None:
    ended = end(cycle, match, "applicant", "We have too little in common.", at(now))
    assert ended
    assert (ended.match.state, ended.match.closed_by, ended.fact.type) == ("ended", "applicant", "MatchEnded")
    assert (ended.task is not None) is is_early
    assert end(cycle, ended.match, "applicant", "Again.", at(now) + timedelta(days=1)) is None
    with pytest.raises(NotPossible):
        end(cycle, ended.match, "mentor", "Me, too.", at(now))


@pytest.mark.parametrize(("now", "is_enough"), [("2025-01-01 12:00", True), ("2025-01-02 12:00", False)])
def test_rematch_is_offered_while_a_whole_shortest_term_remains(cycle: Cycle, now: str, is_enough: bool) -> None:
    assert leaves_time(cycle, at(now)) is is_enough
