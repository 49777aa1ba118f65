"""Erasure: a canary in every personal field of an applicant and a mentor, and afterwards it's nowhere."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from functions.account.handler import handler as account
from functions.erasure.handler import handler as erasure
from functions.exports.handler import handler as exports
from functions.matching.handler import handler as matching
from functions.mentors.handler import handler as mentors
from functions.notifications.handler import handler as notifications
from functions.portal.handler import handler as portal
from infra.local.people import People, Person
from shared.runtime import accounts
from shared.store import matches
from shared.store.dynamodb import transact
from shared.store.settings import from_env
from tests import aws_account
from tests.functions.account.test_addresses import user
from tests.functions.applications.applicant import Applicant, eligible
from tests.functions.http import Answer, call
from tests.functions.materials.files import check, landed, stored_files
from tests.functions.mentors.volunteer import Volunteer, accept, active, matches_of
from tests.functions.notifications.test_worker import Sent, sent, written
from tests.functions.staff.staff_client import propose, staff
from tests.runtime.faults import dies_at
from tests.runtime.messages import batch, deliver, drain, facts, waiting
from tests.runtime.test_canary import ADDRESS, CANARY, bird
from tests.scene import Scene
from tests.store.scans import items, of_type, tables_with

pytestmark = pytest.mark.usefixtures("aws", "people_pool", "uploads", "written", "sent")
__all__ = ["sent", "written"]
MENTOR = f"{CANARY}-mentor@example.org"
#: What is left of it where it's kept as words to search or to compare by.
SONG = CANARY.partition("-")[0]
_DELAYED = "ApproximateNumberOfMessagesDelayed"
#: The mails of these facts are sent, since their rows in the ledger are to go too.
MAILED = ("ApplicationSubmitted", "VerdictReached", "MentorApproved", "MatchProposed", "MatchConfirmed")
IN_TERM = datetime(2024, 8, 2, 12, tzinfo=UTC)


def applicant_of(people: People) -> Applicant:
    """An applicant, eligible by staff, with a CV, whose every word is the canary."""
    one = bird(people, user(ADDRESS))
    assert [one.save().status, one.submit().status] == [201, 201]
    check(landed(one, filename=f"{CANARY}.pdf"))
    assert one.submit().status == 201
    body = {"message": CANARY}
    assert staff("POST", f"/applications/{one.id}/question", body, at=datetime(2024, 4, 15, 13, tzinfo=UTC)).status
    verdict = {"outcome": "eligible", "reason": f"{CANARY} is a student."}
    assert staff("POST", f"/applications/{one.id}/verdict", verdict).status == 200
    return one


def mentor_of(people: People) -> Volunteer:
    """An approved mentor whose every word is the canary."""
    form = people.mentor().form
    words = {"institution": CANARY, "bio": CANARY, "introduction": f"{CANARY} " * 4, "avoid_institutions": [CANARY]}
    form = {**form, **words, "name": {"first": CANARY, "last": CANARY}}
    one = Volunteer(Person(MENTOR, "mentor", form), user(MENTOR))
    assert one.volunteer(capacity=1).status == 201
    assert staff("POST", f"/mentors/{one.id}/approval").status == 200
    return one


Pair = tuple[Applicant, Volunteer]


def say_how_it_was(match: str, sides: tuple[str, str]) -> None:
    """Answer the survey of a match whose term is complete for as long as that takes, both in the canary's words."""
    stored = matches.load(match)
    assert stored
    assert stored.term
    transact(matches.write(replace(stored, state="completed")))
    over = datetime.combine(stored.term.ends_on, time(14), UTC)
    for sub in sides:
        said = call(
            mentors,
            "POST",
            f"/api/matches/{match}/survey",
            {"rating": 1, "recommend": False, "note": CANARY},
            sub=sub,
            at=over,
        )
        assert said.status == 201
    answered = matches.load(match)
    assert answered
    transact(matches.write(replace(answered, state=stored.state)))


