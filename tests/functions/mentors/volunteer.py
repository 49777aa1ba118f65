"""A mentor at work, and both sides of a match, over HTTP."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from functions.mentors.handler import handler
from infra.local.people import People, Person
from shared.domain.mentor import mentor_id
from tests.functions.http import Answer, call
from tests.functions.staff.staff_client import staff


@dataclass(frozen=True)
class Volunteer:
    """One mentor with a sign-in."""

    person: Person
    sub: str

    @property
    def id(self) -> str:
        """The id of their mentor record."""
        return mentor_id(self.sub)

    def send(self, method: str, path: str = "", body: Any = None, **more: Any) -> Answer:
        """Send one request about their mentor record."""
        told = {"sub": self.sub, "email": self.person.email, **more}
        return call(handler, method, f"/api/mentor{path}", body, **told)

    def volunteer(self, **more: Any) -> Answer:
        """Send the Mentor Interest Form, with some answers changed if told."""
        headers = more.pop("headers", None)
        return self.send("PUT", "", {**self.person.form, **more}, headers=headers)

    def read(self) -> Any:
        """The mentor record as its mentor sees it."""
        return self.send("GET").json


def mentor(people: People, sub: str = "mentor-1") -> Volunteer:
    """Somebody who wants to mentor; nothing is sent yet."""
    return Volunteer(people.mentor(), sub)


def active(people: People, sub: str = "mentor-1", **form: Any) -> Volunteer:
    """An approved mentor for one student, or with other answers if told."""
    one = mentor(people, sub)
    assert one.volunteer(capacity=1, **form).status == 201
    assert staff("POST", f"/mentors/{one.id}/approval").status == 200
    return one


def matches_of(sub: str) -> list[dict[str, Any]]:
    """The matches somebody is a side of."""
    found: list[dict[str, Any]] = call(handler, "GET", "/api/matches", sub=sub).json["items"]
    return found


def accept(sub: str, match: str, at: datetime | None = None) -> Answer:
    """Accept a proposal."""
    return call(handler, "POST", f"/api/matches/{match}/acceptance", sub=sub, at=at)


def decline(sub: str, match: str, at: datetime | None = None) -> Answer:
    """Decline a proposal."""
    return call(handler, "POST", f"/api/matches/{match}/decline", {"reason": "I move abroad."}, sub=sub, at=at)
