"""A mentor's own record: the form, approval, pause and return."""

from datetime import UTC, datetime

import pytest

from infra.local.people import People
from tests.functions.mentors.volunteer import active, new_mentor
from tests.functions.staff.staff_client import staff
from tests.store.scans import counts, of_type

pytestmark = pytest.mark.usefixtures("aws")
NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)


def test_first_form_makes_the_record_and_later_forms_change_it(people: People) -> None:
    mentor = new_mentor(people)
    first = mentor.send("PUT", "", mentor.person.form, at=NOW)
    later = mentor.volunteer(capacity=4)
    assert [(a.status, a.headers["etag"]) for a in (first, later)] == [(201, '"1"'), (200, '"2"')]
    assert first.json == {
        "id": mentor.id,
        "status": "interested",
        "version": 1,
        "capacity": mentor.person.form["capacity"],
        "open_places": 0,
        "paused_until": None,
        "form": {"avoid_institutions": [], **mentor.person.form},
        "institution": first.json["institution"],
        "avoid_institutions": [],
        "updated_at": "2024-03-01T12:00:00.000Z",
    }
    assert mentor.read() == later.json
    assert [len(of_type(type)) for type in ("MentorInterestReceived", "MentorChanged")] == [1, 1]


def test_institutions_are_resolved_when_saved_and_told_with_what_was_typed(people: People) -> None:
    mentor = new_mentor(people)
    avoided = ["Mehary medical colege", "unm hospital", "Prairie Hospital of Nowhere", "Saint Louis"]
    saved = mentor.volunteer(institution="UNM Comprehensive Cancer Center", avoid_institutions=avoided).json
    assert saved["form"]["institution"] == "UNM Comprehensive Cancer Center"
    assert saved["institution"] == {
        "typed": "UNM Comprehensive Cancer Center",
        "name": "University of New Mexico",
        "candidates": [],
    }
    assert [(each["typed"], each.get("name")) for each in saved["avoid_institutions"]] == [
        ("Mehary medical colege", "Meharry Medical College"),
        ("unm hospital", "University of New Mexico"),
        ("Prairie Hospital of Nowhere", None),
        ("Saint Louis", None),
    ]
    unlisted, shared = saved["avoid_institutions"][2:]
    assert unlisted["candidates"] == []
    assert "Saint Louis University" in shared["candidates"]
    assert mentor.read() == saved


def test_same_form_again_changes_nothing(people: People) -> None:
    mentor = new_mentor(people)
    mentor.volunteer()
    before = counts()
    assert (mentor.volunteer().headers["etag"], counts()) == ('"1"', before)


def test_stale_version_is_refused_with_the_stored_copy(people: People) -> None:
    mentor = new_mentor(people)
    mentor.volunteer(capacity=1)
    mentor.volunteer(capacity=2)
    stale = mentor.volunteer(capacity=3, headers={"if-match": '"1"'})
    assert (stale.status, stale.json["type"], stale.json["current"]) == (412, "stale_version", mentor.read())
    assert mentor.volunteer(capacity=3, headers={"if-match": '"2"'}).status == 200


def test_answer_out_of_range_is_refused_with_its_field_and_nothing_is_stored(people: People) -> None:
    mentor = new_mentor(people)
    wrong = {"capacity": 6, "months_available": 5, "formats": [], "disciplines": ["dentistry"]}
    answer = mentor.volunteer(**wrong)
    assert (answer.status, sorted(error["field"] for error in answer.json["errors"])) == (
        422,
        ["capacity", "disciplines.0", "formats", "months_available"],
    )
    assert mentor.read()["type"] == "not_found"


def test_approval_opens_the_mentors_places_once(people: People) -> None:
    mentor = new_mentor(people)
    mentor.volunteer(capacity=3)
    answers = [staff("POST", f"/mentors/{mentor.id}/approval") for _ in range(2)]
    assert [(a.status, a.json["status"], a.json["open_places"]) for a in answers] == [(200, "active", 3)] * 2
    assert [fact["actor"] for fact in of_type("MentorApproved")] == ["staff:staff-1"]


def test_pause_takes_the_mentor_out_and_resuming_brings_them_back(people: People) -> None:
    mentor = active(people)
    paused = mentor.send("POST", "/pause", {"until": "2031-01-31"})
    same = mentor.send("POST", "/pause", {"until": "2031-01-31"})
    assert paused.json == same.json
    assert (paused.json["status"], paused.json["open_places"], paused.json["paused_until"]) == (
        "paused",
        0,
        "2031-01-31T05:00:00.000Z",
    )
    longer = mentor.send("POST", "/pause", {})
    resumed = [mentor.send("POST", "/resume") for _ in range(2)]
    assert (longer.json["status"], longer.json["paused_until"]) == ("paused", None)
    assert [(a.status, a.json["status"], a.json["open_places"]) for a in resumed] == [(200, "active", 1)] * 2
    assert [len(of_type(type)) for type in ("MentorPaused", "MentorResumed")] == [2, 1]


def test_pause_until_an_impossible_day_is_refused(people: People) -> None:
    mentor = active(people)
    days = ("2024-02-30", "soon", "2024-1-1", "\uff12024-01-01", 20240101, "")
    answers = [mentor.send("POST", "/pause", {"until": day}) for day in days]
    assert [(a.status, [e["field"] for e in a.json["errors"]]) for a in answers] == [(422, ["until"])] * len(days)


def test_mentor_needs_a_form_and_an_approval_to_pause(people: People) -> None:
    mentor, stranger = new_mentor(people), new_mentor(people, "stranger")
    mentor.volunteer()
    asked = [mentor.send("POST", path) for path in ("/pause", "/resume")]
    assert [(a.status, a.json["type"]) for a in asked] == [(409, "not_possible")] * 2
    asked = [stranger.send("POST", path) for path in ("/pause", "/resume")] + [stranger.send("GET")]
    assert [(a.status, a.json["type"]) for a in asked] == [(404, "not_found")] * 3


def test_paused_mentor_cannot_be_approved(people: People) -> None:
    mentor = active(people)
    mentor.send("POST", "/pause", {})
    refused = staff("POST", f"/mentors/{mentor.id}/approval")
    assert (refused.status, refused.json["type"], mentor.read()["status"]) == (409, "not_possible", "paused")


def test_request_without_a_token_is_401(people: People) -> None:
    mentor = new_mentor(people)
    sent = (("PUT", "", mentor.person.form), ("GET", "", None), ("POST", "/pause", None), ("POST", "/resume", None))
    answers = [mentor.send(method, path, body, sub=None) for method, path, body in sent]
    assert [(a.status, a.json["type"]) for a in answers] == [(401, "unauthorized")] * 4


def test_mentor_retires_once_and_for_good(people: People) -> None:
    guide = active(people)
    answers = [guide.send("POST", "/retirement", {"reason": "Moving away"}) for _ in range(2)]
    assert [(it.status, it.json["status"]) for it in answers] == [(200, "retired")] * 2
    (fact,) = of_type("MentorRetired")
    assert (fact["subject"], fact["actor"]) == (guide.id, "mentor")
    assert new_mentor(people, "no-mentor").send("POST", "/retirement", {}).status == 404
