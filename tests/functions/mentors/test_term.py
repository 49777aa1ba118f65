"""A confirmed match over HTTP: in touch or not, check-ins, the survey, and an early end that frees both sides."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from functions.deadlines.due import catch_up
from functions.mentors.handler import handler
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.instants import add_months, to_iso
from shared.store import applications, matches, mentors
from tests.functions.applications.applicant import Applicant
from tests.functions.http import Answer, call
from tests.functions.mentors.volunteer import Volunteer, accept, active, confirmed, matches_of
from tests.functions.staff.staff_client import propose, staff, write_cycle
from tests.runtime.concurrency import race
from tests.scene import Scene
from tests.store.scans import items, of_type

pytestmark = pytest.mark.usefixtures("aws")
IN_TERM = datetime(2024, 8, 2, 12, tzinfo=UTC)
GOOD = {"month": 1, "met": True, "rating": 4, "note": "We talk every two weeks."}
YEAR = {"rating": 4, "recommend": True, "note": "We talked every two weeks."}


class Pair:
    """Both sides of a confirmed match, and what they send about it."""

    def __init__(self, applicant: Applicant, mentor: Volunteer, match: str) -> None:
        self.applicant, self.mentor, self.match = applicant, mentor, match

    def say(self, sub: str, what: str, body: Any, at: datetime = IN_TERM) -> Answer:
        return call(handler, "POST", f"/api/matches/{self.match}/{what}", body, sub=sub, at=at)


@Scene
def in_a_term(people: People, cycle: Cycle) -> Pair:
    write_cycle(cycle)
    return Pair(*confirmed(people))


@pytest.fixture
def pair(people: People, cycle: Cycle) -> Pair:
    return in_a_term(people, cycle)


def kinds() -> list[str]:
    """The kinds of the open tasks."""
    return sorted(item["kind"] for item in items("tasks"))


def test_check_in_is_201_then_200_and_read_by_its_own_side_alone(pair: Pair) -> None:
    answers = [pair.say(pair.mentor.sub, "check_ins", body) for body in (GOOD, GOOD, {**GOOD, "rating": 5})]
    assert [answer.status for answer in answers] == [201, 200, 200]
    assert len(of_type("CheckInAnswered")) == 2
    own = matches_of(pair.mentor.sub)[0]["term"]["check_ins"][0]["mentor"]
    assert own == {"met": True, "rating": 5, "note": GOOD["note"], "answered_at": "2024-08-02T12:00:00.000Z"}
    assert set(matches_of(pair.applicant.sub)[0]["term"]["check_ins"][0]) == {"month", "due_on"}
    assert kinds() == []


def test_both_sides_get_the_same_times_for_a_first_conversation(pair: Pair) -> None:
    own, theirs = (matches_of(side.sub)[0]["first_meeting"] for side in (pair.applicant, pair.mentor))
    assert len(own["times"]) == 3
    assert [(time["own"], time["theirs"]) for time in own["times"]] == [
        (time["theirs"], time["own"]) for time in theirs["times"]
    ]
    assert own["agenda"] == theirs["agenda"]
    assert pair.applicant.person.form["applicant"]["first_name"] in theirs["mail"]["body"].splitlines()[0]
    assert pair.mentor.person.form["name"]["last"] in own["mail"]["body"].splitlines()[0]


def test_each_side_reads_the_year_with_what_the_other_did_as_done_or_not(pair: Pair) -> None:
    assert pair.say(pair.mentor.sub, "check_ins", GOOD).status == 201
    own, theirs = (matches_of(side.sub)[0]["thread"] for side in (pair.mentor, pair.applicant))
    assert [each["kind"] for each in own] == [each["kind"] for each in theirs]
    assert [each["answered"] for each in (own[3], theirs[3])] == [
        {"own": True, "other": False},
        {"own": False, "other": True},
    ]
    assert str(GOOD["note"]) not in str(theirs)
    assert [each["state"] for each in own if each["kind"] == "check_in"] == ["done", *["later"] * 4]


def complete(pair: Pair) -> datetime:
    """Let the clock go to the end of the term; when that is."""
    match = matches.load(pair.match)
    assert match
    assert match.term
    begins, ends = (datetime.combine(day, time(14), UTC) for day in (match.term.starts_on, match.term.ends_on))
    for now in (begins, ends):
        catch_up(now)
    return ends


def test_survey_is_201_then_200_and_read_by_its_own_side_alone(pair: Pair) -> None:
    now = complete(pair)
    answers = [pair.say(pair.mentor.sub, "survey", body, now) for body in (YEAR, YEAR, {**YEAR, "rating": 5})]
    assert [answer.status for answer in answers] == [201, 200, 200]
    (first, changed) = of_type("SurveyAnswered")
    assert [fact["data"]["rating"] for fact in (first, changed)] == [4, 5]
    assert str(YEAR["note"]) not in str(items("activity"))
    own, theirs = (matches_of(side.sub)[0] for side in (pair.mentor, pair.applicant))
    assert own["survey"]["mentor"] == {**YEAR, "rating": 5, "answered_at": to_iso(now)}
    assert (theirs["survey"], theirs["thread"][-1]["answered"]) == ({}, {"own": False, "other": True})
    staffs = staff("GET", f"/matches/{pair.match}").json["survey"]
    assert (staffs, "survey" in kinds()) == (own["survey"], False)


def test_low_survey_becomes_one_task_however_often_it_is_changed(pair: Pair) -> None:
    now = complete(pair)
    for rating, status in ((2, 201), (1, 200), (1, 200), (4, 200)):
        assert pair.say(pair.applicant.sub, "survey", {**YEAR, "rating": rating}, now).status == status
    assert kinds().count("survey") == 1
    assert [fact["data"]["rating"] for fact in of_type("TaskRaised") if "rating" in fact["data"]] == [2]


def test_survey_before_the_term_is_complete_or_after_its_time_is_refused_and_changes_nothing(pair: Pair) -> None:
    early = pair.say(pair.mentor.sub, "survey", YEAR)
    now = complete(pair)
    late = pair.say(pair.mentor.sub, "survey", YEAR, now + timedelta(days=60))
    assert [(refused.status, refused.json["type"]) for refused in (early, late)] == [(409, "not_possible")] * 2
    assert (of_type("SurveyAnswered"), matches_of(pair.mentor.sub)[0]["survey"]) == ([], {})


def test_both_sides_can_answer_the_survey_at_the_same_moment(pair: Pair) -> None:
    now, subs = complete(pair), (pair.applicant.sub, pair.mentor.sub)
    answers = race([lambda sub=sub: pair.say(sub, "survey", YEAR, now).status for sub in subs])  # type: ignore[misc]
    match = matches.load(pair.match)
    assert match
    assert (answers, {answer.side for answer in match.surveys}) == ([201, 201], {"applicant", "mentor"})


def test_low_check_in_becomes_one_task_however_often_it_is_changed(pair: Pair) -> None:
    for rating in (2, 1, 1):
        assert pair.say(pair.applicant.sub, "check_ins", {**GOOD, "rating": rating}).status in (200, 201)
    assert kinds() == ["check_in"]
    assert len(of_type("TaskRaised")) == 1


def test_contact_is_201_then_200_and_no_becomes_a_task(pair: Pair) -> None:
    said = [pair.say(pair.applicant.sub, "contact", {"in_touch": no}).status for no in (False, False, True)]
    assert (said, kinds()) == ([201, 200, 201], ["no_contact"])
    assert [matches_of(side.sub)[0].get("in_touch") for side in (pair.applicant, pair.mentor)] == [True, None]


def test_ending_frees_both_sides_who_come_first_in_the_next_round(pair: Pair) -> None:
    reason = {"reason": "Our fields are too far apart."}
    assert [pair.say(pair.applicant.sub, "ending", reason).status for _ in range(2)] == [201, 200]
    application, mentor = applications.load(pair.applicant.id), mentors.load(pair.mentor.id)
    assert application
    assert mentor
    assert (application.status, application.live_match, application.carried_over) == ("eligible", None, True)
    assert (mentor.live_matches, mentor.taken, kinds()) == (frozenset(), frozenset(), ["ended_early"])
    assert matches_of(pair.applicant.sub)[0]["state"] == "ended"
    assert not {"contact", "thread"} & set(matches_of(pair.mentor.sub)[0])
    assert reason["reason"] not in str(of_type("MatchEnded"))


def test_rematch_lasts_as_long_as_remains_and_no_less_than_the_shortest_term(pair: Pair, people: People) -> None:
    assert pair.say(pair.applicant.sub, "ending", {"reason": "Our fields are too far apart."}).status == 201
    other = active(people, "mentor-2")
    propose()
    (again,) = matches_of(other.sub)
    confirmed_at = datetime.fromisoformat(again["respond_by"]) - timedelta(days=9)
    for sub in (pair.applicant.sub, other.sub):
        assert accept(sub, again["id"], confirmed_at).status == 200
    term = matches_of(other.sub)[0]["term"]
    # It's long after the cycle's term by the clock of this round, so the shortest is left.
    assert add_months(date.fromisoformat(term["starts_on"]), 6) == date.fromisoformat(term["ends_on"])


def test_ending_late_in_the_cycle_offers_no_rematch(pair: Pair) -> None:
    late = datetime(2025, 2, 1, 12, tzinfo=UTC)
    assert pair.say(pair.mentor.sub, "ending", {"reason": "I move."}, late).status == 201
    application = applications.load(pair.applicant.id)
    assert application
    assert (application.status, application.live_match, application.carried_over) == ("matched", None, False)
    assert kinds() == ["ended_early"]


@pytest.mark.parametrize(
    ("what", "body"),
    [("check_ins", GOOD), ("survey", YEAR), ("contact", {"in_touch": True}), ("ending", {"reason": "x"})],
)
def test_match_of_others_is_not_found(pair: Pair, what: str, body: Any) -> None:
    assert pair.say("stranger", what, body).status == 404
    assert call(handler, "POST", f"/api/matches/nothing/{what}", body, sub="stranger").status == 404


@pytest.mark.parametrize(
    ("what", "body", "field"),
    [
        ("check_ins", {**GOOD, "month": 2}, "month"),
        ("check_ins", {**GOOD, "rating": 6}, "rating"),
        ("check_ins", {**GOOD, "met": "yes"}, "met"),
        ("check_ins", {**GOOD, "note": "x" * 2001}, "note"),
        ("survey", {**YEAR, "rating": 0}, "rating"),
        ("survey", {**YEAR, "rating": 6}, "rating"),
        ("survey", {**YEAR, "recommend": "yes"}, "recommend"),
        ("survey", {**YEAR, "note": "x" * 1001}, "note"),
        ("survey", {**YEAR, "met": True}, "met"),
        ("contact", {}, "in_touch"),
        ("ending", {"reason": " "}, "reason"),
    ],
)
def test_wrong_answer_is_named(pair: Pair, what: str, body: Any, field: str) -> None:
    refused = pair.say(pair.mentor.sub, what, body)
    assert (refused.status, [error["field"] for error in refused.json["errors"]]) == (422, [field])


def test_both_sides_can_answer_at_the_same_moment(pair: Pair) -> None:
    subs = (pair.applicant.sub, pair.mentor.sub)
    answers = race([lambda sub=sub: pair.say(sub, "check_ins", GOOD).status for sub in subs])  # type: ignore[misc]
    assert answers == [201, 201]
    match = matches.load(pair.match)
    assert match
    assert {answer.side for answer in match.check_ins} == {"applicant", "mentor"}


def test_term_that_is_complete_frees_the_mentor_and_keeps_the_applicant_matched(pair: Pair) -> None:
    catch_up(complete(pair))
    application, mentor = applications.load(pair.applicant.id), mentors.load(pair.mentor.id)
    assert application
    assert mentor
    shown = matches_of(pair.mentor.sub)[0]
    assert (shown["state"], shown["thread"][-1]["kind"], "contact" in shown) == ("completed", "survey", False)
    assert (application.status, application.live_match, application.carried_over) == ("matched", None, False)
    assert (mentor.live_matches, mentor.open_places) == (frozenset(), 1)
    assert len(of_type("MatchCompleted")) == 1
