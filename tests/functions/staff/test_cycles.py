"""Cycles as staff write them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from functions.portal.handler import handler as portal
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.eligibility import POLICIES
from tests.functions.applications.applicant import DEADLINE, OPEN, new_applicant, submitted
from tests.functions.http import Answer, call
from tests.functions.staff.staff_client import facts_of, staff, write_cycle
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("aws")
REFUSED: tuple[tuple[dict[str, Any], str], ...] = (
    ({"deadline": "2024-02-15T23:59"}, "deadline"),
    ({"deadline": "2024-03-10T02:30"}, "deadline"),
    ({"deadline": "2024-11-03T01:30"}, "deadline"),
    ({"opens": "2024-03-10T02:30"}, "opens"),
    ({"opens": "2024-02-30T00:00"}, "opens"),
    ({"opens": "16.2.2024"}, "opens"),
    ({"time_zone": "America/Gotham"}, "time_zone"),
    ({"time_zone": "../etc/passwd"}, "time_zone"),
    ({"term": {"starts_on": "2024-07-01", "min_months": 12, "max_months": 6}}, "term"),
    ({"term": {"starts_on": "July", "min_months": 6, "max_months": 12}}, "term.starts_on"),
    ({"eligibility_policy": "2099.1"}, "eligibility_policy"),
    ({"matching_policy": "random.1"}, "matching_policy"),
    ({"response_days": 0}, "response_days"),
    ({"contact_email": "no one"}, "contact_email"),
    ({"id": "2024-25"}, "id"),
)


def put(cycle: Cycle, **changes: Any) -> Answer:
    """Write a cycle down."""
    return staff("PUT", f"/cycles/{cycle.id}", facts_of(cycle, **changes), at=OPEN)


def extend(deadline: str, at: datetime = OPEN) -> Answer:
    """Move the deadline of the cycle."""
    return staff("POST", "/cycles/2024-25/extension", {"deadline": deadline, "reason": "A storm"}, at=at)


def test_cycle_is_created_changed_and_unchanged_when_sent_again(cycle: Cycle) -> None:
    new, changed = put(cycle), put(cycle, response_days=12)
    before = counts()
    same = put(cycle, response_days=12)
    assert [a.status for a in (new, changed, same)] == [201, 200, 200]
    assert (new.json["response_days"], changed.json["response_days"], same.json) == (10, 12, changed.json)
    assert counts() == before
    assert [fact["id"] for fact in of_type("CycleWritten")] == ["CycleWritten.2024-25.r1", "CycleWritten.2024-25.r2"]
    assert call(portal, "GET", "/api/cycles/2024-25", at=OPEN).json == same.json


def test_impossible_cycle_is_refused_with_its_field(cycle: Cycle) -> None:
    for changes, field in REFUSED:
        refused = put(cycle, **changes)
        assert (refused.status, [error["field"] for error in refused.json["errors"]]) == (422, [field]), changes
    assert items("cycles") == []


def test_extension_moves_the_deadline_for_everyone_once(cycle: Cycle, people: People) -> None:
    write_cycle(cycle)
    applicant = new_applicant(people)
    applicant.save()
    answers = [extend("2024-04-20T23:59") for _ in range(2)]
    assert [(a.status, a.json["accepts_before"]) for a in answers] == [(200, "2024-04-21T04:00:00.000Z")] * 2
    (fact,) = of_type("DeadlineExtended")
    assert (fact["subject"], fact["note"], fact["data"]) == (
        "2024-25",
        "A storm",
        {"until": "2024-04-21T04:00:00.000Z"},
    )
    assert applicant.submit(at=DEADLINE).status == 201


def test_extension_that_does_not_end_later_is_refused(cycle: Cycle) -> None:
    write_cycle(cycle)
    late = extend("2024-04-17T12:00", datetime(2024, 4, 18, tzinfo=UTC))
    refused = [late, *map(extend, ("2024-04-15T23:58", "2024-11-03T01:30", "2024-04-31T00:00"))]
    assert [(a.status, a.json["type"]) for a in refused] == [(422, "invalid")] * 4
    assert of_type("DeadlineExtended") == []


def test_deadline_can_be_extended_again_after_it_was_reset(cycle: Cycle) -> None:
    write_cycle(cycle)
    for _ in range(2):
        assert extend("2024-04-20T23:59").status == 200
        assert put(cycle, reason="The storm is over.").json["accepts_before"] == "2024-04-16T04:00:00.000Z"
    assert len(of_type("DeadlineExtended")) == 2


def test_extension_of_an_unknown_cycle_is_not_found() -> None:
    assert extend("2024-04-20T23:59").status == 404


def test_cycle_cannot_be_named_current(cycle: Cycle) -> None:
    refused = staff("PUT", "/cycles/current", facts_of(cycle))
    assert (refused.status, refused.json["type"], items("cycles")) == (422, "invalid", [])


def test_term_that_ends_after_the_last_possible_date_is_refused(cycle: Cycle) -> None:
    far = {"starts_on": "9999-12-31", "min_months": 6, "max_months": 12}
    refused = put(cycle, term=far)
    assert (refused.status, [error["field"] for error in refused.json["errors"]]) == (422, ["term"])


def test_all_cycles_are_listed_newest_first_as_they_are_written(cycle: Cycle) -> None:
    later = facts_of(cycle, name="The next", opens="2025-02-16T00:00", deadline="2025-04-15T23:59")
    later["term"] = {**later["term"], "starts_on": "2025-07-01"}
    put(cycle)
    assert staff("PUT", "/cycles/2025-26", later, at=OPEN).status == 201
    listed = staff("GET", "/cycles", at=OPEN).json["items"]
    assert [(item["id"], item["phase"], item["revision"]) for item in listed] == [
        ("2025-26", "upcoming", 1),
        (cycle.id, "open", 1),
    ]
    assert [item["facts"] for item in listed] == [later, facts_of(cycle)]
    shown = staff("GET", f"/cycles/{cycle.id}", at=OPEN).json
    assert {name: listed[1][name] for name in shown} == shown


def test_deadline_that_was_past_and_stays_so_is_corrected_without_a_mail(cycle: Cycle) -> None:
    put(cycle, deadline="2024-03-01T23:59")
    assert put(cycle, deadline="2024-03-02T23:59").status == (200 if datetime(2024, 3, 4, tzinfo=UTC) < OPEN else 422)
    assert of_type("DeadlineExtended") == []


def test_policies_to_choose_from_are_those_that_a_cycle_takes(cycle: Cycle) -> None:
    offered = staff("GET", "/policies").json
    assert offered["eligibility"] == [*POLICIES]
    first, *others = (put(cycle, matching_policy=name).status for name in offered["matching"])
    assert (first, {*others}) == (201, {200})


def test_drafts_that_a_moved_deadline_is_mailed_to_are_counted(cycle: Cycle, people: People) -> None:
    write_cycle(cycle)
    for name in ("one", "two", "three"):
        new_applicant(people, name).save()
    submitted(people, "four")
    assert staff("GET", f"/cycles/{cycle.id}/drafts").json == {"draft": 3, "lapsed": 0}
    assert staff("GET", "/cycles/none/drafts").status == 404
