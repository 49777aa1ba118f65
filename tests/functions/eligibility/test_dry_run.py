"""The dry run of a policy: whose verdict would change, found by the one function that may look, and nothing changed."""

from typing import Any

import pytest

from functions.eligibility import dry_run
from functions.eligibility.handler import handler
from infra.local.people import People
from shared.domain import eligibility
from shared.domain.cycle import Cycle
from shared.domain.eligibility import POLICIES, Facts, Reason
from tests.functions.applications.applicant import OPEN, Applicant, submitted
from tests.functions.http import Answer
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.messages import deliver
from tests.store.scans import items, of_type

pytestmark = pytest.mark.usefixtures("aws", "written", "newer")
NEWER = "2025-26.1"


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy that takes residents, and asks staff about everyone else's groups."""

    def enrolled(_facts: Facts) -> Reason:
        return Reason("enrolled", "passes", "You study or are a resident.", "A sentence")

    def uim(facts: Facts) -> Reason:
        is_student = facts.training.get("stage") == "medical_student"
        return Reason("uim", "review" if is_student else "passes", "Staff will read it.", "A sentence")

    others = POLICIES["2024-25.1"][2:]
    policies = {**POLICIES, NEWER: (enrolled, uim, *others)}
    monkeypatch.setattr(eligibility, "POLICIES", policies)
    monkeypatch.setattr("functions.staff.policy_checks.POLICIES", policies)


def check(policy: str = NEWER, **query: str) -> Answer:
    return staff("GET", "/cycles/2024-25/policy_check", query={"policy": policy, **query}, at=OPEN)


def judged(people: People, *kinds: str) -> list[Applicant]:
    applicants = [submitted(people, f"{kind}-{n}", kind) for n, kind in enumerate(kinds)]
    deliver(handler, "ApplicationSubmitted")
    return applicants


def work() -> None:
    """Deliver what asks for a page until no other is asked for."""
    known = 0
    while len(of_type("PolicyCheckRequested")) > known:
        known = len(of_type("PolicyCheckRequested"))
        deliver(handler, "PolicyCheckRequested")


def test_dry_run_names_whose_verdict_would_change_and_changes_none(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dry_run, "PAGE", 2)
    applicants = judged(people, "student", "resident", "student", "no_group", "resident")
    decided = {"outcome": "eligible", "reason": "Looked up"}
    assert staff("POST", f"/applications/{applicants[4].id}/verdict", decided).status == 200
    before = items("applications")
    begun = check()
    assert (begun.status, begun.json["state"], begun.json["items"], check().status) == (202, "running", [], 202)
    work()
    answer = check()
    assert (answer.status, answer.json["checked"], answer.json["by_staff"], answer.json["skipped"]) == (200, 5, 1, 0)
    assert answer.json["changes"] == [
        {"before": "eligible", "after": "needs_review", "count": 2},
        {"before": "ineligible", "after": "needs_review", "count": 1},
        {"before": "needs_review", "after": "eligible", "count": 1},
    ]
    found: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = check(cursor=cursor).json
        found, cursor = found + page["items"], page["next_cursor"]
    rules = {one["application"]: one["rules"] for one in found}
    assert rules == dict(zip((one.id for one in applicants), (["uim"], ["enrolled"], ["uim"], ["uim"]), strict=False))
    assert all(one["applicant_name"] for one in found)
    assert items("applications") == before
    assert len(of_type("PolicyCheckFinished")) == 1


def test_dry_run_done_twice_counts_once(people: People) -> None:
    judged(people, "student")
    check()
    for _ in range(2):
        deliver(handler, "PolicyCheckRequested")
    assert (check().json["checked"], check().json["changed"]) == (1, 1)


def test_dry_run_is_kept_until_another_is_asked_for(people: People) -> None:
    check()
    work()
    assert (check().status, check().json["checked"]) == (200, 0)
    judged(people, "student")
    assert (check().json["checked"], check(again="true").status) == (0, 202)
    work()
    assert (check().json["checked"], check(cursor="???").status) == (1, 422)


def test_who_submitted_again_since_is_counted_apart(people: People) -> None:
    (one,) = judged(people, "student")
    check()
    one.save({"training": {"program": "DO"}})
    one.submit()
    work()
    assert (check().json["checked"], check().json["changed"]) == (0, 0)


def test_dry_run_of_an_unknown_policy_or_cycle_is_refused() -> None:
    unknown = staff("GET", "/cycles/none/policy_check", query={"policy": NEWER})
    refused = check("2099.1")
    assert (refused.status, refused.json["errors"][0]["field"], unknown.status) == (422, "policy", 404)
    assert items("policy_checks") == []


def test_result_names_no_group(people: People) -> None:
    groups = [group for one in judged(people, "student", "own_words") for group in _groups(one)]
    check()
    work()
    kept = str((items("policy_checks"), check().json, of_type("PolicyCheckRequested")))
    assert len(groups) == 2
    assert not [group for group in groups if group in kept]


def _groups(applicant: Applicant) -> list[str]:
    groups: list[str] = applicant.person.form["self_identification"]["groups"]
    return groups
