"""Mentors, and both sides of a match, as they use the API over HTTP."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from functions.mentors.handler import handler
from infra.local.people import People, Person
from shared.domain.mentor import mentor_id
from shared.store import matches
from tests.functions.applications.applicant import Applicant, eligible
from tests.functions.http import Answer, call
from tests.functions.staff.staff_client import propose, staff


@dataclass(frozen=True)
class Volunteer:
    """A mentor with a sign-in."""

    person: Person
    sub: str

    @property
    def id(self) -> str:
        """The id of their mentor record."""
        return mentor_id(self.sub)

    def send(self, method: str, path: str = "", body: Any = None, **more: Any) -> Answer:
        """Send a request about their mentor record."""
        arguments = {"sub": self.sub, "email": self.person.email, **more}
        return call(handler, method, f"/api/mentor{path}", body, **arguments)

    def volunteer(self, **more: Any) -> Answer:
        """Send the Mentor Interest Form, with these answers changed."""
        headers = more.pop("headers", None)
        return self.send("PUT", "", {**self.person.form, **more}, headers=headers)

    def read(self) -> Any:
        """The mentor record as its mentor sees it."""
        return self.send("GET").json


def new_mentor(people: People, sub: str = "mentor-1") -> Volunteer:
    """A person who has not sent the Mentor Interest Form yet."""
    return Volunteer(people.mentor(), sub)


def active(people: People, sub: str = "mentor-1", **form: Any) -> Volunteer:
    """An approved mentor with a place for one mentee, and with these answers changed."""
    mentor = new_mentor(people, sub)
    assert mentor.volunteer(capacity=1, **form).status == 201
    assert staff("POST", f"/mentors/{mentor.id}/approval").status == 200
    return mentor


def matches_of(sub: str) -> list[dict[str, Any]]:
    """The matches of a sign-in, on either side."""
    items: list[dict[str, Any]] = call(handler, "GET", "/api/matches", sub=sub).json["items"]
    return items


def accept(sub: str, match: str, at: datetime | None = None) -> Answer:
    """Accept a proposal."""
    return call(handler, "POST", f"/api/matches/{match}/acceptance", sub=sub, at=at)


def confirmed(people: People) -> tuple[Applicant, Volunteer, str]:
    """An applicant and a mentor who both accepted, a day after a round proposed it, and the id of their match."""
    applicant, mentor = eligible(people), active(people)
    propose()
    match = matches.of_mentor(mentor.id)[0]
    for sub in (applicant.sub, mentor.sub):
        assert accept(sub, match.id, match.created_at + timedelta(days=1)).status == 200
    return applicant, mentor, match.id


def decline(sub: str, match: str, at: datetime | None = None) -> Answer:
    """Decline a proposal."""
    return call(handler, "POST", f"/api/matches/{match}/decline", {"reason": "I move abroad."}, sub=sub, at=at)
