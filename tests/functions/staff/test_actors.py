"""Who of the staff did something, by name or address, for staff to read."""

import logging
from typing import Any

import pytest

from functions.staff import actors
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.runtime import accounts
from tests.functions.applications.applicant import DEADLINE, submitted
from tests.functions.staff.staff_client import staff, write_cycle

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> str:
    """The pool that staff sign in with."""
    made = accounts.client().create_user_pool(PoolName="staff", UsernameAttributes=["email"])["UserPool"]["Id"]
    monkeypatch.setenv("STAFF_POOL_ID", made)
    return made


def member(pool: str, email: str, **attributes: str) -> str:
    """Add a member of the staff; return their id."""
    given = [{"Name": name, "Value": value} for name, value in {"email": email, **attributes}.items()]
    user: Any = accounts.client().admin_create_user(UserPoolId=pool, Username=email, UserAttributes=given)  # type: ignore[arg-type]
    return str(user["User"]["Username"])


def test_staff_are_named_by_name_or_address_until_they_are_gone(pool: str, cycle: Cycle, people: People) -> None:
    write_cycle(cycle)
    applicant = submitted(people)
    by_address, by_name = member(pool, "ana@example.org"), member(pool, "ben@example.org", name="Ben Ortiz")
    asked = {"message": "Which hospital?"}
    staff("POST", f"/applications/{applicant.id}/verdict", {"outcome": "eligible", "reason": "Fits"}, sub=by_name)
    staff("POST", f"/applications/{applicant.id}/question", asked, sub=by_address)
    later = {"until": "2024-04-20T23:59", "reason": "Illness"}
    shown = staff("POST", f"/applications/{applicant.id}/extension", later, at=DEADLINE)
    assert shown.json["actors"] == {
        f"staff:{by_address}": "ana@example.org",
        f"staff:{by_name}": "Ben Ortiz",
        "staff:staff-1": "a former member of staff",
    }
    assert [it["actor"] for it in shown.json["verdicts"]] == [f"staff:{by_name}"]
    trail = staff("GET", "/activity", query={"cycle": cycle.id, "actor": f"staff:{by_address}"}).json
    assert trail["actors"] == {f"staff:{by_address}": "ana@example.org"}


def test_pool_that_does_not_answer_leaves_names_out_and_the_rest_shows(
    cycle: Cycle, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAFF_POOL_ID", "us-east-1_nowhere")
    write_cycle(cycle)
    with caplog.at_level(logging.ERROR):
        page = staff("GET", "/activity", query={"cycle": cycle.id})
    assert (page.status, page.json["actors"], len(page.json["items"])) == (200, {}, 1)


def test_answer_is_kept_for_some_minutes(pool: str) -> None:
    ana = member(pool, "ana@example.org")
    assert actors.names_of([f"staff:{ana}", "program", "applicant"]) == {f"staff:{ana}": "ana@example.org"}
    accounts.client().admin_delete_user(UserPoolId=pool, Username=ana)
    assert actors.names_of([f"staff:{ana}"]) == {f"staff:{ana}": "ana@example.org"}
    actors._name_of.cache_clear()
    assert actors.names_of([f"staff:{ana}"]) == {f"staff:{ana}": "a former member of staff"}
