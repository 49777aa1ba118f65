"""Applicants, as they use the API over HTTP."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from functions.applications.handler import handler
from functions.eligibility.handler import handler as eligibility
from infra.local.people import People, Person
from shared.domain.application import application_id
from tests.functions.http import Answer, call
from tests.runtime.messages import deliver

# In the window of the program's page, and the first instant after it.
OPEN = datetime(2024, 4, 15, 12, tzinfo=UTC)
DEADLINE = datetime(2024, 4, 16, 4, tzinfo=UTC)
JUST_BEFORE = DEADLINE - timedelta(milliseconds=1)


@dataclass(frozen=True)
class Applicant:
    """A person with a sign-in, and the cycle they apply in."""

    person: Person
    sub: str
    cycle: str = "2024-25"

    @property
    def id(self) -> str:
        """The id of their application."""
        return application_id(self.cycle, self.sub)

    def send(self, method: str, path: str = "", body: Any = None, **more: Any) -> Answer:
        """Send a request about their application, at OPEN by default."""
        arguments = {"at": OPEN, "sub": self.sub, "email": self.person.email, **more}
        return call(handler, method, f"/api/cycles/{self.cycle}/application{path}", body, **arguments)

    def save(self, parts: Any = None, **more: Any) -> Answer:
        """Save parts of the form, the whole form by default."""
        return self.send("PUT", "", self.person.form if parts is None else parts, **more)

    def read(self) -> Answer:
        """Read the application."""
        return self.send("GET")

    def look(self, **more: Any) -> Answer:
        """Ask how one identified, which another function answers."""
        arguments = {"at": OPEN, "sub": self.sub, "email": self.person.email, **more}
        return call(eligibility, "GET", f"/api/cycles/{self.cycle}/application/self_identification", **arguments)

    def submit(self, **more: Any) -> Answer:
        """Submit the working copy."""
        return self.send("POST", "/submission", **more)

    def withdraw(self, **more: Any) -> Answer:
        """Withdraw the application."""
        return self.send("POST", "/withdrawal", {"reason": "I found a mentor."}, **more)


def new_applicant(people: People, sub: str = "applicant-1", kind: str = "student", cycle: str = "2024-25") -> Applicant:
    """A person who has not sent anything yet."""
    return Applicant(people.applicant(kind, None if kind == "resident" else "2026-05"), sub, cycle)


def submitted(people: People, sub: str = "applicant-1", kind: str = "student", **more: Any) -> Applicant:
    """An applicant whose application is submitted and not judged yet."""
    applicant = new_applicant(people, sub, kind)
    assert applicant.save(**more).status == 201
    assert applicant.submit(**more).status == 201
    return applicant


def eligible(people: People, sub: str = "applicant-1") -> Applicant:
    """An applicant whose application is eligible."""
    applicant = submitted(people, sub)
    deliver(eligibility, "ApplicationSubmitted")
    assert applicant.read().json["status"] == "eligible"
    return applicant
