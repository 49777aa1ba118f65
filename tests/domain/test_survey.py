"""The survey at the end of a term: when it can be answered, what a change is, and what staff look at."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from shared.domain.cycle import Cycle
from shared.domain.erasure import without_words
from shared.domain.errors import NotPossible
from shared.domain.match import Match, MatchState
from shared.domain.match_term import Answered, answer_survey
from shared.domain.survey import Survey, SurveyForm
from shared.domain.term import term_of
from tests.domain.builders import AFTER, at, proposal

COMPLETE = at("2025-07-01 13:00")
LAST = at("2025-08-30 03:59:59.999")
TOO_LATE = at("2025-08-30 04:00")
GOOD: Mapping[str, Any] = {"rating": 4, "recommend": True, "note": "A good year."}


def pair(cycle: Cycle, state: MatchState = "completed", **more: Any) -> Match:
    """A pair whose term lasts from July 1, 2024 to June 30, 2025."""
    match = replace(proposal(cycle), state=state, confirmed_at=AFTER, term=term_of(cycle, AFTER))
    return replace(match, **more)


def answered(cycle: Cycle, match: Match, **changes: Any) -> Answered:
    said = answer_survey(cycle, match, "mentor", SurveyForm(**{**GOOD, **changes}), COMPLETE)
    assert said
    return said


@pytest.mark.parametrize("now", [COMPLETE, LAST])
def test_first_answer_is_kept_and_its_fact_has_no_note(cycle: Cycle, now: Any) -> None:
    match = pair(cycle)
    first = answer_survey(cycle, match, "mentor", SurveyForm(**GOOD), now)
    assert first
    assert (first.match.surveys, first.first, first.task) == (
        (Survey("mentor", 4, True, now, "A good year."),),
        True,
        None,
    )
    assert (first.fact.type, first.fact.actor, first.fact.data, first.match.version) == (
        "SurveyAnswered",
        "mentor",
        {"application": "application-1", "mentor": "mentor-1", "rating": 4, "recommend": True},
        match.version + 1,
    )


@pytest.mark.parametrize(
    ("state", "now", "why"),
    [
        ("confirmed", COMPLETE, "The survey comes once your term is complete."),
        ("in_term", COMPLETE, "The survey comes once your term is complete."),
        ("proposed", COMPLETE, "This match is proposed, so it has no survey."),
        ("ended", COMPLETE, "This match is ended, so it has no survey."),
        ("completed", TOO_LATE, "The time to answer ended August 30, 2025, 12:00 AM ET."),
    ],
)
def test_answer_before_its_time_after_it_or_of_another_match_is_refused(
    cycle: Cycle, state: MatchState, now: Any, why: str
) -> None:
    with pytest.raises(NotPossible) as refused:
        answer_survey(cycle, pair(cycle, state), "mentor", SurveyForm(**GOOD), now)
    assert refused.value.detail == why


@pytest.mark.parametrize("changes", [{"rating": 5}, {"recommend": False}, {"note": None}, {"note": "Another."}])
def test_changed_answer_takes_the_place_of_the_first(cycle: Cycle, changes: dict[str, Any]) -> None:
    first = answered(cycle, pair(cycle))
    changed = answered(cycle, first.match, **changes)
    assert changed.match.surveys == (replace(first.match.surveys[0], **changes),)
    assert (changed.first, changed.fact.id != first.fact.id) == (False, True)


@pytest.mark.parametrize("now", [COMPLETE, TOO_LATE])
def test_same_answer_again_is_none_also_when_it_comes_late(cycle: Cycle, now: Any) -> None:
    first = answered(cycle, pair(cycle))
    assert answer_survey(cycle, first.match, "mentor", SurveyForm(**GOOD), now) is None
    blank = answered(cycle, pair(cycle), note="")
    assert answer_survey(cycle, blank.match, "mentor", SurveyForm(rating=4, recommend=True), now) is None


@pytest.mark.parametrize(("rating", "is_raised"), [(1, True), (2, True), (3, False), (5, False)])
def test_low_rating_becomes_a_task_without_the_note(cycle: Cycle, rating: int, is_raised: bool) -> None:
    said = answered(cycle, pair(cycle), rating=rating)
    assert (said.task is not None) is is_raised
    if said.task:
        task, fact = said.task
        assert (task.kind, task.subject, fact.type) == ("survey", said.match.id, "TaskRaised")
        assert task.data == {
            "application": "application-1", "mentor": "mentor-1", "side": "mentor", "rating": rating,
        }  # fmt: skip
        again = answered(cycle, said.match, rating=3 - rating)
        assert again.task
        assert again.task[0].id == task.id


def test_each_side_reads_its_own_answer_and_staff_read_both(cycle: Cycle) -> None:
    mine = answered(cycle, pair(cycle), note=None).match
    both = answer_survey(cycle, mine, "applicant", SurveyForm(**GOOD), COMPLETE)
    assert both
    own = {"rating": 4, "recommend": True, "answered_at": "2025-07-01T13:00:00.000Z"}
    theirs = {**own, "note": "A good year."}
    assert {side: both.match.as_dict(side)["survey"] for side in ("applicant", "mentor", None)} == {
        "applicant": {"applicant": theirs},
        "mentor": {"mentor": own},
        None: {"applicant": theirs, "mentor": own},
    }
    assert "survey" not in pair(cycle, "in_term").as_dict(None)


def test_words_of_a_survey_go_and_its_figures_stay(cycle: Cycle) -> None:
    match = answered(cycle, pair(cycle)).match
    assert without_words(match).surveys == (replace(match.surveys[0], note=None),)
