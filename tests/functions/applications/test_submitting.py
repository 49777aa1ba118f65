"""Submitting: a receipt per version, judged only by the instant of arrival."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from functions.applications import use_cases
from functions.eligibility.handler import handler as eligibility
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.runtime.api import Caller
from shared.store import activities, applications
from tests.functions.applications.applicant import (
    DEADLINE,
    JUST_BEFORE,
    OPEN,
    Applicant,
    eligible,
    new_applicant,
    submitted,
)
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.concurrency import race
from tests.runtime.faults import BROKEN, FAILED, loses_answer
from tests.runtime.messages import deliver
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("aws", "written")


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def caller(applicant: Applicant) -> Caller:
    """The applicant, as the API knows them."""
    return Caller(applicant.sub, applicant.sub, applicant.person.email, frozenset())


def sha256(form: Any) -> str:
    """The digest as anyone can recompute it from the application that the API returns."""
    canonical = json.dumps(form, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def test_submission_gives_a_receipt_that_can_be_recomputed(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save({**applicant.person.form, "applicant": {"first_name": "Zoë", "last_name": "Nuñez-李"}})
    answer = applicant.submit()
    read = applicant.read().json
    assert (answer.status, answer.headers["etag"], answer.json["application"]) == (201, '"1"', read)
    assert (
        read["receipt"]
        == answer.json["receipt"]
        == {
            "number": answer.json["receipt"]["number"],
            "received_at": "2024-04-15T12:00:00.000Z",
            "received_at_et": "April 15, 2024, 8:00 AM ET",
            "sha256": sha256(read["form"]),
        }
    )
    assert (read["status"], read["submitted_version"], read["unsubmitted_changes"]) == ("submitted", 1, False)


def test_submitting_the_same_version_again_gives_the_same_receipt(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    first = applicant.submit()
    before = counts()
    again = [applicant.submit(at=at) for at in (OPEN + timedelta(hours=1), DEADLINE, DEADLINE + timedelta(days=40))]
    assert [(a.status, a.json) for a in again] == [(200, first.json)] * 3
    assert counts() == before


def test_later_edits_do_not_change_the_submitted_version(people: People) -> None:
    applicant = submitted(people)
    first = applicant.read().json
    applicant.save({"statement": "Something else, to be finished later."})
    read = applicant.read().json
    assert (read["version"], read["submitted_version"], read["unsubmitted_changes"]) == (2, 1, True)
    assert read["receipt"] == first["receipt"]
    kept = applications.load_submission(applicant.id, 1)
    assert kept is not None
    assert kept.form == first["form"]


def test_resubmission_is_a_new_version_with_a_new_receipt_and_a_new_judgement(people: People) -> None:
    applicant = eligible(people)
    first = applicant.read().json
    applicant.save({"training": {"program": "other"}})
    second = applicant.submit(at=OPEN + timedelta(hours=2))
    assert (second.status, second.json["application"]["status"]) == (201, "submitted")
    assert second.json["receipt"]["number"] != first["receipt"]["number"]
    assert second.json["receipt"]["sha256"] == sha256(second.json["application"]["form"])
    deliver(eligibility, "ApplicationSubmitted")
    assert (applicant.read().json["status"], applicant.read().json["verdict"]["version"]) == ("ineligible", 2)
    assert [item["version"] for item in items("applications") if item["part"] != "application"] == [1, 2]


def test_incomplete_application_is_refused_with_every_missing_field(people: People) -> None:
    applicant = new_applicant(people)
    form = {
        **applicant.person.form,
        "attestations": {"accurate": True, "minimum_commitment": False},
        "statement": "Short.",
    }
    del form["self_identification"], form["training"]["school"], form["preferences"]
    applicant.save(form)
    answer = applicant.submit()
    assert (answer.status, answer.json["type"]) == (422, "incomplete")
    assert sorted(error["field"] for error in answer.json["errors"]) == [
        "attestations.minimum_commitment",
        "preferences.format",
        "preferences.same_region",
        "self_identification",
        "statement",
        "training.school",
    ]
    assert (applicant.read().json["status"], of_type("ApplicationSubmitted")) == ("draft", [])


def test_submission_received_a_millisecond_before_the_deadline_is_on_time(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    answer = applicant.submit(at=JUST_BEFORE)
    assert (answer.status, answer.json["receipt"]["received_at"]) == (201, "2024-04-16T03:59:59.999Z")


def test_submission_received_at_the_deadline_is_refused_and_the_draft_stays(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    answer = applicant.submit(at=DEADLINE)
    figures = {key: answer.json[key] for key in ("type", "status", "received_at", "deadline_et", "late_by_seconds")}
    assert figures == {
        "type": "deadline_passed",
        "status": 409,
        "received_at": "2024-04-16T04:00:00.000Z",
        "deadline_et": "April 15, 2024, 11:59 PM ET",
        "late_by_seconds": 0.0,
    }
    read = applicant.read().json
    assert (read["status"], read["form"]["statement"]) == ("draft", applicant.person.form["statement"])


def test_late_attempts_make_one_row_and_one_fact(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    for seconds in (61.5, 90, 4000):
        assert applicant.submit(at=DEADLINE + timedelta(seconds=seconds)).json["late_by_seconds"] == seconds
    (fact,) = of_type("LateSubmissionRefused")
    assert (fact["subject"], fact["data"]) == (applicant.id, {"version": 1, "late_by_seconds": 61.5})
    (row,) = staff("GET", "/applications", query={"cycle": "2024-25"}).json["items"]
    assert (row["id"], row["late"], row["late_by_seconds"], row["status"]) == (applicant.id, True, 61.5, "draft")


def test_submission_before_the_opening_is_refused_without_a_late_row(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    answer = applicant.submit(at=datetime(2024, 2, 16, 4, 59, 59, tzinfo=UTC))
    assert (answer.status, answer.json["type"], answer.json["opens_at_et"]) == (
        409,
        "window_not_open",
        "February 16, 2024, 12:00 AM ET",
    )
    assert of_type("LateSubmissionRefused") == []


def test_stale_version_is_not_submitted(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    applicant.save({"statement": None})
    answer = applicant.submit(headers={"if-match": '"1"'})
    assert (answer.status, answer.json["current"]) == (412, applicant.read().json)
    assert of_type("ApplicationSubmitted") == []


def test_withdrawal_happens_once_even_after_the_close(people: People) -> None:
    applicant = submitted(people)
    first = applicant.withdraw(at=DEADLINE + timedelta(days=3))
    before = counts()
    again = applicant.withdraw(at=DEADLINE + timedelta(days=9))
    assert (first.status, first.json["status"], again.status, again.json) == (200, "withdrawn", 200, first.json)
    assert (counts(), len(of_type("ApplicationWithdrawn"))) == (before, 1)


def test_withdrawn_application_can_be_reopened_during_the_window(people: People) -> None:
    applicant = submitted(people)
    applicant.withdraw()
    taken_up = applicant.submit(at=JUST_BEFORE)
    assert (taken_up.status, taken_up.json["application"]["status"]) == (201, "submitted")
    applicant.withdraw(at=JUST_BEFORE)
    assert (applicant.submit(at=DEADLINE).status, applicant.read().json["status"]) == (409, "withdrawn")


def test_extension_lets_its_applicant_submit_until_its_end(people: People) -> None:
    extended, other = new_applicant(people), new_applicant(people, "applicant-2")
    for applicant in (extended, other):
        applicant.save()
    extension = {"until": "2024-04-20T17:00", "reason": "Illness"}
    assert staff("POST", f"/applications/{extended.id}/extension", extension, at=DEADLINE).status == 200
    end = datetime(2024, 4, 20, 21, 1, tzinfo=UTC)
    assert extended.submit(at=end).json["deadline_et"] == "April 20, 2024, 5:00 PM ET"
    assert extended.submit(at=end - timedelta(milliseconds=1)).status == 201
    assert other.submit(at=end - timedelta(milliseconds=1)).status == 409


def test_twenty_submissions_at_once_make_one_receipt(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    outcomes = race([partial(use_cases.submit, "2024-25", caller(applicant), None, OPEN)] * 20)
    assert all(isinstance(outcome, use_cases.Outcome) for outcome in outcomes), outcomes
    made = [outcome for outcome in outcomes if isinstance(outcome, use_cases.Outcome)]
    assert sorted(outcome.new for outcome in made) == [False] * 19 + [True]
    assert {outcome.application.receipt for outcome in made} == {made[0].application.receipt}
    assert [item["version"] for item in items("applications") if item["part"] != "application"] == [1]
    assert [fact.type for fact in activities.of_subject(applicant.id)] == ["ApplicationStarted", "ApplicationSubmitted"]


def test_twenty_late_attempts_at_once_make_one_row_and_one_fact(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    outcomes = race([partial(use_cases.submit, "2024-25", caller(applicant), None, DEADLINE)] * 20)
    assert [type(outcome).__name__ for outcome in outcomes] == ["DeadlinePassed"] * 20
    assert len(of_type("LateSubmissionRefused")) == 1


def test_late_attempts_and_withdrawals_at_once_are_both_kept(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    late = partial(use_cases.submit, "2024-25", caller(applicant), None, DEADLINE)
    withdrawal = partial(use_cases.withdraw, "2024-25", applicant.sub, None, DEADLINE)
    calls: list[Callable[[], object]] = [late, withdrawal] * 3
    race(calls)
    stored = applications.load(applicant.id)
    assert stored
    assert (stored.status, stored.late is not None, stored.revision) == ("withdrawn", True, 3)
    assert len(list(activities.of_subject(applicant.id))) == 3


@pytest.mark.parametrize("error", [*BROKEN, FAILED], ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("withdrawn", [False, True])
def test_submission_whose_answer_was_lost_is_a_success(people: People, withdrawn: bool, error: Exception) -> None:
    applicant = new_applicant(people)
    applicant.save()
    if withdrawn:
        applicant.submit()
        applicant.withdraw()
    with loses_answer("TransactWriteItems", error):
        sent = applicant.submit(headers={"if-match": '"1"'}, at=OPEN + timedelta(hours=1))
    receipts = [fact["data"]["receipt"] for fact in of_type("ApplicationSubmitted")]
    assert (sent.status, sent.json["receipt"]["number"]) == (200, receipts[-1])
    assert len(receipts) == (2 if withdrawn else 1)


@pytest.mark.parametrize("submitted_before", [False, True])
def test_withdrawn_application_submitted_again_is_the_same_when_its_client_repeats_it(
    people: People, submitted_before: bool
) -> None:
    applicant = new_applicant(people)
    applicant.save()
    if submitted_before:
        applicant.submit()
    applicant.withdraw()
    answers = [applicant.submit(headers={"if-match": '"1"'}, at=OPEN + timedelta(seconds=n)) for n in (1, 3)]
    assert [answer.status for answer in answers] == [201, 200]
    assert answers[0].json["receipt"] == answers[1].json["receipt"]
    applicant.withdraw(at=OPEN + timedelta(seconds=5))
    assert applicant.submit(headers={"if-match": '"1"'}, at=OPEN + timedelta(seconds=7)).status == 412


def test_submission_of_what_was_saved_since_is_stale(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    applicant.save({"applicant": {"pronouns": "they/them"}})
    applicant.submit()
    assert applicant.submit(headers={"if-match": '"1"'}, at=OPEN + timedelta(seconds=2)).status == 412


def test_what_was_submitted_last_can_be_read_beside_later_changes(people: People) -> None:
    applicant = submitted(people)
    first = applicant.read().json
    applicant.save({"location": {"state": "GU"}}, at=OPEN + timedelta(minutes=1))
    read = applicant.send("GET", "/submission")
    assert (read.status, read.json) == (
        200,
        {"version": 1, "receipt": first["receipt"], "form": first["form"], "cv": None},
    )
    assert read.json["form"]["self_identification"] == {"provided": True}


def test_nothing_is_read_as_submitted_before_it_was(people: People) -> None:
    applicant = new_applicant(people)
    assert applicant.send("GET", "/submission").status == 404
    applicant.save()
    assert (applicant.send("GET", "/submission").status, applicant.send("GET", "/submission").json["type"]) == (
        404,
        "not_found",
    )
