"""Applications as staff work with them: lists, verdicts, extensions and self-identification."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.eligibility.handler import handler as eligibility
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import dynamodb as db
from tests.functions.applications.applicant import DEADLINE, OPEN, Applicant, eligible, new_applicant, submitted
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.messages import deliver
from tests.scene import Scene
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws", "written")
Rows = list[dict[str, Any]]


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


@Scene
def applied(people: People) -> list[Applicant]:
    """Eleven applicants of every status an open window knows, each minute another one."""
    kinds = ("student", "resident", "no_group")
    made = [submitted(people, f"judged-{n}", kinds[n % 3], at=OPEN + timedelta(minutes=n)) for n in range(6)]
    deliver(eligibility, "ApplicationSubmitted")
    made += [submitted(people, f"new-{n}", at=OPEN + timedelta(minutes=10)) for n in range(2)]
    made[0].withdraw()
    for n in range(3):
        applicant = new_applicant(people, f"draft-{n}")
        applicant.save({"training": {"school": "Howard University College of Medicine"}})
        made.append(applicant)
    made[-1].submit(at=DEADLINE)
    return made


@pytest.fixture
def crowd(people: People) -> list[Applicant]:
    return applied(people)


def listed(limit: int = 200, **query: str) -> Rows:
    """Every row of the list, page by page."""
    rows: Rows = []
    cursor = ""
    for _ in range(20):
        page = staff("GET", "/applications", query={"cycle": "2024-25", "limit": str(limit), "cursor": cursor, **query})
        assert (page.status, len(page.json["items"]) <= limit) == (200, True)
        rows += page.json["items"]
        cursor = page.json["next_cursor"]
        if cursor is None:
            return rows
    raise AssertionError("the list has no end")


def test_pages_together_are_the_whole_list(crowd: list[Applicant]) -> None:
    whole = listed()
    assert sorted(row["id"] for row in whole) == sorted(applicant.id for applicant in crowd)
    assert [listed(limit) for limit in (1, 3, 11)] == [whole] * 3


def test_filters_give_the_matching_rows(crowd: list[Applicant]) -> None:
    whole = listed()
    statuses = {row["status"] for row in whole}
    assert statuses == {"submitted", "needs_review", "eligible", "ineligible", "draft", "withdrawn"}
    for status in statuses:
        assert listed(1, status=status) == [row for row in whole if row["status"] == status]
    school = whole[0]["school"]
    of_school = [row for row in whole if row["school"] == school]
    assert sorted(row["id"] for row in listed(1, school=school)) == sorted(row["id"] for row in of_school)
    assert listed(1, school=school, status="draft") == [row for row in of_school if row["status"] == "draft"]
    assert listed(1, q="HOWARD univ") == [row for row in whole if "Howard" in row["school"]]
    assert listed(q=crowd[3].id) == [row for row in whole if row["id"] == crowd[3].id]
    assert [listed(cycle="2023-24"), listed(school="Nowhere"), listed(q="no such words")] == [[], [], []]


def test_row_shows_the_applicant_and_whether_extended_or_late(crowd: list[Applicant]) -> None:
    applicant = crowd[-1]
    until = {"until": "2024-04-20T23:59", "reason": "Illness"}
    assert staff("POST", f"/applications/{applicant.id}/extension", until, at=DEADLINE).status == 200
    (row,) = listed(q=applicant.id)
    assert row == {
        "id": applicant.id,
        "cycle": "2024-25",
        "status": "draft",
        "version": 1,
        "updated_at": "2024-04-16T04:00:00.000Z",
        "status_since": "2024-04-15T12:00:00.000Z",
        "applicant_name": "",
        "school": "Howard University College of Medicine",
        "stage": "",
        "state": "",
        "reasons": [],
        "submitted_version": None,
        "received_at": None,
        "late_by_seconds": 0.0,
        "extended_until": "2024-04-21T04:00:00.000Z",
        "extended": True,
        "late": True,
    }
    assert [(r["extended"], r["late"]) for r in listed() if r["id"] != applicant.id] == [(False, False)] * 10


def test_application_has_its_verdicts_and_its_history(people: People) -> None:
    applicant = eligible(people)
    shown = staff("GET", f"/applications/{applicant.id}").json
    assert [fact["type"] for fact in shown["activity"]] == [
        "ApplicationStarted",
        "ApplicationSubmitted",
        "VerdictReached",
    ]
    assert [verdict["outcome"] for verdict in shown["verdicts"]] == ["eligible"]
    assert (shown["email"], shown["form"]["self_identification"]) == (applicant.person.email, {"provided": True})
    assert staff("GET", "/applications/no one").status == 404


def test_staffs_verdict_replaces_the_rules_verdict(people: People) -> None:
    applicant = submitted(people, kind="resident")
    deliver(eligibility, "ApplicationSubmitted")
    sent = {"outcome": "eligible", "reason": "Residents are invited."}
    answers = [staff("POST", f"/applications/{applicant.id}/verdict", sent) for _ in range(2)]
    assert [(a.status, a.json["status"]) for a in answers] == [(200, "eligible")] * 2
    verdict = answers[1].json["verdict"]
    assert (verdict["decided_by"], verdict["note"], verdict["version"]) == ("staff", "Residents are invited.", 1)
    assert [v["decided_by"] for v in answers[1].json["verdicts"]] == ["rules", "staff"]
    assert applicant.read().json["status"] == "eligible"
    facts = [(fact["actor"], fact["data"]["outcome"]) for fact in of_type("VerdictReached")]
    assert sorted(facts) == [("program", "needs_review"), ("staff:staff-1", "eligible")]


def test_verdict_can_be_changed_back(people: People) -> None:
    applicant = eligible(people)
    for outcome in ("ineligible", "eligible", "ineligible"):
        answer = staff(
            "POST", f"/applications/{applicant.id}/verdict", {"outcome": outcome, "reason": f"Now {outcome}"}
        )
        assert (answer.status, answer.json["status"]) == (200, outcome)
    assert len(of_type("VerdictReached")) == 4


def test_draft_cannot_be_judged(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    answer = staff("POST", f"/applications/{applicant.id}/verdict", {"outcome": "eligible", "reason": "Surely"})
    assert (answer.status, answer.json["type"], of_type("VerdictReached")) == (409, "not_possible", [])


def test_extension_is_written_once_with_its_reason(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    sent = {"until": "2024-04-20T23:59", "reason": "Illness"}
    answers = [staff("POST", f"/applications/{applicant.id}/extension", sent, at=DEADLINE) for _ in range(2)]
    shown = {"until": "2024-04-21T04:00:00.000Z", "until_et": "April 20, 2024, 11:59 PM ET"}
    assert [(a.status, a.json["extension"]) for a in answers] == [(200, shown)] * 2
    (fact,) = of_type("DeadlineExtended")
    assert (fact["actor"], fact["note"], fact["data"]) == ("staff:staff-1", "Illness", {"until": shown["until"]})


def test_extension_must_end_later_to_be_accepted(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    at = datetime(2024, 4, 18, tzinfo=UTC)
    for until in ("2024-04-15T23:59", "2024-04-17T12:00", "2024-13-01T00:00", "2025-03-09T02:30", "tomorrow"):
        answer = staff("POST", f"/applications/{applicant.id}/extension", {"until": until, "reason": "Illness"}, at=at)
        assert (answer.status, answer.json["type"]) == (422, "invalid"), until
    assert of_type("DeadlineExtended") == []


def test_self_identification_is_shown_only_with_a_reason(people: People) -> None:
    applicant = submitted(people)
    reasons = ("", "  ", "no", " no ", "x" * 2001)
    answers = [
        staff("GET", f"/applications/{applicant.id}/self_identification", query={"reason": reason})
        for reason in reasons
    ]
    assert [(a.status, [e["field"] for e in a.json["errors"]]) for a in answers] == [(422, ["reason"])] * 5
    assert of_type("SelfIdentificationRead") == []


def test_self_identification_is_shown_as_submitted_and_every_view_is_recorded(people: People) -> None:
    applicant = submitted(people)
    chosen = applicant.person.form["self_identification"]
    applicant.save({"self_identification": {"declines": True}})
    looks = [
        staff("GET", f"/applications/{applicant.id}/self_identification", query={"reason": "An appeal"})
        for _ in range(2)
    ]
    assert [(a.status, a.json) for a in looks] == [
        (200, {"id": applicant.id, "version": 1, "self_identification": chosen})
    ] * 2
    facts = [(fact["subject"], fact["actor"], fact["note"]) for fact in of_type("SelfIdentificationRead")]
    assert facts == [(applicant.id, "staff:staff-1", "An appeal")] * 2


def test_view_of_self_identification_is_recorded_before_it_is_shown(people: People) -> None:
    applicant = submitted(people)
    db.client().delete_table(TableName=db.table("self_identification"))
    answer = staff("GET", f"/applications/{applicant.id}/self_identification", query={"reason": "An appeal"})
    assert (answer.status, len(of_type("SelfIdentificationRead"))) == (500, 1)


def test_self_identification_is_not_shown_when_the_view_cannot_be_recorded(people: People) -> None:
    applicant = submitted(people)
    db.client().delete_table(TableName=db.table("activity"))
    answer = staff("GET", f"/applications/{applicant.id}/self_identification", query={"reason": "An appeal"})
    assert (answer.status, "self_identification" in answer.json) == (500, False)


def test_self_identification_of_a_draft_is_not_shown(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    answer = staff("GET", f"/applications/{applicant.id}/self_identification", query={"reason": "An appeal"})
    assert (answer.status, answer.json["detail"]) == (404, "Nothing has been submitted yet.")
