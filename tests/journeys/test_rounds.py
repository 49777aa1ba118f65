"""A round as staff and both sides live it: adjusted, verified, published, declined, drawn again, confirmed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from infra.local.client import Client
from infra.local.people import People
from tests.local_cloud import MENTORS, Connection, close_now, eventually

pytestmark = MENTORS

Volunteer = Callable[[], tuple[str, Client]]


@pytest.fixture
def volunteer(connection: Connection, staff: Client, people: People) -> Iterator[Volunteer]:
    """Makes approved mentors with one place for anybody; they pause when the journey is over."""
    made: list[Client] = []

    def make() -> tuple[str, Client]:
        person = people.mentor()
        open_to_all = {"capacity": 1, "formats": ["either"], "mentee_stages": ["medical_student", "resident"]}
        client = Client.signed_in(connection, person.email)
        record = client.must("PUT", "/api/mentor", {**person.form, **open_to_all, "avoid_institutions": []})
        staff.change(f"/api/staff/mentors/{record['id']}", "POST", "/approval")
        made.append(client)
        return record["id"], client

    yield make
    for client in made:
        client.must("POST", "/api/mentor/pause", {})


def _applied(connection: Connection, cycle: str, people: People) -> tuple[str, Client]:
    person, path = people.applicant(), f"/api/cycles/{cycle}/application"
    client = Client.signed_in(connection, person.email)
    client.must("PUT", path, {**person.form, "preferences": {"format": "either", "same_region": False}})
    client.must("POST", f"{path}/submission")
    eventually(lambda: client.must("GET", path)["status"] == "eligible")
    return client.must("GET", path)["id"], client


def _answer(client: Client, match: dict[str, Any], answer: str = "acceptance") -> Any:
    return client.must("POST", f"/api/matches/{match['id']}/{answer}", {"reason": "I am on leave."})


def _open(client: Client) -> list[dict[str, Any]]:
    return [one for one in client.must("GET", "/api/matches")["items"] if one["state"] == "proposed"]


def test_round_is_adjusted_published_declined_drawn_again_and_confirmed(
    connection: Connection, staff: Client, new_cycle: str, people: People, volunteer: Volunteer
) -> None:
    mentors = dict(volunteer() for _ in range(2))
    applicants = dict(_applied(connection, new_cycle, people) for _ in range(2))
    close_now(staff, new_cycle)
    rounds = f"/api/staff/cycles/{new_cycle}/rounds"

    def drawn(number: int, state: str = "draft") -> Any:
        answer = staff.call("GET", f"{rounds}/{number}")
        return answer.is_success and answer.json()["state"] == state and answer.json()

    number = staff.must("POST", rounds)["round"]
    draft = eventually(lambda: drawn(number))
    made = {pair["application"]: pair["mentor"] for pair in draft["pairs"]}
    assert (set(made), set(made.values())) == (set(applicants), set(mentors))

    first, other = sorted(made)
    pin = [{"application": first, "mentor": made[other]}]
    adjusting = staff.change(f"{rounds}/{number}", "PUT", "/adjustments", {"pin": pin, "forbid": []})
    assert (adjusting["state"], adjusting["asked"]) == ("stale", {"pin": pin})
    adjusted = eventually(lambda: drawn(number))
    assert {pair["application"]: pair["mentor"] for pair in adjusted["pairs"]} == {
        first: made[other],
        other: made[first],
    }
    (told,) = adjusted["adjustments"]
    assert told == {"kind": "pin", **pin[0], "cost": {"matched": 0, "total": draft["total"] - adjusted["total"]}}

    staff.must("POST", f"{rounds}/{number}/verification")
    certificate = eventually(lambda: (told := drawn(number)["certificate"]).get("verified_at") and told)
    assert certificate["verified"] is True

    staff.change(f"{rounds}/{number}", "POST", "/publication")
    declining, keeping = mentors[made[other]], mentors[made[first]]
    (refused,) = eventually(lambda: _open(declining))
    (kept,) = eventually(lambda: _open(keeping))
    for client in (keeping, applicants[other]):
        confirmed = _answer(client, kept)
    assert confirmed["state"] == "confirmed"
    _answer(declining, refused, "decline")
    again = eventually(lambda: drawn(number + 1))
    assert (again["pairs"], [one["application"] for one in again["unmatched"]]) == ([], [first])
    assert again["unmatched"][0]["why"]

    newcomer, helping = volunteer()
    eventually(lambda: drawn(number + 1, "stale"))
    etag = staff.call("GET", f"{rounds}/{number + 1}").headers["ETag"]
    problem = staff.call("POST", f"{rounds}/{number + 1}/publication", headers={"If-Match": etag})
    assert (problem.status_code, problem.json()["type"]) == (409, "round_stale")
    staff.change(f"{rounds}/{number + 1}", "PUT", "/adjustments", {"pin": [], "forbid": []})
    (pair,) = eventually(lambda: drawn(number + 1))["pairs"]
    assert (pair["application"], pair["mentor"], pair["carried_over"]) == (first, newcomer, True)
    staff.change(f"{rounds}/{number + 1}", "POST", "/publication")
    (proposed,) = eventually(lambda: _open(helping))
    for client in (applicants[first], helping):
        confirmed = _answer(client, proposed)
    assert confirmed["state"] == "confirmed"
    path = f"/api/cycles/{new_cycle}/application"
    assert [client.must("GET", path)["status"] for client in applicants.values()] == ["matched", "matched"]
    shown = applicants[other].must("GET", f"{path}/match")
    assert (shown["id"], shown["state"]) == (kept["id"], "confirmed")
