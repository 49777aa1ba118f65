"""A pair's year over HTTP, from the confirmation to a certificate for each, whatever hour of the day it is.

The dates of the term are moved into the past in the table: what falls on a day is due at nine in the morning.
"""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import NamedTuple

import pytest
from pypdf import PdfReader

from infra.local.client import Client
from infra.local.cloud import Cloud
from infra.local.cycles import today
from infra.local.people import People, Person
from infra.local.term import a_year_ago, begin, is_complete, shown_to
from tests.local_cloud import MENTORS, Connection, eventually, inbox
from tests.proposals import propose_to

pytestmark = MENTORS
#: Days in which the check-ins of the first and the third month fall due.
SO_FAR = timedelta(days=100)
YEAR = {"rating": 4, "recommend": True, "note": "We met every other week."}


class Side(NamedTuple):
    """One side of the pair: who they are, and their client."""

    person: Person
    client: Client


class Pair(NamedTuple):
    """Both sides of a confirmed match, and its id."""

    applicant: Side
    mentor: Side
    match: str

    @property
    def path(self) -> str:
        """Where the match is."""
        return f"/api/matches/{self.match}"

    @property
    def sides(self) -> tuple[Side, Side]:
        """The applicant, then the mentor."""
        return self.applicant, self.mentor


@pytest.fixture
def pair(connection: Connection, staff: Client, new_cycle: str, people: People) -> Iterator[Pair]:
    """A pair that a round proposed and both sides accepted; the mentor takes no one else afterwards."""
    student, volunteer = people.applicant(), people.mentor()
    student.form["preferences"] = {"format": "either", "same_region": False}
    volunteer.form.update(capacity=1, formats=["either"], mentee_stages=["medical_student", "resident"])
    applicant, mentor = (Client.signed_in(connection, person.email) for person in (student, volunteer))
    application = f"/api/cycles/{new_cycle}/application"
    applicant.must("PUT", application, student.form)
    applicant.must("POST", f"{application}/submission")
    eventually(lambda: applicant.must("GET", application)["status"] == "eligible")
    match = propose_to(mentor, volunteer.form, staff, new_cycle)
    for client in (applicant, mentor):
        client.must("POST", f"/api/matches/{match['id']}/acceptance")
    yield Pair(Side(student, applicant), Side(volunteer, mentor), match["id"])
    mentor.must("POST", "/api/mentor/pause", {})


def test_year_of_a_pair_ends_in_a_survey_and_two_certificates(
    cloud: Cloud, connection: Connection, staff: Client, people: People, pair: Pair
) -> None:
    early = pair.mentor.client.call("POST", f"{pair.path}/survey", YEAR)
    assert (early.status_code, early.json()["type"]) == (409, "not_possible")
    assert pair.applicant.client.call("GET", f"{pair.path}/certificate").status_code == 409

    begin(cloud, pair.match, today() - SO_FAR)
    eventually(lambda: shown_to(pair.mentor.client, pair.match)["state"] == "in_term", 90)
    _check_in(pair, staff)
    assert pair.mentor.client.call("POST", f"{pair.path}/survey", YEAR).status_code == 409

    begin(cloud, pair.match, a_year_ago())
    eventually(lambda: is_complete(pair.mentor.client, pair.match), 90)
    stranger = Client.signed_in(connection, people.applicant().email)
    assert stranger.call("POST", f"{pair.path}/survey", YEAR).status_code == 404
    answers = [pair.mentor.client.call("POST", f"{pair.path}/survey", YEAR) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    shown = [shown_to(side.client, pair.match)["survey"] for side in pair.sides]
    assert shown == [{}, {"mentor": {**YEAR, "answered_at": shown[1]["mentor"]["answered_at"]}}]
    _hold_certificates(pair)
    assert stranger.call("GET", f"{pair.path}/certificate").status_code == 404
    addresses = [side.person.email for side in pair.sides]
    eventually(lambda: all("is complete" in str([mail["Subject"] for mail in inbox(cloud, to)]) for to in addresses))


def _check_in(pair: Pair, staff: Client) -> None:
    """Check in as both sides do for two months; each reads their own answers, and a low one is a task."""
    answers = {"mentor": {"met": True, "rating": 5}, "applicant": {"met": True, "rating": 2}}
    for side, client in (("mentor", pair.mentor.client), ("applicant", pair.applicant.client)):
        for month in (1, 3):
            body = {"month": month, **answers[side]}
            statuses = [client.call("POST", f"{pair.path}/check_ins", body).status_code for _ in range(2)]
            assert statuses == [201, 200]
        check_ins = shown_to(client, pair.match)["term"]["check_ins"]
        assert [{"applicant", "mentor"} & set(each) for each in check_ins] == [{side}, {side}, set(), set(), set()]
        thread = shown_to(client, pair.match)["thread"]
        asked = {each["month"]: each["state"] for each in thread if each["kind"] == "check_in"}
        assert asked == {1: "done", 3: "done", 6: "next", 9: "later", 11: "later"}
    raised = staff.must("GET", "/api/staff/tasks", params={"cycle": shown_to(pair.mentor.client, pair.match)["cycle"]})
    assert [task["kind"] for task in raised["items"]].count("check_in") == 2


def _hold_certificates(pair: Pair) -> None:
    """Open both sides' certificates with a reader of PDF; each names both people, and the days of the term."""
    names = [" ".join(pair.mentor.person.form["name"][part] for part in ("first", "last"))]
    names.append(" ".join(pair.applicant.person.form["applicant"][part] for part in ("first_name", "last_name")))
    for side, role in zip(pair.sides, ("mentee", "mentor"), strict=True):
        answer = side.client.call("GET", f"{pair.path}/certificate")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        (page,) = PdfReader(BytesIO(answer.content)).pages
        text = " ".join(page.extract_text().split())
        assert f"has completed a mentoring term as a {role}" in text
        assert all(name in text for name in names)
        assert f"from {a_year_ago():%B} {a_year_ago().day}, {a_year_ago().year} to" in text
