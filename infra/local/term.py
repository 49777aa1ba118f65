"""A pair's term, lived in moments: its dates are moved into the past in the table, which no one could do over HTTP."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from infra.local.client import Client
from infra.local.cloud import Cloud
from infra.local.cycles import today
from infra.local.deploy import outputs
from infra.local.story import Await

if TYPE_CHECKING:
    from infra.local.year import Year

_TERM = timedelta(days=365)
#: Long enough for the check-ins of the first and the third month to be due.
_SO_FAR = timedelta(days=100)
#: How each side of the demonstration's pair answers them; a 2 is a task for staff.
_ANSWERS = {1: (4, 5), 3: (2, 4)}


def tick(cloud: Cloud) -> None:
    """Let the clock's function do now what is due; it also comes by itself each minute."""
    cloud.client("lambda").invoke(FunctionName="mentoring-local-deadlines", Payload=b"{}")


def begin(cloud: Cloud, match: str, day: date) -> None:
    """Have the term of a confirmed match begun on this day, confirmed a month before; then let the clock catch up."""
    confirmed = datetime.combine(day, time(), UTC) - timedelta(days=30)
    values = {
        ":confirmed": {"S": f"{confirmed:%Y-%m-%dT%H:%M:%S}.000Z"},
        ":first": {"S": day.isoformat()},
        ":end": {"S": (day + _TERM).isoformat()},
    }
    cloud.client("dynamodb").update_item(
        TableName=outputs(cloud)["MatchesTable"],
        Key={"id": {"S": match}},
        UpdateExpression="SET confirmed_at = :confirmed, #term.starts_on = :first, #term.ends_on = :end",
        ExpressionAttributeNames={"#term": "term"},
        ExpressionAttributeValues=values,
    )
    tick(cloud)


def a_year_ago() -> date:
    """The first day of a term whose end is behind: what falls on a day is due at nine in the morning."""
    return today() - timedelta(days=1) - _TERM


def shown_to(side: Client, match: str) -> dict[str, Any]:
    """A match as a side of it sees it."""
    return next(one for one in side.must("GET", "/api/matches")["items"] if one["id"] == match)


def is_complete(side: Client, match: str) -> bool:
    """Whether a match is over, and asks how it was, as a side of it sees it."""
    shown = shown_to(side, match)
    return bool((shown["state"], shown["thread"][-1]["state"]) == ("completed", "open"))


def complete_one(cloud: Cloud, year: "Year", await_that: Await) -> list[dict[str, str]]:
    """Take the last confirmed pair through its term, to a certificate for each; return their accounts."""
    applicants = {
        client.must("GET", year.application_path)["id"]: (person, client) for person, client in year.applicants.values()
    }
    person, mentor, match = next(
        (person, client, match)
        for person, client in reversed(year.mentors)
        for match in client.must("GET", "/api/matches")["items"]
        if match["state"] == "confirmed"
    )
    path, (mentee, applicant) = f"/api/matches/{match['id']}", applicants[match["application"]]
    begin(cloud, match["id"], today() - _SO_FAR)
    await_that("the term begins", lambda: shown_to(mentor, match["id"])["state"] == "in_term")
    for month, ratings in _ANSWERS.items():
        for side, rating in zip((mentor, applicant), ratings, strict=True):
            side.must("POST", f"{path}/check_ins", {"month": month, "met": True, "rating": rating})
    begin(cloud, match["id"], a_year_ago())
    await_that("the term is complete", lambda: is_complete(mentor, match["id"]))
    mentor.must("POST", f"{path}/survey", {"rating": 5, "recommend": True})
    for side in (mentor, applicant):
        if not side.call("GET", f"{path}/certificate").content.startswith(b"%PDF"):
            raise RuntimeError("A completed match gave no certificate.")
    return [
        {"role": "applicant with a certificate", "email": mentee.email},
        {"role": "mentor with a certificate", "email": person.email},
    ]