@Scene
def after_a_year(people: People) -> Pair:
    """Both canaries, each matched, with all that a year leaves behind of them."""
    pair = applicant_of(people), mentor_of(people)
    eligible(people, "applicant-2")
    active(people, "mentor-2")
    propose()
    for match in {match["id"] for one in pair for match in matches_of(one.sub)}:
        (stored,) = [item for item in items("matches") if item["id"] == match]
        applicant = pair[0].sub if stored["application"] == pair[0].id else "applicant-2"
        mentor = pair[1].sub if stored["mentor"] == pair[1].id else "mentor-2"
        assert {accept(sub, match).status for sub in (applicant, mentor)} == {200}
        note = {"month": 1, "met": True, "rating": 1, "note": CANARY}
        for sub in (applicant, mentor):
            answered = call(mentors, "POST", f"/api/matches/{match}/check_ins", note, sub=sub, at=IN_TERM)
            assert answered.status == 201
        say_how_it_was(match, (applicant, mentor))
    for email in (ADDRESS, MENTOR):
        question = {"email": email, "name": CANARY, "message": CANARY}
        assert call(portal, "POST", "/api/inquiries", question).status == 202
        late = {"email": email, "until": "2031-12-31T23:59", "reason": CANARY}
        assert staff("POST", "/cycles/2024-25/extensions", late).status == 201
    asked = {"email": f"{CANARY}-new@example.org"}
    assert call(account, "POST", "/api/account/email", asked, sub=pair[0].sub, email=ADDRESS).status == 202
    for kind in ("applications", "mentors"):
        assert staff("POST", "/cycles/2024-25/exports", {"kind": kind, "format": "csv"}).status == 202
    deliver(exports, "ExportRequested")
    deliver(notifications, *MAILED)
    drain(notifications)
    return pair


@pytest.fixture
def pair(people: People) -> Pair:
    return after_a_year(people)


def everywhere() -> list[str]:
    """Wherever the canary is: tables, files, the worker's queue and the pool."""
    users = accounts.client().list_users(UserPoolId=from_env("PEOPLE_POOL_ID"))["Users"]
    files = [key for key, data in stored_files().items() if SONG.encode() in data or SONG in key]
    places: dict[str, Any] = {"pool": users, "queue": waiting()}
    return [*tables_with(SONG), *files, *(name for name, held in places.items() if SONG in str(held))]


def leave(one: Applicant | Volunteer) -> Answer:
    """Leave for good, as the person does."""
    return call(account, "DELETE", "/api/account", sub=one.sub, email=one.person.email)


def erase(email: str, **more: Any) -> Answer:
    """Have someone erased, as a coordinator does."""
    return staff("DELETE", f"/people/{email}", {"reason": "They asked for it by phone."}, **more)


def carry_out() -> None:
    """Carry out what was asked for."""
    deliver(erasure, "ErasureRequested")


def delayed() -> int:
    """How many messages the worker has sent itself for later."""
    asked: dict[str, Any] = {"QueueUrl": from_env("QUEUE_URL"), "AttributeNames": [_DELAYED]}
    return int(aws_account.client("sqs").get_queue_attributes(**asked)["Attributes"][_DELAYED])


def left_of(one: Applicant | Volunteer) -> list[str]:
    """The tables with an item of this record, besides what stays: the trail, matches and pairs, by their ids."""
    return [table for table in tables_with(one.id) if table not in ("activity", "matches", "rounds", "jobs")]


def test_canary_is_everywhere_before_and_nowhere_after(pair: Pair) -> None:
    before = everywhere()
    assert {
        "applications", "mentors", "search", "matches", "inquiries", "activity", "address_changes", "pool",
    } <= {*before}  # fmt: skip
    assert (len([name for name in before if "exports/" in name]) >= 2, len(items("mails")) > 0) == (True, True)
    assert any(key.startswith(f"cv/{pair[0].id}/") for key in stored_files())
    assert [leave(one).status for one in pair] == [202, 202]
    carry_out()
    assert everywhere() == []
    assert [key for key in stored_files() if pair[0].id in key] == []
    assert [left_of(one) for one in pair] == [[], []]
    assert [item["id"] for item in items("self_identification") if item["id"] == pair[0].id] == []
    assert len(of_type("ErasureFinished")) == 2
    assert items("erasures") == []


