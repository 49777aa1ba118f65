"""What an applicant submitted, version by version."""

from datetime import timedelta
from typing import Any

import pytest

from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.applications.applicant import OPEN, new_applicant, submitted
from tests.functions.staff.staff_client import staff, write_cycle

pytestmark = pytest.mark.usefixtures("aws", "written")


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def test_versions_come_newest_first_each_as_it_was_submitted(people: People) -> None:
    applicant = submitted(people)
    first = applicant.read().json
    applicant.save({"location": {"state": "PR"}}, at=OPEN + timedelta(minutes=1))
    applicant.submit(at=OPEN + timedelta(minutes=2))
    applicant.save({"location": {"state": "GU"}}, at=OPEN + timedelta(minutes=3))
    second = applicant.read().json
    form: dict[str, Any] = {**second["form"], "location": {**second["form"]["location"], "state": "PR"}}
    answer = staff("GET", f"/applications/{applicant.id}/versions")
    assert (answer.status, answer.json["items"]) == (
        200,
        [
            {"version": 2, "receipt": second["receipt"], "form": form, "cv": None},
            {"version": 1, "receipt": first["receipt"], "form": first["form"], "cv": None},
        ],
    )
    assert form["self_identification"] == {"provided": True}


def test_draft_has_no_version_and_an_unknown_application_is_not_found(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save()
    assert staff("GET", f"/applications/{applicant.id}/versions").json == {"items": []}
    assert staff("GET", "/applications/no-one/versions").status == 404
