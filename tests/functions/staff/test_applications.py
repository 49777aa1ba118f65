"""Applications as staff work with them: lists, verdicts, extensions and the fenced view."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.eligibility.handler import handler as eligibility
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import dynamodb as db
from tests.functions.applications.applicant import DEADLINE, OPEN, Applicant, applicant, eligible, submitted
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.messages import deliver
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws", "written")
Rows = list[dict[str, Any]]


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


@pytest.fixture
def crowd(people: People) -> list[Applicant]:
    """Eleven applicants of every status an open window knows, each minute another one."""
    kinds = ("student", "resident", "no_group")
    made = [submitted(people, f"judged-{n}", kinds[n % 3], at=OPEN + timedelta(minutes=n)) for n in range(6)]
    deliver(eligibility, "ApplicationSubmitted")
    made += [submitted(people, f"new-{n}", at=OPEN + timedelta(minutes=10)) for n in range(2)]
    made[0].withdraw()
    for n in range(3):
        one = applicant(people, f"draft-{n}")
        one.save({"training": {"school": "Howard University College of Medicine"}})
        made.append(one)
    made[-1].submit(at=DEADLINE)
    return made


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


def test_pages_put_together_are_the_whole_list(crowd: list[Applicant]) -> None:
    whole = listed()
    assert sorted(row["id"] for row in whole) == sorted(one.id for one in crowd)
    assert [listed(limit) for limit in (1, 3, 11)] == [whole] * 3


def test_filters_give_the_rows_that_have_it(crowd: list[Applicant]) -> None:
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


def test_row_tells_who_it_is_and_whether_extended_or_late(crowd: list[Applicant]) -> None:
    one = crowd[-1]
    until = {"until": "2024-04-20T23:59", "reason": "Illness"}
    assert staff("POST", f"/applications/{one.id}/extension", until, at=DEADLINE).status == 200
    (row,) = listed(q=one.id)
    assert row == {
        "id": one.id,
        "cycle": "2024-25",
        "status": "draft",
        "version": 1,
        "updated_at": "2024-04-16T04:00:00.000Z",
        "applicant_name": "",
        "school": "Howard University College of Medicine",
        "stage": "",
        "submitted_version": None,
        "received_at": None,
        "late_by_seconds": 0.0,
        "extended_until": "2024-04-21T04:00:00.000Z",
        "extended": True,
        "late": True,
    }
    assert [(r["extended"], r["late"]) for r in listed() if r["id"] != one.id] == [(False, False)] * 10


def test_whole_application_has_its_verdicts_and_what_happened(people: People) -> None:
    one = eligible(people)
    told = staff("GET", f"/applications/{one.id}").json
    assert [fact["type"] for fact in told["activity"]] == [
        "ApplicationDrafted",
        "ApplicationSubmitted",
        "VerdictReached",
    ]
    assert [verdict["outcome"] for verdict in told["verdicts"]] == ["eligible"]
    assert (told["email"], told["form"]["self_identification"]) == (one.person.email, {"provided": True})
    assert staff("GET", "/applications/nobody").status == 404


def test_verdict_of_staff_stands_in_the_place_of_the_rules(people: People) -> None:
    one = submitted(people, kind="resident")
    deliver(eligibility, "ApplicationSubmitted")
    sent = {"outcome": "eligible", "reason": "Residents are invited."}
    told = [staff("POST", f"/applications/{one.id}/verdict", sent) for _ in range(2)]
    assert [(a.status, a.json["status"]) for a in told] == [(200, "eligible")] * 2
    verdict = told[1].json["verdict"]
    assert (verdict["decided_by"], verdict["note"], verdict["version"]) == ("staff", "Residents are invited.", 1)
    assert [v["decided_by"] for v in told[1].json["verdicts"]] == ["rules", "staff"]
    assert one.read().json["status"] == "eligible"
    facts = [(fact["actor"], fact["data"]["outcome"]) for fact in of_type("VerdictReached")]
    assert sorted(facts) == [("program", "needs_review"), ("staff:staff-1", "eligible")]


def test_verdict_can_be_changed_back(people: People) -> None:
    one = eligible(people)
    for outcome in ("ineligible", "eligible", "ineligible"):
        told = staff("POST", f"/applications/{one.id}/verdict", {"outcome": outcome, "reason": f"Now {outcome}"})
        assert (told.status, told.json["status"]) == (200, outcome)
    assert len(of_type("VerdictReached")) == 4


def test_draft_cannot_be_judged(people: People) -> None:
    one = applicant(people)
    one.save()
    told = staff("POST", f"/applications/{one.id}/verdict", {"outcome": "eligible", "reason": "Surely"})
    assert (told.status, told.json["type"], of_type("VerdictReached")) == (409, "not_possible", [])


def test_extension_is_written_once_with_its_reason(people: People) -> None:
    one = applicant(people)
    one.save()
    sent = {"until": "2024-04-20T23:59", "reason": "Illness"}
    told = [staff("POST", f"/applications/{one.id}/extension", sent, at=DEADLINE) for _ in range(2)]
    shown = {"until": "2024-04-21T04:00:00.000Z", "until_et": "April 20, 2024, 11:59 PM ET"}
    assert [(a.status, a.json["extension"]) for a in told] == [(200, shown)] * 2
    (fact,) = of_type("DeadlineExtended")
    assert (fact["actor"], fact["note"], fact["data"]) == ("staff:staff-1", "Illness", {"until": shown["until"]})


def test_extension_that_extends_nothing_is_refused(people: People) -> None:
    one = applicant(people)
    one.save()
    at = datetime(2024, 4, 18, tzinfo=UTC)
    for until in ("2024-04-15T23:59", "2024-04-17T12:00", "2024-13-01T00:00", "2025-03-09T02:30", "tomorrow"):
        told = staff("POST", f"/applications/{one.id}/extension", {"until": until, "reason": "Illness"}, at=at)
        assert (told.status, told.json["type"]) == (422, "invalid"), until
    assert of_type("DeadlineExtended") == []


def test_fenced_view_needs_a_reason(people: People) -> None:
    one = submitted(people)
    reasons = ("", "  ", "no", " no ", "x" * 2001)
    told = [staff("GET", f"/applications/{one.id}/self_identification", query={"reason": reason}) for reason in reasons]
    assert [(a.status, [e["field"] for e in a.json["errors"]]) for a in told] == [(422, ["reason"])] * 5
    assert of_type("SelfIdentificationRead") == []


def test_fenced_view_shows_what_was_submitted_and_every_look_is_kept(people: People) -> None:
    one = submitted(people)
    chosen = one.person.form["self_identification"]
    one.save({"self_identification": {"declines": True}})
    looks = [
        staff("GET", f"/applications/{one.id}/self_identification", query={"reason": "An appeal"}) for _ in range(2)
    ]
    assert [(a.status, a.json) for a in looks] == [
        (200, {"id": one.id, "version": 1, "self_identification": chosen})
    ] * 2
    facts = [(fact["subject"], fact["actor"], fact["note"]) for fact in of_type("SelfIdentificationRead")]
    assert facts == [(one.id, "staff:staff-1", "An appeal")] * 2


def test_look_is_written_down_before_it_is_shown(people: People) -> None:
    one = submitted(people)
    db.client().delete_table(TableName=db.table("self_identification"))
    told = staff("GET", f"/applications/{one.id}/self_identification", query={"reason": "An appeal"})
    assert (told.status, len(of_type("SelfIdentificationRead"))) == (500, 1)


def test_nothing_is_shown_when_the_look_cannot_be_written_down(people: People) -> None:
    one = submitted(people)
    db.client().delete_table(TableName=db.table("activity"))
    told = staff("GET", f"/applications/{one.id}/self_identification", query={"reason": "An appeal"})
    assert (told.status, "self_identification" in told.json) == (500, False)


def test_fenced_view_of_a_draft_shows_nothing(people: People) -> None:
    one = applicant(people)
    one.save()
    told = staff("GET", f"/applications/{one.id}/self_identification", query={"reason": "An appeal"})
    assert (told.status, told.json["detail"]) == (404, "Nothing has been submitted yet.")
