"""What a caller is told when AWS fails in the middle of a request."""

import pytest

from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.applications.applicant import new_applicant
from tests.functions.staff.staff_client import write_cycle
from tests.runtime.faults import BROKEN, dies_at

pytestmark = pytest.mark.usefixtures("aws", "written")


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("error", BROKEN, ids=lambda error: type(error).__name__)
def test_broken_connection_is_answered_with_a_problem(people: People, error: Exception, done: bool) -> None:
    with dies_at("TransactWriteItems", done=done, error=error):
        answer = new_applicant(people).save()
    assert (answer.status, answer.json["type"]) == (500, "failure")
