"""The late list, and exceptions for people who have no application yet."""

from datetime import timedelta

import pytest

from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.applications.applicant import DEADLINE, new_applicant
from tests.functions.staff.staff_client import staff, write_cycle
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")
LATE, EXTENSIONS = "/cycles/2024-25/late", "/cycles/2024-25/extensions"


def test_late_list_has_people_with_a_draft_and_without(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    early, newcomer, in_time = (new_applicant(people, f"applicant-{n}") for n in range(3))
    early.save()
    in_time.save()
    in_time.submit()
    assert (early.submit(at=DEADLINE).status, newcomer.save(at=DEADLINE).status) == (409, 409)
    person = early.person.form["applicant"]
    none = {"extended_until": None, "submitted": False}
    usual = {"received_at": "2024-04-16T04:00:00.000Z", "late_by_seconds": 0.0, **none}
    name = f"{person.get('preferred_name') or person['first_name']} {person['last_name']}"
    rows = [
        {"application": early.id, "name": name, "email": early.person.email, "had_draft": True, **usual},
        {"application": newcomer.id, "name": "", "email": newcomer.person.email, "had_draft": False, **usual},
    ]
    answer = staff("GET", LATE)
    assert (answer.status, answer.json) == (200, {"items": sorted(rows, key=lambda row: str(row["application"]))})
    assert (staff("GET", "/cycles/2023-24/late").status, staff("GET", LATE, groups="[]").status) == (404, 403)


def test_extension_of_an_address_lets_a_newcomer_apply(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    newcomer = new_applicant(people)
    assert newcomer.save(at=DEADLINE).status == 409
    body = {"email": newcomer.person.email, "until": "2024-04-20T23:59", "reason": "Their internet was down."}
    granted, again = (staff("POST", EXTENSIONS, body, at=DEADLINE) for _ in range(2))
    assert (granted.status, again.status, again.json) == (201, 200, granted.json)
    assert granted.json == {
        "cycle": "2024-25",
        "email": newcomer.person.email,
        "until": "2024-04-21T04:00:00.000Z",
        "until_et": "April 20, 2024, 11:59 PM ET",
    }
    (fact,) = of_type("AddressExtended")
    assert (fact["actor"], fact["note"]) == ("staff:staff-1", "Their internet was down.")
    assert (newcomer.save(at=DEADLINE).status, newcomer.submit(at=DEADLINE).status) == (201, 201)


def test_late_list_says_who_has_a_later_deadline_and_who_submitted_since(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    drafted, newcomer, waits = (new_applicant(people, f"applicant-{n}") for n in range(3))
    drafted.save()
    assert (drafted.submit(at=DEADLINE).status, newcomer.save(at=DEADLINE).status) == (409, 409)
    assert waits.save(at=DEADLINE).status == 409
    later = {"until": "2024-04-20T23:59", "reason": "Their internet was down."}
    assert staff("POST", f"/applications/{drafted.id}/extension", later, at=DEADLINE).status == 200
    for each in (newcomer, waits):
        assert staff("POST", EXTENSIONS, {"email": each.person.email, **later}, at=DEADLINE).status == 201
    after = DEADLINE + timedelta(hours=1)
    assert (newcomer.save(at=after).status, newcomer.submit(at=after).status) == (201, 201)
    rows = {row["application"]: row for row in staff("GET", LATE).json["items"]}
    found = [(rows[one.id]["extended_until"], rows[one.id]["submitted"]) for one in (drafted, newcomer, waits)]
    until = "2024-04-21T04:00:00.000Z"
    assert found == [(until, False), (until, True), (until, False)]
    assert drafted.submit(at=after).status == 201
    assert [row["submitted"] for row in staff("GET", LATE).json["items"] if row["application"] == drafted.id] == [True]


def test_extension_of_an_address_is_refused_where_it_helps_nobody(cycle: Cycle) -> None:
    write_cycle(cycle)
    good = {"email": "one@example.edu", "until": "2024-04-20T23:59", "reason": "Illness"}
    wrong = ({"email": "one"}, {"until": "2024-04-10T23:59"}, {"reason": " "}, {"until": "soon"})
    answers = [staff("POST", EXTENSIONS, {**good, **change}, at=DEADLINE) for change in wrong]
    assert [answer.status for answer in answers] == [422] * 4
    assert (staff("POST", "/cycles/2023-24/extensions", good).status, of_type("AddressExtended")) == (404, [])
