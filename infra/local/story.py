"""What the people of the demonstration do, each over HTTP with a sign-in of their own."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from infra.local.client import Client, Refused
from infra.local.people import People, Person

if TYPE_CHECKING:
    from infra.local.year import Year

Await = Callable[[str, Callable[[], Any]], Any]
MENTORS = 15
# Reviews that wait on.
LEFT_OPEN = 3
# How many of each kind; together 44 applicants.
KINDS = {
    "student": 14,
    "resubmits": 3,
    "withdraws": 2,
    "resident": 6,
    "unlisted_school": 3,
    "own_words": 2,
    "spanish": 2,
    "no_group": 2,
    "abroad": 2,
    "no_degree": 2,
    "draft": 4,
    "changes_unsent": 1,
    "late": 1,
}


def cast(people: People) -> dict[str, Person]:
    """Everyone who applies, by a name such as `resident-3`."""
    return {f"{kind}-{n}": people.applicant(kind) for kind, count in KINDS.items() for n in range(1, count + 1)}


def volunteer(year: "Year", person: Person) -> Client:
    """Sign in and send the Mentor Interest Form."""
    client = Client.signed_in(year.connection, person.email)
    client.must("PUT", "/api/mentor", person.form)
    return client


def approve_mentors(year: "Year") -> None:
    """Approve all who are interested but one, who stays to be looked at."""
    waiting = year.staff.must("GET", "/api/staff/mentors", params={"status": "interested"})["items"]
    for mentor in waiting[1:]:
        year.staff.change(f"/api/staff/mentors/{mentor['id']}", "POST", "/approval")


def apply(year: "Year", name: str, person: Person) -> Client:
    """Do what a person of this kind does while the window is open."""
    client, path, kind = Client.signed_in(year.connection, person.email), year.application_path, name.rpartition("-")[0]
    *early, last = ("applicant", "training", "location", "self_identification"), tuple(person.form)
    for parts in (*early, last):
        client.must("PUT", path, {part: person.form[part] for part in parts})
    if kind in ("draft", "late"):
        return client
    client.must("POST", f"{path}/submission")
    if kind in ("resubmits", "changes_unsent"):
        client.must("PUT", path, {"interests": {"topics": ["research", "health_equity"]}})
    if kind == "resubmits":
        client.must("POST", f"{path}/submission")
    if kind == "withdraws":
        client.must("POST", f"{path}/withdrawal", {"reason": "I found a mentor at my school."})
    return client


def submit_late(year: "Year") -> None:
    """Submit after the deadline; it must be refused, and the draft kept."""
    _, client = year.applicants["late-1"]
    answer = client.call("POST", f"{year.application_path}/submission")
    if answer.status_code != 409 or answer.json()["type"] != "deadline_passed":
        raise Refused("POST", "a late submission was not refused as late;", answer)


def count(year: "Year", status: str) -> int:
    """How many applications of the driven cycle are in a status."""
    return len(listed(year, status))


def listed(year: "Year", status: str) -> list[dict[str, Any]]:
    """The applications of the driven cycle in a status, as staff see the list."""
    wanted = {"cycle": year.cycle, "status": status, "limit": 200}
    items: list[dict[str, Any]] = year.staff.must("GET", "/api/staff/applications", params=wanted)["items"]
    return items


def decide_reviews(year: "Year") -> None:
    """Accept residents and most other reviews; turn down a few, whose school could not be found; leave some open."""
    waiting = sorted(listed(year, "needs_review"), key=lambda row: row["id"])
    for index, row in enumerate(waiting[LEFT_OPEN:]):
        accepted = row["stage"] == "resident" or index % 5 != 0
        reason = "Residents are invited, and the school is known." if accepted else "The school could not be found."
        verdict = {"outcome": "eligible" if accepted else "ineligible", "reason": reason}
        year.staff.change(f"/api/staff/applications/{row['id']}", "POST", "/verdict", verdict)


def publish_round(year: "Year", await_that: Await) -> None:
    """Queue a round, forbid a pair of two who know each other, publish it, and wait for its proposals."""
    path = f"/api/staff/cycles/{year.cycle}/rounds"
    path = f"{path}/{year.staff.must('POST', path)['round']}"

    def draft() -> Any:
        answer = year.staff.call("GET", path)
        return answer.is_success and answer.json()["state"] == "draft" and answer.json()

    known = await_that("a round is drawn up", draft)["pairs"][0]
    forbidden = {"application": known["application"], "mentor": known["mentor"]}
    year.staff.change(path, "PUT", "/adjustments", {"pin": [], "forbid": [forbidden]})
    matched = await_that("the round is drawn up as adjusted", draft)["matched"]
    year.staff.change(path, "POST", "/publication")
    await_that("proposals are made", lambda: len(proposals(year)) == matched)


def proposals(year: "Year") -> list[tuple[Client, dict[str, Any]]]:
    """The proposals that wait for a mentor's answer, with the mentor's connection."""
    return [
        (client, match)
        for _, client in year.mentors
        for match in client.must("GET", "/api/matches")["items"]
        if match["state"] == "proposed"
    ]


def answer_proposals(year: "Year", await_that: Await) -> None:
    """Let one mentor decline, one applicant stay silent, and everyone else accept."""
    open_proposals = sorted(proposals(year), key=lambda pair: str(pair[1]["application"]))
    declining, match = open_proposals[0]
    declining.must("POST", f"/api/matches/{match['id']}/decline", {"reason": "I am on leave this fall."})
    applicants = {client.must("GET", year.application_path)["id"]: client for _, client in year.applicants.values()}
    for index, (mentor, match) in enumerate(open_proposals[1:]):
        mentor.must("POST", f"/api/matches/{match['id']}/acceptance")
        if index > 0:
            applicants[match["application"]].must("POST", f"/api/matches/{match['id']}/acceptance")
    confirmed = len(open_proposals) - 2
    await_that("the matches are confirmed", lambda: count(year, "matched") == confirmed)


def demo_accounts(year: "Year") -> list[dict[str, str]]:
    """One applicant and one mentor who were matched with each other, to sign in as."""
    for person, client in year.mentors:
        for match in client.must("GET", "/api/matches")["items"]:
            if match["state"] == "confirmed":
                return [
                    {"role": "applicant", "email": match["contact"]["email"]},
                    {"role": "mentor", "email": person.email},
                ]
    return []
