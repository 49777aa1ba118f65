"""A place for a CV: who gets one and until when, what its form lets through, and how the application tells of it."""

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
from tests.functions.applications.applicant import DEADLINE, JUST_BEFORE, OPEN, applicant, submitted
from tests.functions.materials.files import ask, check, cv_of, landed, place
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.concurrency import race
from tests.runtime.faults import Died, dies_at
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("aws", "uploads", "written")


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def policy(answer: Any) -> dict[str, Any]:
    """What the form lets through."""
    told: dict[str, Any] = json.loads(base64.b64decode(answer.json["fields"]["policy"]))
    return told


def test_form_takes_one_pdf_of_at_most_five_megabytes_under_one_key(people: People) -> None:
    one = applicant(people)
    one.save()
    answer = ask(one)
    fields = answer.json["fields"]
    assert (answer.status, answer.headers["etag"], set(answer.json)) == (201, '"2"', {"url", "fields"})
    assert answer.json["url"] == "https://test-uploads.s3.us-east-1.amazonaws.com/"
    assert (fields["key"].split("/")[:2], fields["Content-Type"]) == (["uploads", one.id], "application/pdf")
    conditions = policy(answer)["conditions"]
    assert {"bucket": "test-uploads"} in conditions
    assert ["content-length-range", 1, 5_000_000] in conditions
    named = {name: value for told in conditions if isinstance(told, dict) for name, value in told.items()}
    assert {name: value for name, value in fields.items() if name not in ("policy", "x-amz-signature")} == {
        name: value for name, value in named.items() if name != "bucket"
    }


def test_form_closes_after_a_quarter_of_an_hour_or_at_the_deadline(people: People) -> None:
    one = applicant(people)
    assert policy(ask(one))["expiration"] == "2024-04-15T12:15:00.000Z"
    assert policy(ask(one, at=JUST_BEFORE))["expiration"] == "2024-04-16T04:00:00.000Z"
    told = {"until": "2024-04-20T17:00", "reason": "Illness"}
    assert staff("POST", f"/applications/{one.id}/extension", told, at=DEADLINE).status == 200
    assert policy(ask(one, at=DEADLINE))["expiration"] == "2024-04-16T04:15:00.000Z"


def test_place_outside_the_window_is_refused_as_saving_is(people: People) -> None:
    one = applicant(people)
    early, late = datetime(2024, 2, 16, 4, 59, tzinfo=UTC), DEADLINE
    refused = [(send(at=at).status, send(at=at).json["type"]) for at in (early, late) for send in (one.save, _ask(one))]
    assert refused == [(409, "window_not_open")] * 2 + [(409, "deadline_passed")] * 2
    assert items("applications") == []
    one.save()
    before = counts()
    assert ask(one, at=late).json["late_by_seconds"] == 0.0
    assert counts() == before


def _ask(one: Any) -> Any:
    return partial(ask, one)


def test_upload_before_the_first_save_begins_the_application(people: People) -> None:
    one = applicant(people)
    assert ask(one).status == 201
    read = one.read().json
    assert (read["status"], read["version"], read["form"]) == ("draft", 1, {})
    assert one.save().status == 200
    assert one.submit().status == 201


def test_upload_is_told_until_it_is_checked_and_after(people: People) -> None:
    one = applicant(people)
    assert "materials" not in one.save().json
    ask(one, "Lebenslauf Zoë.pdf", 4321)
    cv = cv_of(one)
    assert {name: cv[name] for name in ("status", "filename", "size", "uploaded_at", "uploaded_at_et")} == {
        "status": "waiting",
        "filename": "Lebenslauf Zoë.pdf",
        "size": 4321,
        "uploaded_at": "2024-04-15T12:00:00.000Z",
        "uploaded_at_et": "April 15, 2024, 8:00 AM ET",
    }
    assert one.save({"statement": "More."}).json["materials"] == {"cv": cv}


