"""Extensions that we propose, since our own failures touched people near the deadline."""

from datetime import timedelta

import pytest

from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.runtime import accounts
from shared.runtime.attempts import Attempt, Subject, note
from shared.store.settings import from_env
from tests.functions.applications.applicant import DEADLINE, JUST_BEFORE, Applicant, new_applicant
from tests.functions.staff.staff_client import staff, write_cycle

pytestmark = pytest.mark.usefixtures("people_pool")
PATH = "/cycles/2024-25/proposed_extensions"


def touch(applicant: Applicant, request: str) -> None:
    """An attempt of theirs fails on our side, in the last millisecond of the window."""
    note(Attempt(request, "PUT /x", applicant.sub, JUST_BEFORE), Subject(applicant.id, "2024-25"), 60)


def test_who_was_touched_is_proposed_until_they_are_extended(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    made = accounts.client().admin_create_user(
        UserPoolId=from_env("PEOPLE_POOL_ID"),
        Username="new@example.edu",
        UserAttributes=[{"Name": "email", "Value": "new@example.edu"}, {"Name": "email_verified", "Value": "true"}],
    )
    draft, gone = new_applicant(people, "draft"), new_applicant(people, "gone")
    newcomer = new_applicant(people, made["User"]["Username"])
    draft.save()
    for number, applicant in enumerate((draft, draft, newcomer, gone)):
        touch(applicant, f"r-{number}")
    at = DEADLINE + timedelta(hours=1)
    answer = staff("GET", PATH, at=at, groups="[staff]")
    assert (answer.status, answer.json["until"]) == (200, "2024-04-19T23:59")
    rows = {row["application"]: row for row in answer.json["items"]}
    assert {id: (row["email"], row["attempts"], row["revision"]) for id, row in rows.items()} == {
        draft.id: (draft.person.email, 2, 1),
        newcomer.id: ("new@example.edu", 1, None),
    }
    reason = "Our system failed when this person tried to apply, last on April 15, 2024, 11:59 PM ET."
    assert {row["reason"] for row in rows.values()} == {reason}
    granted = {"until": answer.json["until"], "reason": reason}
    headers = {"If-Match": f'"{rows[draft.id]["revision"]}"'}
    assert staff("POST", f"/applications/{draft.id}/extension", granted, at=at, headers=headers).status == 200
    late = {**granted, "email": "new@example.edu"}
    assert staff("POST", "/cycles/2024-25/extensions", late, at=at).status == 201
    assert staff("GET", PATH, at=at).json["items"] == []