def write_about(pair: Pair) -> None:
    """Write about a pair wherever someone can, each time in the canary's words."""
    applicant, mentor = pair
    of_applicant, (match,) = f"/applications/{applicant.id}", matches_of(applicant.sub)
    before, until = IN_TERM - timedelta(days=40), {"until": "2031-12-31T23:59", "reason": CANARY}
    dates = {"starts_on": "2024-07-01", "ends_on": "2025-06-24", "reason": CANARY}
    seen = staff("GET", f"{of_applicant}/self_identification", query={"reason": CANARY})
    answers = [
        seen,
        staff("PUT", f"/matches/{match['id']}/term", dates, at=before),
        call(mentors, "POST", f"/api/matches/{match['id']}/ending", {"reason": CANARY}, sub=applicant.sub, at=IN_TERM),
        staff("POST", f"{of_applicant}/extension", until, at=IN_TERM),
        staff("POST", f"{of_applicant}/question", {"message": CANARY, "until": "2031-12-31T23:59"}, at=IN_TERM),
    ]
    (asked,) = (one for one in applicant.read().json["questions"] if "answer" not in one and "withdrawn_at" not in one)
    answer = {"message": CANARY, "question": asked["number"]}
    answers += [
        applicant.send("POST", "/answer", answer, at=IN_TERM),
        applicant.send("POST", "/withdrawal", {"reason": CANARY}, at=IN_TERM),
        staff("POST", f"/mentors/{mentor.id}/retirement", {"reason": CANARY}, at=IN_TERM),
    ]
    assert [answer.status for answer in answers] == [200, 200, 201, 200, 200, 201, 200, 200]


def test_what_anyone_wrote_about_a_person_is_gone_too(pair: Pair) -> None:
    write_about(pair)
    written = {fact["type"] for fact in items("activity") if CANARY in str(fact.get("note"))}
    assert written == {
        "SelfIdentificationRead", "MatchTermMoved", "DeadlineExtended", "AddressExtended", "MentorRetired",
    }  # fmt: skip
    assert [leave(one).status for one in pair] == [202, 202]
    carry_out()
    assert everywhere() == []


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("nth", [1, 2, 5, 9, 14, 20, 30])
def test_erasure_that_was_killed_is_finished_by_the_next_delivery(pair: Pair, nth: int, *, done: bool) -> None:
    leave(pair[0]), leave(pair[1])
    with dies_at("DeleteItem", nth, done=done):
        erasure(batch(*facts("ErasureRequested")), None)
    carry_out()
    carry_out()
    assert everywhere() == []
    assert [left_of(one) for one in pair] == [[], []]
    assert len(of_type("ErasureFinished")) == 2


@pytest.mark.parametrize("leaves", [0, 1])
def test_other_side_hears_of_it_before_anything_is_erased(
    people: People, sent: Sent, monkeypatch: pytest.MonkeyPatch, leaves: int
) -> None:
    monkeypatch.setenv("ERASURE_WAIT", "300")
    applicant, mentor = eligible(people), active(people)
    propose()
    (match,) = matches_of(applicant.sub)
    assert {accept(one.sub, match["id"]).status for one in (applicant, mentor)} == {200}
    gone: Applicant | Volunteer = (applicant, mentor)[leaves]
    stays: Applicant | Volunteer = (mentor, applicant)[leaves]
    assert leave(gone).status == 202
    carry_out()
    assert delayed() == 1
    deliver(matching, "ApplicationWithdrawn", "MentorRetired")
    deliver(notifications, "MatchEnded")
    drain(notifications)
    assert (("match_ended_mentor", "match_ended_applicant")[leaves], stays.person.email) in sent
    assert left_of(gone) != []
    monkeypatch.setenv("ERASURE_WAIT", "0")
    carry_out()
    assert left_of(gone) == []
    assert [match["state"] for match in matches_of(stays.sub)] == ["ended"]


