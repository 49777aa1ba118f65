"""What a cycle leaves for staff to look at: something in each of their queues, lists and reports."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from infra.local.client import Client, Refused
from infra.local.cycles import CLOSES_IN, today
from infra.local.people import People
from infra.local.story import listed

if TYPE_CHECKING:
    from infra.local.year import Year

_REASONS = (
    ("eligible", "The residency confirmed the training."),
    ("eligible", "The school is known under another name."),
    ("ineligible", "The school could not be found."),
)


def leave_work(year: "Year", people: People) -> None:
    """Do what staff and people do after the answers, and leave some of it open."""
    _share_reasons(year)
    _ask(year)
    _come_late(year, people)
    _write_to_the_lapsed(year)
    _pause_one(year)
    _question_a_match(year)
    cycle = f"/api/staff/cycles/{year.cycle}"
    year.staff.must("POST", f"{cycle}/rounds")
    year.staff.must("POST", f"{cycle}/exports", {"kind": "applications", "format": "xlsx"})
    year.staff.must("GET", f"{cycle}/report")
    newest = year.staff.must("GET", "/api/staff/policies")["eligibility"][-1]
    year.staff.must("GET", f"{cycle}/policy_check", params={"policy": newest})


def _share_reasons(year: "Year") -> None:
    for outcome, reason in _REASONS:
        year.staff.must("POST", "/api/staff/reasons", {"outcome": outcome, "reason": reason})


def _ask(year: "Year") -> None:
    """Ask two whose reviews wait for more; one of them answers."""
    waiting = [row["id"] for row in listed(year, "needs_review")][:2]
    question = {"message": "In which hospital do you train, and who can confirm it?"}
    for application in waiting:
        year.staff.change(f"/api/staff/applications/{application}", "POST", "/question", question)
    answer = {"question": 1, "message": "At Lakeside Cancer Center; the residency office can confirm it."}
    for application, client in _clients(year).items():
        if application in waiting[:1]:
            client.must("POST", f"{year.application_path}/answer", answer)


def _clients(year: "Year") -> dict[str, Client]:
    """The applicants' connections by the ids of their applications."""
    return {client.must("GET", year.application_path)["id"]: client for _, client in year.applicants.values()}


def _come_late(year: "Year", people: People) -> None:
    """Someone without an application comes late; another address, and the one who was a second late, are extended."""
    late, extended = people.applicant(), people.applicant()
    client = Client.signed_in(year.connection, late.email)
    answer = client.call("PUT", year.application_path, {"applicant": late.form["applicant"]})
    if answer.status_code != 409:
        raise Refused("PUT", "a late newcomer was not refused;", answer)
    granted = {"until": f"{today() + CLOSES_IN:%Y-%m-%d}T23:59", "reason": "A storm closed the school."}
    year.staff.must("POST", f"/api/staff/cycles/{year.cycle}/extensions", {**granted, "email": extended.email})
    _, client = year.applicants["late-1"]
    application = client.must("GET", year.application_path)["id"]
    year.staff.change(f"/api/staff/applications/{application}", "POST", "/extension", granted)


def _write_to_the_lapsed(year: "Year") -> None:
    """A bulk mail to those whose draft lapsed."""
    body: dict[str, Any] = {
        "action": "mail",
        "applications": [row["id"] for row in listed(year, "lapsed")],
        "subject": "Your draft, and next year",
        "message": "Your draft was not submitted before the deadline. The next cycle opens in a few months.",
        "reason": "Many asked what is next.",
    }
    year.staff.must("POST", f"/api/staff/cycles/{year.cycle}/bulk", body)


def _pause_one(year: "Year") -> None:
    """A mentor without a match takes a pause."""
    for _, client in year.mentors:
        is_active = client.must("GET", "/api/mentor")["status"] == "active"
        if is_active and not client.must("GET", "/api/matches")["items"]:
            client.must("POST", "/api/mentor/pause", {"until": f"{today() + timedelta(weeks=12):%Y-%m-%d}"})
            return


def _question_a_match(year: "Year") -> None:
    """Staff learn something about one who is matched."""
    matched = listed(year, "matched")
    if len(matched) > 1:
        verdict = {"outcome": "ineligible", "reason": "The school says that the training has ended."}
        year.staff.change(f"/api/staff/applications/{matched[-1]['id']}", "POST", "/verdict", verdict)
