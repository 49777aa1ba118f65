"""The applicant's view of a match: no contact before both sides accepted."""

import pytest

from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.applications.applicant import applicant, eligible
from tests.functions.mentors.volunteer import accept, active
from tests.functions.staff.staff_client import propose, write_cycle

pytestmark = pytest.mark.usefixtures("aws")


def test_match_shows_the_mentors_contact_only_once_confirmed(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    one, guide = eligible(people), active(people)
    (pair,) = propose()
    proposed = one.send("GET", "/match")
    assert (proposed.status, proposed.json["state"], proposed.json["reasons"]) == (
        200,
        "proposed",
        pair["reasons"]["applicant"],
    )
    assert not {"contact", "confirmed_at", "term"} & set(proposed.json)
    accept(one.sub, proposed.json["id"])
    assert "contact" not in one.send("GET", "/match").json
    accept(guide.sub, proposed.json["id"])
    confirmed = one.send("GET", "/match").json
    name, institution = guide.person.form["name"], guide.person.form["institution"]
    assert confirmed["state"] == "confirmed"
    assert confirmed["contact"] == {
        "name": f"{name['first']} {name['last']}",
        "email": guide.person.email,
        "institution": institution,
    }
    assert [one["month"] for one in confirmed["term"]["check_ins"]] == [1, 3, 6, 9, 11]


def test_match_is_not_found_before_there_is_one(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    one = applicant(people)
    one.save()
    assert one.send("GET", "/match").status == 404
