"""Submitted applications are judged: each version once, by that version's answers."""

from datetime import timedelta
from typing import Any

import pytest

from functions.eligibility.handler import handler
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import applications
from shared.store import dynamodb as db
from tests.functions.applications.applicant import OPEN, submitted
from tests.functions.staff.staff_client import write_cycle
from tests.runtime.messages import NONE_FAILED, batch, deliver, facts, failed, message, poison
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("aws", "written")


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def test_every_kind_of_applicant_gets_its_verdict(people: People) -> None:
    expected = {
        "student": "eligible",
        "resident": "needs_review",
        "unlisted_school": "needs_review",
        "own_words": "needs_review",
        "spanish": "needs_review",
        "no_group": "ineligible",
        "abroad": "ineligible",
        "no_degree": "ineligible",
    }
    applicants = {kind: submitted(people, kind, kind) for kind in expected}
    deliver(handler, "ApplicationSubmitted")
    assert {kind: applicant.read().json["status"] for kind, applicant in applicants.items()} == expected
    verdicts = {
        fact["subject"]: (fact["data"]["outcome"], fact["data"]["version"]) for fact in of_type("VerdictReached")
    }
    assert verdicts == {applicant.id: (expected[kind], 1) for kind, applicant in applicants.items()}


def test_verdict_has_every_reason_and_names_no_group(people: People) -> None:
    applicant = submitted(people)
    deliver(handler, "ApplicationSubmitted")
    verdict: dict[str, Any] = applicant.read().json["verdict"]
    assert (verdict["policy"], verdict["version"], verdict["decided_by"]) == ("2024-25.1", 1, "rules")
    assert [reason["rule"] for reason in verdict["reasons"]] == ["enrolled", "uim", "us_based", "english"]
    (group,) = applicant.person.form["self_identification"]["groups"]
    assert group not in str(verdict)


def test_redelivery_does_nothing(people: People) -> None:
    submitted(people)
    deliver(handler, "ApplicationSubmitted")
    before, tables = counts(), items("applications")
    deliver(handler, "ApplicationSubmitted")
    (fact,) = facts("ApplicationSubmitted")
    assert handler(batch(fact, fact), None) == NONE_FAILED
    assert (counts(), items("applications")) == (before, tables)


def test_superseded_version_is_not_judged(people: People) -> None:
    applicant = submitted(people)
    (first,) = facts("ApplicationSubmitted")
    applicant.save({"training": {"program": "other"}})
    applicant.submit(at=OPEN + timedelta(minutes=5))
    assert handler(batch(first), None) == NONE_FAILED
    assert (applicant.read().json["status"], of_type("VerdictReached")) == ("submitted", [])
    deliver(handler, "ApplicationSubmitted")
    assert [(fact["data"]["version"], fact["data"]["outcome"]) for fact in of_type("VerdictReached")] == [
        (2, "ineligible")
    ]


def test_later_edits_do_not_change_what_is_judged(people: People) -> None:
    applicant = submitted(people)
    applicant.save({"training": {"program": "other"}, "self_identification": {"declines": True}})
    deliver(handler, "ApplicationSubmitted")
    assert applicant.read().json["verdict"]["outcome"] == "eligible"


def test_withdrawn_application_is_not_judged(people: People) -> None:
    applicant = submitted(people)
    applicant.withdraw()
    deliver(handler, "ApplicationSubmitted")
    assert (applicant.read().json["status"], of_type("VerdictReached")) == ("withdrawn", [])


def test_graduation_is_judged_on_the_eastern_day_of_the_submission(people: People) -> None:
    applicant = submitted(people, at=OPEN.replace(day=1, hour=3, minute=59))
    applicant.save({"training": {"graduation": "2024-03"}}, at=OPEN.replace(day=1, hour=3, minute=59))
    applicant.submit(at=OPEN.replace(day=1, hour=3, minute=59))
    deliver(handler, "ApplicationSubmitted")
    assert applicant.read().json["status"] == "eligible"
    applicant.save({"statement": applicant.person.form["statement"] + " Again."}, at=OPEN.replace(day=1, hour=4))
    applicant.submit(at=OPEN.replace(day=1, hour=4))
    deliver(handler, "ApplicationSubmitted")
    assert applicant.read().json["status"] == "ineligible"


def test_bad_message_among_ten_fails_alone(people: People) -> None:
    applicants = [submitted(people, f"applicant-{n}") for n in range(9)]
    records = [message(fact) for fact in facts("ApplicationSubmitted")]
    records.insert(4, poison())
    assert handler({"Records": records}, None) == failed("poison")
    assert [applicant.read().json["status"] for applicant in applicants] == ["eligible"] * 9


def test_event_that_starts_nothing_here_fails_alone(people: People) -> None:
    applicant = submitted(people)
    (written,), (sent,) = facts("CycleWritten"), facts("ApplicationSubmitted")
    assert handler(batch(written, sent), None) == failed(written.id)
    assert applicant.read().json["status"] == "eligible"


def test_failed_judgement_succeeds_when_its_message_is_redelivered(people: People) -> None:
    applicant, other = submitted(people, "applicant-1"), submitted(people, "applicant-2")
    kept = applications.load_submission(applicant.id, 1)
    assert kept
    _put_form(applicant.id, {})
    failing = [fact.id for fact in facts("ApplicationSubmitted") if fact.subject == applicant.id]
    assert handler(batch(*facts("ApplicationSubmitted")), None) == failed(*failing)
    assert [applicant.read().json["status"], other.read().json["status"]] == ["submitted", "eligible"]
    _put_form(applicant.id, kept.form)
    deliver(handler, "ApplicationSubmitted")
    assert applicant.read().json["status"] == "eligible"


def _put_form(application: str, form: dict[str, Any]) -> None:
    """Change a submitted version, which the program itself can't."""
    db.client().update_item(
        TableName=db.table("applications"),
        Key=db.encode_item({"id": application, "part": "submission#000001"}),
        UpdateExpression="SET form = :form",
        ExpressionAttributeValues={":form": db.encode(form)},
    )
