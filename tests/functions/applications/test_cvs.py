"""A place for a CV: who gets it and until when, what its form accepts, and what the application shows of it."""

import base64
import json
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from functions.applications import cvs
from functions.applications.forms import MaterialForm
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.runtime.api import Caller
from shared.store import activities, applications
from tests import pdfs
from tests.functions.applications.applicant import DEADLINE, JUST_BEFORE, OPEN, new_applicant, submitted
from tests.functions.materials.files import ask, check, cv_of, landed, place
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.concurrency import race
from tests.runtime.faults import Died, dies_at
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("aws", "uploads", "written")


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def policy_of(answer: Any) -> dict[str, Any]:
    """What the form lets through."""
    policy: dict[str, Any] = json.loads(base64.b64decode(answer.json["fields"]["policy"]))
    return policy


def test_form_accepts_a_pdf_of_at_most_five_megabytes_under_one_key(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    answer = ask(applicant)
    fields = answer.json["fields"]
    assert (answer.status, answer.headers["etag"], set(answer.json)) == (201, '"2"', {"url", "fields"})
    assert answer.json["url"] == "https://test-uploads.s3.us-east-1.amazonaws.com/"
    assert (fields["key"].split("/")[:2], fields["Content-Type"]) == (["uploads", applicant.id], "application/pdf")
    conditions = policy_of(answer)["conditions"]
    assert {"bucket": "test-uploads"} in conditions
    assert ["content-length-range", 1, 5_000_000] in conditions
    named = {
        name: value for condition in conditions if isinstance(condition, dict) for name, value in condition.items()
    }
    assert {name: value for name, value in fields.items() if name not in ("policy", "x-amz-signature")} == {
        name: value for name, value in named.items() if name != "bucket"
    }


def test_cv_is_removed_from_the_working_copy_and_what_was_submitted_keeps_its_own(people: People) -> None:
    applicant = submitted(people)
    upload = landed(applicant)
    check(upload)
    assert applicant.submit().status == 201
    removed = [applicant.send("DELETE", "/materials") for _ in range(2)]
    assert [(answer.status, "materials" in answer.json) for answer in removed] == [(200, False)] * 2
    assert removed[0].headers["etag"] == removed[1].headers["etag"]
    assert removed[0].json["unsubmitted_changes"] is True
    assert [fact["data"]["upload"] for fact in of_type("CvRemoved")] == [upload.upload]
    shown = staff("GET", f"/applications/{applicant.id}").json["materials"]
    assert [shown.get(name, {}).get("filename") for name in ("cv", "submitted_cv")] == [None, "cv.pdf"]


def test_removing_a_refused_cv_leaves_the_accepted_one_before_it(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    check(landed(applicant, filename="good.pdf"))
    check(landed(applicant, pdfs.program(), filename="bad.pdf"))
    shown = [applicant.send("DELETE", "/materials").json.get("materials", {}).get("cv") for _ in range(2)]
    assert [cv and (cv["filename"], cv["status"]) for cv in shown] == [("good.pdf", "accepted"), None]


def test_cv_of_no_application_and_after_the_deadline_is_not_removed(people: People) -> None:
    assert new_applicant(people).send("DELETE", "/materials").status == 404
    applicant = new_applicant(people)
    applicant.save()
    place(applicant)
    late = applicant.send("DELETE", "/materials", at=DEADLINE)
    assert (late.status, of_type("CvRemoved")) == (409, [])


def test_form_closes_after_fifteen_minutes_or_at_the_deadline(people: People) -> None:
    applicant = new_applicant(people)
    assert policy_of(ask(applicant))["expiration"] == "2024-04-15T12:15:00.000Z"
    assert policy_of(ask(applicant, at=JUST_BEFORE))["expiration"] == "2024-04-16T04:00:00.000Z"
    extension = {"until": "2024-04-20T17:00", "reason": "Illness"}
    assert staff("POST", f"/applications/{applicant.id}/extension", extension, at=DEADLINE).status == 200
    assert policy_of(ask(applicant, at=DEADLINE))["expiration"] == "2024-04-16T04:15:00.000Z"


def test_upload_outside_the_window_is_refused_like_a_save(people: People) -> None:
    applicant = new_applicant(people)
    early, late = datetime(2024, 2, 16, 4, 59, tzinfo=UTC), DEADLINE
    refused = [
        (send(at=at).status, send(at=at).json["type"])
        for at in (early, late)
        for send in (applicant.save, _ask(applicant))
    ]
    assert refused == [(409, "window_not_open")] * 2 + [(409, "deadline_passed")] * 2
    assert [item["part"] for item in items("applications")] == ["late_attempt"]
    applicant.save()
    before = counts()
    assert ask(applicant, at=late).json["late_by_seconds"] == 0.0
    assert counts() == before


def _ask(applicant: Any) -> Any:
    return partial(ask, applicant)


def test_upload_before_the_first_save_begins_the_application(people: People) -> None:
    applicant = new_applicant(people)
    assert ask(applicant).status == 201
    read = applicant.read().json
    assert (read["status"], read["version"], read["form"]) == ("draft", 1, {})
    assert applicant.save().status == 200
    assert applicant.submit().status == 201


def test_upload_is_shown_before_and_after_its_check(people: People) -> None:
    applicant = new_applicant(people)
    assert "materials" not in applicant.save().json
    ask(applicant, "Lebenslauf Zoë.pdf", 4321)
    cv = cv_of(applicant)
    assert {name: cv[name] for name in ("status", "filename", "size", "uploaded_at", "uploaded_at_et")} == {
        "status": "waiting",
        "filename": "Lebenslauf Zoë.pdf",
        "size": 4321,
        "uploaded_at": "2024-04-15T12:00:00.000Z",
        "uploaded_at_et": "April 15, 2024, 8:00 AM ET",
    }
    assert applicant.save({"statement": "More."}).json["materials"] == {"cv": cv}


def test_upload_after_the_submission_is_an_unsubmitted_change(people: People) -> None:
    applicant = submitted(people)
    first = applicant.read().json
    file = place(applicant)
    read = applicant.read().json
    assert (read["version"], read["submitted_version"], read["unsubmitted_changes"]) == (2, 1, True)
    assert (read["receipt"], read["status"]) == (first["receipt"], "submitted")
    again = applicant.submit(at=OPEN + timedelta(hours=1)).json
    assert again["application"]["unsubmitted_changes"] is False
    assert again["receipt"]["number"] != first["receipt"]["number"]
    assert again["receipt"]["sha256"] == first["receipt"]["sha256"]
    kept = [applications.load_submission(applicant.id, version) for version in (1, 2)]
    assert [submission and submission.cv for submission in kept] == [None, file.upload]


def test_upload_reopens_a_withdrawn_application(people: People) -> None:
    applicant = submitted(people)
    applicant.withdraw()
    assert ask(applicant).status == 201
    assert applicant.read().json["status"] == "draft"


WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "a Word file": ({"content_type": "application/msword"}, "content_type", "Save your CV as a PDF"),
    "too large": ({"size": 5_000_001}, "size", "at most 5 MB"),
    "empty": ({"size": 0}, "size", "must be 1 or more"),
    "another kind": ({"kind": "photo"}, "kind", "Choose one of"),
    "no name": ({"filename": ""}, "filename", "Enter the filename."),
    "control characters": ({"filename": "a\x1b[31mb.pdf"}, "filename", "control characters"),
}


@pytest.mark.parametrize("name", WRONG)
def test_file_that_cannot_be_accepted_is_refused_before_it_is_sent(people: People, name: str) -> None:
    wrong, field, message = WRONG[name]
    body = {"kind": "cv", "filename": "cv.pdf", "content_type": "application/pdf", "size": 1000, **wrong}
    answer = new_applicant(people).send("POST", "/materials", body)
    (error,) = answer.json["errors"]
    assert (answer.status, error["field"], message in error["message"]) == (422, field, True)
    assert items("applications") == []


def test_newest_of_two_uploads_wins_in_any_order_of_checks(people: People) -> None:
    applicant = new_applicant(people)
    first, second = landed(applicant, filename="first.pdf"), landed(applicant, filename="second.pdf")
    check(second)
    check(first)
    assert (cv_of(applicant)["filename"], cv_of(applicant)["status"]) == ("second.pdf", "accepted")
    assert "earlier" not in cv_of(applicant)


def test_accepted_cv_stays_when_the_next_upload_is_refused_or_missing(people: People) -> None:
    applicant = new_applicant(people)
    check(landed(applicant, filename="good.pdf"))
    place(applicant, filename="never-sent.pdf")
    assert (cv_of(applicant)["status"], cv_of(applicant)["earlier"]["filename"]) == ("waiting", "good.pdf")
    check(landed(applicant, pdfs.program(), filename="bad.pdf"))
    assert (cv_of(applicant)["status"], cv_of(applicant)["earlier"]["filename"]) == ("refused", "good.pdf")


@pytest.mark.parametrize("done", [False, True])
def test_upload_can_start_again_after_a_lost_acknowledgement(people: People, done: bool) -> None:
    applicant = new_applicant(people)
    form = MaterialForm(kind="cv", filename="cv.pdf", content_type="application/pdf", size=1)
    caller = Caller(applicant.sub, applicant.sub, applicant.person.email, frozenset())
    with dies_at("TransactWriteItems", done=done), pytest.raises(Died):
        cvs.start(applicant.cycle, form, caller, OPEN)
    given = place(applicant)
    assert cv_of(applicant)["id"] == given.upload
    assert len(of_type("CvUploadStarted")) == len(items("applications")) - 1 == 1 + done


def test_file_announced_again_after_its_answer_was_lost_has_one_place(people: People) -> None:
    applicant = new_applicant(people)
    first, again = (place(applicant, at=OPEN + timedelta(seconds=n)) for n in (0, 2))
    assert (first, len(of_type("CvUploadStarted"))) == (again, 1)


def test_simultaneous_uploads_and_edits_are_all_kept(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    edits = [partial(applicant.save, {"applicant": {"phone": f"{n}"}}) for n in range(3)]
    answers = race([*edits, *(partial(ask, applicant, f"cv-{n}.pdf") for n in range(3))])
    assert sorted(getattr(answer, "status", 0) for answer in answers) == [200] * 3 + [201] * 3
    assert applicant.read().json["version"] == 7
    ids = {fact["data"]["upload"] for fact in of_type("CvUploadStarted")}
    assert (len(ids), cv_of(applicant)["id"] in ids) == (3, True)
    assert len(list(activities.of_subject(applicant.id))) == 7


def test_cv_of_another_applicant_is_not_shown(people: People) -> None:
    applicant, other = new_applicant(people), new_applicant(people, "applicant-2")
    ask(applicant)
    other.save()
    assert "materials" not in other.read().json
