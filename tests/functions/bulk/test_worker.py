"""Bulk changes: a preview that is right, each application on its own, nothing twice, whatever dies."""

from typing import Any

import pytest

from functions.bulk.handler import handler
from functions.eligibility.handler import handler as eligibility
from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.applications.applicant import OPEN, new_applicant, submitted
from tests.functions.http import Answer
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime import messages
from tests.runtime.faults import dies_at
from tests.runtime.messages import deliver
from tests.scene import Scene
from tests.store.scans import items, of_type

pytestmark = pytest.mark.usefixtures("aws", "written")
VERDICT = {"action": "verdict", "outcome": "eligible", "reason": "The committee decided."}


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


@Scene
def applied(people: People) -> list[str]:
    """Two residents, whom staff review, and a draft."""
    judged = [submitted(people, f"judged-{n}", "resident") for n in range(2)]
    deliver(eligibility, "ApplicationSubmitted")
    draft = new_applicant(people, "draft")
    draft.save({"training": {"school": "Howard University College of Medicine"}})
    return [*(each.id for each in judged), draft.id]


@pytest.fixture
def three(people: People) -> list[str]:
    return applied(people)


def ask(ids: list[str], **more: Any) -> Answer:
    return staff("POST", "/cycles/2024-25/bulk", {**VERDICT, "applications": ids, **more}, at=OPEN)


def job_of(answer: Answer) -> dict[str, Any]:
    assert answer.status == 202
    return dict(staff("GET", f"/jobs/{answer.json['job']}").json)


def statuses(ids: list[str]) -> list[str]:
    return [staff("GET", f"/applications/{id}").json["status"] for id in ids]


DRAFT = "An application that is draft can’t get a verdict."


def test_dry_run_tells_whom_it_touches_and_changes_no_one(three: list[str]) -> None:
    before = items("applications")
    job = job_of(ask([*three, "unknown"], dry_run=True))
    assert (job["state"], job["touches"]) == ("done", three[:2])
    assert job["failed"] == [
        {"id": three[2], "why": DRAFT},
        {"id": "unknown", "why": "There’s no such application in this cycle."},
    ]
    assert (items("applications"), of_type("BulkRequested")) == (before, [])


def test_each_is_changed_on_its_own_and_who_cannot_be_is_named(three: list[str]) -> None:
    preview = ask(three, dry_run=True).json["job"]
    asked = ask(three, preview=preview)
    assert statuses(three) == ["needs_review", "needs_review", "draft"]
    deliver(handler, "BulkRequested")
    job = job_of(asked)
    assert (job["state"], job["done"], job["total"]) == ("done", 2, 3)
    assert job["failed"] == [{"id": three[2], "why": DRAFT}]
    assert statuses(three) == ["eligible", "eligible", "draft"]
    by_staff = [fact for fact in of_type("VerdictReached") if fact["actor"] == "staff:staff-1"]
    assert [fact["subject"] for fact in sorted(by_staff, key=lambda f: three.index(f["subject"]))] == three[:2]


def test_one_that_someone_changed_since_the_preview_is_left_alone(three: list[str]) -> None:
    preview = ask(three[:2], dry_run=True).json["job"]
    other = {"outcome": "ineligible", "reason": "I called the school."}
    assert staff("POST", f"/applications/{three[0]}/verdict", other).status == 200
    asked = ask(three[:2], preview=preview)
    deliver(handler, "BulkRequested")
    assert job_of(asked)["failed"] == [
        {"id": three[0], "why": "Someone changed this application in the meantime. Look at it again."}
    ]
    assert statuses(three[:2]) == ["ineligible", "eligible"]


def test_extension_for_several(three: list[str]) -> None:
    change = {"action": "extension", "until": "2031-04-20T23:59", "reason": "The storm.", "outcome": None}
    asked = ask(three, **change)
    deliver(handler, "BulkRequested")
    assert (job_of(asked)["done"], job_of(asked)["failed"]) == (3, [])
    assert {fact["subject"] for fact in of_type("DeadlineExtended")} == set(three)


