"""What waits for a person of the staff."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.eligibility.handler import handler as eligibility
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.task import raised
from shared.store import tasks
from shared.store.commit import commit
from shared.store.dynamodb import StaleWrite
from tests.functions.applications.applicant import submitted
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.messages import deliver
from tests.store.scans import items, of_type

pytestmark = pytest.mark.usefixtures("aws")
NOW = datetime(2024, 4, 15, 12, tzinfo=UTC)


def make(subject: str, cycle: str | None = "2024-25", minutes: int = 0) -> str:
    """Raise a task; return its id."""
    task, fact = raised("mail_refused", subject, "1", at=NOW + timedelta(minutes=minutes), cycle=cycle, mail="received")
    commit(fact, tasks.write(task))
    return task.id


def listed(**query: str) -> list[dict[str, Any]]:
    """The tasks that staff see."""
    found: list[dict[str, Any]] = staff("GET", "/tasks", query=query).json["items"]
    return found


def test_open_tasks_of_a_cycle_and_of_none_are_listed_newest_first() -> None:
    made = [make("a", minutes=1), make("m", None, 2), make("b", minutes=3)]
    make("c", "2025-26", 4)
    assert [task["id"] for task in listed(cycle="2024-25")] == made[::-1]
    assert [task["id"] for task in listed(cycle="2024-25", limit="2")] == [made[2], made[1]]
    assert [task["subject"] for task in listed()] == ["m"]


def test_task_says_what_it_is_about_and_what_to_do() -> None:
    task = make("a")
    (found,) = listed(cycle="2024-25")
    expected = {"id": task, "kind": "mail_refused", "subject": "a", "state": "open", "data": {"mail": "received"}}
    assert found.items() >= expected.items()
    assert (bool(found["title"]), bool(found["advice"]), found["created_at_et"][-2:]) == (True, True, "ET")


def test_task_is_raised_once() -> None:
    make("a")
    with pytest.raises(StaleWrite):
        make("a")
    assert (len(items("tasks")), len(of_type("TaskRaised"))) == (1, 1)


def test_task_that_is_done_leaves_the_list_and_a_second_time_changes_nothing() -> None:
    task = make("a")
    first, again = (staff("POST", f"/tasks/{task}/done", sub=sub, at=NOW) for sub in ("staff-1", "staff-2"))
    assert (first.status, first.json["state"], first.json["done_by"]) == (200, "done", "staff:staff-1")
    assert (again.status, again.json, listed(cycle="2024-25")) == (200, first.json, [])
    assert [fact["actor"] for fact in of_type("TaskDone")] == ["staff:staff-1"]


def test_application_in_review_is_a_task_until_staff_decide(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    resident = submitted(people, kind="resident")
    deliver(eligibility, "ApplicationSubmitted")
    (task,) = listed(cycle=cycle.id)
    assert (task["id"], task["kind"], task["subject"]) == (f"review-{resident.id}", "review", resident.id)
    refused = staff("POST", f"/tasks/{task['id']}/done")
    assert (refused.status, refused.json["type"], listed(cycle=cycle.id)) == (409, "not_possible", [task])
    verdict = {"outcome": "eligible", "reason": "They are at a U.S. hospital."}
    assert staff("POST", f"/applications/{resident.id}/verdict", verdict).status == 200
    assert (listed(cycle=cycle.id), items("tasks")) == ([], [])


def test_unknown_task_is_not_found() -> None:
    assert staff("POST", "/tasks/nothing/done").status == 404
