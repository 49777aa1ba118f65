"""What a draft decides rests on the tables, although their indexes lag behind."""

from collections.abc import Iterator
from typing import Any

import pytest

from functions.eligibility.handler import handler as eligibility
from functions.matching.handler import handler
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import applications
from shared.store import dynamodb as db
from shared.store.tables import TABLES
from tests.functions.applications.applicant import eligible, submitted
from tests.functions.mentors.volunteer import active, decline, matches_of
from tests.functions.staff.staff_client import draw_round, propose, publish, staff, write_cycle
from tests.runtime.messages import deliver
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


@pytest.fixture
def lagging(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of indexes that show nothing yet."""
    hidden: set[str] = set()
    query = db.query

    def lagged(name: str, index: str | None, values: Any, **more: Any) -> Iterator[Any]:
        return iter(()) if f"{name}.{index}" in hidden else query(name, index, values, **more)

    monkeypatch.setattr(db, "query", lagged)
    return hidden


@pytest.mark.usefixtures("aws", "written")
def test_draft_has_everyone_whom_the_indexes_do_not_show_yet(people: People, lagging: set[str]) -> None:
    applicants = {eligible(people, f"applicant-{n}").id for n in range(3)}
    mentor = active(people, mentee_stages=["medical_student"])
    lagging |= {f"{name}.{index}" for name in ("applications", "mentors", "matches") for index in TABLES[name].indexes}
    draw_round()
    round_ = staff("GET", "/cycles/2024-25/rounds/1").json
    assert [pair["mentor"] for pair in round_["pairs"]] == [mentor.id]
    assert {row["application"] for kind in ("pairs", "unmatched") for row in round_[kind]} == applicants


@pytest.mark.usefixtures("aws", "written")
def test_declined_pair_is_not_proposed_again_although_the_index_lags(people: People, lagging: set[str]) -> None:
    eligible(people)
    mentor = active(people, mentee_stages=["medical_student"])
    propose()
    decline(mentor.sub, matches_of(mentor.sub)[0]["id"])
    lagging.add("matches.by_applicant")
    draw_round()
    assert staff("GET", "/cycles/2024-25/rounds/2").json["pairs"] == []


@pytest.mark.usefixtures("aws", "written")
def test_whoever_was_eligible_at_the_publication_and_is_not_in_the_round_hears_of_it_once(people: People) -> None:
    eligible(people)
    active(people, mentee_stages=["medical_student"])
    draw_round()
    late = submitted(people, "applicant-2")
    deliver(eligibility, "ApplicationSubmitted")
    assert publish(1).status == 200
    eligible(people, "applicant-3")
    for _ in range(2):
        deliver(handler, "RoundPublished")
    assert [fact["subject"] for fact in of_type("ApplicantUnmatched")] == [late.id]
    stored = applications.load(late.id)
    assert stored
    assert (stored.status, stored.carried_over) == ("unmatched", True)