MAIL = {
    "action": "mail",
    "outcome": None,
    "subject": "A new form",
    "message": "Dear all,\n\nplease look.",
    "reason": "News",
}


def test_mail_goes_once_to_whom_the_preview_named_and_its_text_is_in_no_fact(three: list[str]) -> None:
    preview = ask(three, dry_run=True, **MAIL).json["job"]
    assert staff("POST", f"/applications/{three[0]}/verdict", {"outcome": "eligible", "reason": "Fits"}).status == 200
    asked = ask(three, preview=preview, **MAIL)
    with dies_at("TransactWriteItems", 1, done=True):
        handler(messages.batch(*messages.facts("BulkRequested")), None)
    deliver(handler, "BulkRequested")
    deliver(handler, "BulkRequested")
    job = job_of(asked)
    assert (job["asked"], job["done"]) == ({"action": "mail", "subject": "A new form", "dry_run": False}, 2)
    assert [failed["id"] for failed in job["failed"]] == [three[0]]
    facts = of_type("NoticeGiven")
    assert {fact["subject"] for fact in facts} == set(three[1:])
    assert [(fact["data"], fact["note"]) for fact in facts] == [({"job": job["id"]}, "News")] * 2
    assert "please look" not in str([items("activity"), staff("GET", "/cycles/2024-25/jobs").json])


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({**MAIL, "subject": None, "message": None}, ["subject", "message"]),
        ({**MAIL, "message": "  "}, ["message"]),
        ({**VERDICT, "outcome": None}, ["outcome"]),
        ({**VERDICT, "action": "extension"}, ["until"]),
    ],
)
def test_what_an_action_needs_is_asked_for_beside_its_field(body: dict[str, Any], fields: list[str]) -> None:
    answer = staff("POST", "/cycles/2024-25/bulk", {**body, "applications": ["a"]}, at=OPEN)
    assert (answer.status, [error["field"] for error in answer.json["errors"]]) == (422, fields)


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_killed_anywhere_and_delivered_twice_changes_each_once(three: list[str], number: int, done: bool) -> None:
    asked = ask(three)
    with dies_at("TransactWriteItems", number, done=done):
        handler(messages.batch(*messages.facts("BulkRequested")), None)
    deliver(handler, "BulkRequested")
    deliver(handler, "BulkRequested")
    assert (job_of(asked)["done"], len(job_of(asked)["failed"]), statuses(three)[:2]) == (2, 1, ["eligible"] * 2)
    by_staff = [fact["id"] for fact in of_type("VerdictReached") if fact["actor"] == "staff:staff-1"]
    assert (len(by_staff), len(of_type("BulkFinished"))) == (2, 1)


def test_run_that_is_out_of_time_goes_on_when_it_is_delivered_again(three: list[str]) -> None:
    class Over:
        get_remaining_time_in_millis = staticmethod(lambda: 0)

    ask(three)
    (fact,) = messages.facts("BulkRequested")
    assert handler(messages.batch(fact), Over) == messages.failed(fact.id)
    deliver(handler, "BulkRequested")
    assert statuses(three[:2]) == ["eligible", "eligible"]


@pytest.mark.parametrize(
    "wrong",
    [{"action": "delete"}, {"outcome": None}, {"action": "extension"}, {"applications": []}, {"preview": "unknown"}],
)
def test_nonsense_is_refused(three: list[str], wrong: dict[str, Any]) -> None:
    assert staff("POST", "/cycles/2024-25/bulk", {**VERDICT, "applications": three, **wrong}).status == 422
    assert items("jobs") == []


def test_coordinators_alone_change_many(three: list[str]) -> None:
    body = {**VERDICT, "applications": three}
    assert staff("POST", "/cycles/2024-25/bulk", body, groups="[staff]").status == 403