def test_upload_after_submission_is_an_unsubmitted_change_until_it_is_submitted(people: People) -> None:
    one = submitted(people)
    first = one.read().json
    file = place(one)
    read = one.read().json
    assert (read["version"], read["submitted_version"], read["unsubmitted_changes"]) == (2, 1, True)
    assert (read["receipt"], read["status"]) == (first["receipt"], "submitted")
    again = one.submit(at=OPEN + timedelta(hours=1)).json
    assert again["application"]["unsubmitted_changes"] is False
    assert again["receipt"]["number"] != first["receipt"]["number"]
    assert again["receipt"]["sha256"] == first["receipt"]["sha256"]
    kept = [applications.load_submission(one.id, version) for version in (1, 2)]
    assert [submission and submission.cv for submission in kept] == [None, file.upload]


def test_upload_takes_a_withdrawn_application_up_again(people: People) -> None:
    one = submitted(people)
    one.withdraw()
    assert ask(one).status == 201
    assert one.read().json["status"] == "draft"


WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "a Word file": ({"content_type": "application/msword"}, "content_type", "Save your CV as a PDF"),
    "too large": ({"size": 5_000_001}, "size", "at most 5 MB"),
    "empty": ({"size": 0}, "size", "must be 1 or more"),
    "another kind": ({"kind": "photo"}, "kind", "Choose one of"),
    "no name": ({"filename": ""}, "filename", "Enter the filename."),
    "two lines": ({"filename": "a\nb.pdf"}, "filename", "one line"),
}


@pytest.mark.parametrize("name", WRONG)
def test_file_that_cannot_be_taken_is_refused_before_it_is_sent(people: People, name: str) -> None:
    wrong, field, message = WRONG[name]
    told = {"kind": "cv", "filename": "cv.pdf", "content_type": "application/pdf", "size": 1000, **wrong}
    answer = applicant(people).send("POST", "/materials", told)
    (error,) = answer.json["errors"]
    assert (answer.status, error["field"], message in error["message"]) == (422, field, True)
    assert items("applications") == []


def test_newest_of_two_uploads_wins_whichever_is_checked_first(people: People) -> None:
    one = applicant(people)
    first, second = landed(one, filename="first.pdf"), landed(one, filename="second.pdf")
    check(second)
    check(first)
    assert (cv_of(one)["filename"], cv_of(one)["status"]) == ("second.pdf", "accepted")
    assert "earlier" not in cv_of(one)


def test_refused_or_missing_successor_leaves_the_accepted_cv_in_place(people: People) -> None:
    one = applicant(people)
    check(landed(one, filename="good.pdf"))
    place(one, filename="never-sent.pdf")
    assert (cv_of(one)["status"], cv_of(one)["earlier"]["filename"]) == ("waiting", "good.pdf")
    check(landed(one, pdfs.program(), filename="bad.pdf"))
    assert (cv_of(one)["status"], cv_of(one)["earlier"]["filename"]) == ("refused", "good.pdf")


@pytest.mark.parametrize("done", [False, True])
def test_place_whose_answer_from_the_table_was_lost_can_be_asked_for_again(people: People, done: bool) -> None:
    one = applicant(people)
    form = MaterialForm(kind="cv", filename="cv.pdf", content_type="application/pdf", size=1)
    caller = Caller(one.sub, one.sub, one.person.email, frozenset())
    with dies_at("TransactWriteItems", done=done), pytest.raises(Died):
        cvs.start(one.cycle, form, caller, OPEN)
    given = place(one)
    assert cv_of(one)["id"] == given.upload
    assert len(of_type("CvUploadStarted")) == len(items("applications")) - 1 == 1 + done


def test_uploads_and_edits_at_once_are_all_kept(people: People) -> None:
    one = applicant(people)
    one.save()
    edits = [partial(one.save, {"applicant": {"phone": f"{n}"}}) for n in range(3)]
    answers = race([*edits, *[partial(ask, one)] * 3])
    assert sorted(getattr(answer, "status", 0) for answer in answers) == [200] * 3 + [201] * 3
    assert one.read().json["version"] == 7
    ids = {fact["data"]["upload"] for fact in of_type("CvUploadStarted")}
    assert (len(ids), cv_of(one)["id"] in ids) == (3, True)
    assert len(list(activities.of_subject(one.id))) == 7


def test_anothers_cv_is_not_shown(people: People) -> None:
    one, other = applicant(people), applicant(people, "applicant-2")
    ask(one)
    other.save()
    assert "materials" not in other.read().json
