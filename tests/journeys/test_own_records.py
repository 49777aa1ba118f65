"""What people read of their own, and what anyone may read of the mentors, over HTTP."""

import pytest

from infra.local.client import Client
from infra.local.people import People
from shared.domain.report import FEWEST
from tests.local_cloud import Connection, eventually


def test_submission_is_what_was_submitted_while_the_working_copy_goes_on(
    connection: Connection, new_cycle: str, people: People
) -> None:
    person, path = people.applicant(), f"/api/cycles/{new_cycle}/application"
    client = Client.signed_in(connection, person.email)
    client.must("PUT", path, person.form)
    assert client.call("GET", f"{path}/submission").status_code == 404
    sent = client.must("POST", f"{path}/submission")
    client.must("PUT", path, {"applicant": {"pronouns": "they/them"}})
    read = client.must("GET", f"{path}/submission")
    form = sent["application"]["form"]
    assert read == {"version": 1, "receipt": sent["receipt"], "form": form, "cv": None}
    assert client.must("GET", path)["form"]["applicant"]["pronouns"] == "they/them"
    other = Client.signed_in(connection, people.applicant().email)
    assert other.call("GET", f"{path}/submission").status_code == 404


def test_own_self_identification_is_read_by_its_applicant_alone_and_each_look_is_in_the_trail(
    connection: Connection, staff: Client, new_cycle: str, people: People
) -> None:
    person, path = people.applicant(), f"/api/cycles/{new_cycle}/application"
    client = Client.signed_in(connection, person.email)
    client.must("PUT", path, person.form)
    submitted = client.must("POST", f"{path}/submission")["application"]
    eventually(lambda: client.must("GET", path)["status"] == "eligible")
    client.must("PUT", path, {"self_identification": {"declines": True}})
    chosen = {"working": {"declines": True}, "submitted": person.form["self_identification"]}
    for _ in range(2):
        assert client.must("GET", f"{path}/self_identification") == {"id": submitted["id"], **chosen}
    whole = staff.must("GET", f"/api/staff/applications/{submitted['id']}")
    looks = [fact["actor"] for fact in whole["activity"] if fact["type"] == "SelfIdentificationRead"]
    assert looks == ["applicant", "applicant"]
    other = Client.signed_in(connection, people.applicant().email)
    assert other.call("GET", f"{path}/self_identification").status_code == 404
    assert staff.call("GET", f"{path}/self_identification").status_code == 401


@pytest.mark.parametrize("signed_in", [False, True])
def test_anyone_reads_how_many_mentors_share_an_interest_and_none_below_five(
    visitor: Client, connection: Connection, people: People, signed_in: bool
) -> None:
    client = Client.signed_in(connection, people.applicant().email) if signed_in else visitor
    answer = client.call("GET", "/api/mentor_interests")
    counts = [number for shared in answer.json().values() for number in shared.values()]
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "public, max-age=3600")
    assert all(number >= FEWEST and number % FEWEST == 0 for number in counts)
