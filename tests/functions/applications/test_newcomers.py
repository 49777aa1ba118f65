"""After the deadline: someone without an application is told so, listed as late, and let in by an extension."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from functions.applications import use_cases
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.newcomers import extend_address
from shared.runtime.api import Caller
from shared.store import newcomers
from shared.store.commit import commit
from tests.functions.applications.applicant import DEADLINE, Applicant, new_applicant
from tests.functions.http import Answer
from tests.functions.materials.files import ask
from tests.functions.staff.staff_client import write_cycle
from tests.runtime.concurrency import race
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("aws", "written")
LATE = DEADLINE + timedelta(days=2)


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def extend(cycle: Cycle, applicant: Applicant) -> None:
    email = applicant.person.email.upper()
    granted = extend_address(cycle, None, email, "2024-04-20T23:59", "A hurricane", "staff:1", LATE)
    assert granted.fact
    commit(granted.fact, newcomers.write_extension(granted.granted))


def test_late_newcomer_is_told_that_nothing_was_saved_and_is_on_the_late_list_once(people: People) -> None:
    applicant = new_applicant(people)
    calls: tuple[Callable[..., Answer], ...] = (
        applicant.save,
        applicant.submit,
        partial(ask, applicant),
        applicant.save,
    )
    answers = [call(at=LATE + timedelta(seconds=number)) for number, call in enumerate(calls)]
    assert [(a.status, a.json["type"]) for a in answers] == [(409, "deadline_passed")] * 4
    assert all("Nothing was saved" in a.json["detail"] and "kept" not in a.json["detail"] for a in answers)
    (late,) = newcomers.list_late("2024-25")
    assert (late.id, late.email) == (applicant.id, applicant.person.email)
    assert (late.received_at, late.by_seconds) == (LATE, 172800)
    (fact,) = of_type("LateSubmissionRefused")
    assert (fact["subject"], fact["data"]["had_draft"]) == (applicant.id, False)
    assert applicant.read().status == 404
    assert [item["part"] for item in items("applications")] == ["late_attempt"]


def test_newcomer_late_many_times_at_once_is_listed_once(people: People) -> None:
    applicant = new_applicant(people)
    caller = Caller(applicant.sub, applicant.sub, applicant.person.email, frozenset())
    race([partial(use_cases.save, "2024-25", applicant.person.form, caller, None, LATE)] * 10)
    assert (len(of_type("LateSubmissionRefused")), len(list(newcomers.list_late("2024-25")))) == (1, 1)


def test_newcomer_with_an_extension_applies_until_its_end(people: People, cycle: Cycle) -> None:
    applicant = new_applicant(people)
    extend(cycle, applicant)
    saved = applicant.save(at=LATE)
    assert (saved.status, saved.json["extension"]["until"]) == (201, "2024-04-21T04:00:00.000Z")
    assert ask(applicant, at=LATE).status == 201
    assert applicant.submit(at=LATE + timedelta(days=1)).status == 201
    refused = applicant.save({"statement": "x"}, at=LATE + timedelta(days=7))
    assert (refused.status, "still counts" in refused.json["detail"]) == (409, True)
    assert list(newcomers.list_late("2024-25")) == []


def test_newcomer_reads_their_own_deadline_before_they_begin(people: People, cycle: Cycle) -> None:
    applicant, stranger = new_applicant(people), new_applicant(people, "stranger")
    extend(cycle, applicant)
    extension = {"until": "2024-04-21T04:00:00.000Z", "until_et": "April 20, 2024, 11:59 PM ET"}
    answers = [each.read() for each in (applicant, stranger)]
    assert [(a.status, a.json["type"], a.json.get("extension")) for a in answers] == [
        (404, "not_found", extension),
        (404, "not_found", None),
    ]
    assert applicant.save(at=LATE).json["extension"] == extension


def test_extension_of_another_address_lets_nobody_in(people: People, cycle: Cycle) -> None:
    extend(cycle, new_applicant(people))
    stranger = new_applicant(people, "stranger")
    assert stranger.save(at=LATE).status == 409
    assert [late.id for late in newcomers.list_late("2024-25")] == [stranger.id]


def test_draft_that_lapsed_is_let_in_by_its_address(people: People, cycle: Cycle) -> None:
    applicant = new_applicant(people)
    applicant.save()
    assert "extension" not in applicant.read().json
    extend(cycle, applicant)
    assert applicant.read().json["extension"]["until"] == "2024-04-21T04:00:00.000Z"
    assert applicant.submit(at=LATE).status == 201


def test_nothing_is_looked_up_or_listed_in_time(people: People) -> None:
    new_applicant(people).submit()
    assert counts()["applications"] == 0
