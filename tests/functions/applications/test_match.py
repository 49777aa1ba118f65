"""The applicant's view of a match: no contact before both sides accepted."""

import pytest

from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.other_side import mentor_side
from tests.functions.applications.applicant import eligible, new_applicant
from tests.functions.mentors.volunteer import accept, active
from tests.functions.staff.staff_client import propose, write_cycle

pytestmark = pytest.mark.usefixtures("aws")


def test_match_shows_the_mentors_contact_only_once_confirmed(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    applicant, mentor = eligible(people), active(people)
    (pair,) = propose()
    proposed = applicant.send("GET", "/match")
    assert (proposed.status, proposed.json["state"], proposed.json["reasons"]) == (
        200,
        "proposed",
        pair["reasons"]["applicant"],
    )
    assert not {"contact", "confirmed_at", "term"} & set(proposed.json)
    introduced = mentor_side(mentor.person.form, {"name": "", "email": "", "institution": None})
    assert proposed.json["other"] == introduced.introduced
    accept(applicant.sub, proposed.json["id"])
    assert "contact" not in applicant.send("GET", "/match").json
    accept(mentor.sub, proposed.json["id"])
    confirmed = applicant.send("GET", "/match").json
    name, institution = mentor.person.form["name"], mentor.person.form["institution"]
    assert confirmed["state"] == "confirmed"
    assert confirmed["contact"] == {
        "name": f"{name['first']} {name['last']}",
        "email": mentor.person.email,
        "institution": institution,
    }
    assert confirmed["other"] == introduced.in_full
    assert [applicant["month"] for applicant in confirmed["term"]["check_ins"]] == [1, 3, 6, 9, 11]


def test_match_is_not_found_before_the_first_proposal(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    applicant = new_applicant(people)
    applicant.save()
    assert applicant.send("GET", "/match").status == 404