def test_match_that_is_still_open_when_it_is_time_is_closed_and_waited_for(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    applicant, mentor = eligible(people), active(people)
    propose()
    assert leave(mentor).status == 202
    monkeypatch.setenv("ERASURE_WAIT", "300")
    carry_out()
    monkeypatch.setattr("functions.erasure.course._wait_until_mailed", lambda *_: timedelta(0))
    carry_out()
    assert (delayed(), len(items("erasures"))) == (2, 1)
    carry_out()
    assert [fact["type"] for fact in of_type("MatchWithdrawn")] == ["MatchWithdrawn"]
    assert items("erasures") == []
    assert [match["state"] for match in matches_of(applicant.sub)] == ["withdrawn"]


def test_staff_see_what_is_held_of_a_person(pair: Pair) -> None:
    held = staff("GET", f"/people/{ADDRESS.upper()}").json
    assert held["account"] is True
    assert held["applications"] == [
        {"id": pair[0].id, "cycle": "2024-25", "status": "matched", "submitted": True, "cv": "accepted"}
    ]
    assert [match["id"] for match in held["matches"]] == [match["id"] for match in matches_of(pair[0].sub)]
    assert {mail["mail"] for mail in held["mails"]} >= {"received", "eligible"}
    assert (len(held["questions"]), held["extensions"], len(held["exports"])) == (1, ["2024-25"], 2)
    assert held["erasure_since"] is None
    assert [mentor["id"] for mentor in staff("GET", f"/people/{MENTOR}").json["mentors"]] == [pair[1].id]
    assert CANARY not in str(held)


def test_coordinator_erases_a_person_and_the_trail_says_why_without_the_address(
    pair: Pair,
) -> None:
    answers = [erase(email) for email in (ADDRESS, MENTOR, ADDRESS)]
    assert [(it.status, it.json) for it in answers] == [(202, {"erasures": [one.sub]}) for one in (*pair, pair[0])]
    assert staff("GET", f"/people/{ADDRESS}").json["erasure_since"] is not None
    carry_out()
    assert everywhere() == []
    asked = of_type("ErasureRequested")
    assert {(fact["actor"], fact["note"]) for fact in asked} == {("staff:staff-1", "They asked for it by phone.")}
    assert [staff("GET", f"/people/{email}").status for email in (ADDRESS, MENTOR)] == [404, 404]


def test_person_without_a_sign_in_is_erased_by_their_address() -> None:
    question = {"email": ADDRESS, "name": CANARY, "message": CANARY}
    assert call(portal, "POST", "/api/inquiries", question).status == 202
    assert erase(ADDRESS).status == 202
    carry_out()
    assert everywhere() == []


def test_person_whose_sign_in_is_gone_is_found_by_their_records(people: People) -> None:
    one = bird(people, user(ADDRESS))
    assert one.save().status == 201
    accounts.delete(one.sub)
    assert erase(ADDRESS).json == {"erasures": [one.sub]}
    carry_out()
    assert everywhere() == []


def test_erasure_by_staff_needs_a_reason_without_the_address_someone_to_erase_and_a_coordinator(people: People) -> None:
    assert erase("unknown@example.edu").status == 404
    assert bird(people, user(ADDRESS)).save().status == 201
    assert staff("DELETE", f"/people/{ADDRESS}", {}).status == 422
    refused = staff("DELETE", f"/people/{ADDRESS}", {"reason": f"{ADDRESS} asked for it."})
    assert (refused.status, refused.json["errors"][0]["field"]) == (422, "reason")
    assert erase(ADDRESS, groups="[staff]").status == 403
    assert of_type("ErasureRequested") == []


def test_leaving_twice_is_leaving_once(people: People) -> None:
    one = bird(people, user(ADDRESS))
    assert one.save().status == 201
    assert [leave(one).status for _ in range(2)] == [202, 202]
    carry_out()
    assert call(account, "DELETE", "/api/account", sub=one.sub).status == 401
    assert len(of_type("ErasureRequested")) == 1


def test_others_are_left_alone(people: People) -> None:
    stays, gone = eligible(people), bird(people, user(ADDRESS))
    assert gone.save().status == 201
    kept = stays.read().json
    leave(gone)
    carry_out()
    assert stays.read().json == kept
    assert staff("GET", "/applications", query={"cycle": "2024-25"}).json["items"][0]["id"] == stays.id
