"""From an application over HTTP to a confirmed match, on the deployed stack."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor

from infra.local.client import Client
from infra.local.cloud import Cloud
from infra.local.people import People, Person
from tests.local_cloud import MENTORS, Connection, await_first_save, close_now, eventually, inbox

pytestmark = MENTORS


def _applied(connection: Connection, cycle: str, person: Person) -> Client:
    client = Client.signed_in(connection, person.email)
    client.must("PUT", f"/api/cycles/{cycle}/application", person.form)
    return client


def _submitted(connection: Connection, cycle: str, person: Person) -> Client:
    client = _applied(connection, cycle, person)
    client.must("POST", f"/api/cycles/{cycle}/application/submission")
    return client


def _status(client: Client, cycle: str) -> str:
    return str(client.must("GET", f"/api/cycles/{cycle}/application")["status"])


def test_submission_is_received_judged_and_told(
    cloud: Cloud, connection: Connection, new_cycle: str, people: People
) -> None:
    person = people.applicant()
    client = _applied(connection, new_cycle, person)
    await_first_save(cloud, person.email)
    sent = client.must("POST", f"/api/cycles/{new_cycle}/application/submission")
    form = sent["application"]["form"]
    canonical = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert sent["receipt"]["sha256"] == hashlib.sha256(canonical).hexdigest()
    assert form["self_identification"] == {"provided": True}
    again = client.call("POST", f"/api/cycles/{new_cycle}/application/submission")
    assert (again.status_code, again.json()["receipt"]) == (200, sent["receipt"])
    eventually(lambda: _status(client, new_cycle) == "eligible")
    # The draft was saved, the submission received, and the applicant found eligible.
    mails = eventually(lambda: len(found := inbox(cloud, person.email)) == 3 and found)
    assert [sent["receipt"]["number"] in mail["BodyText"] for mail in mails].count(True) == 1
    assert not any(group in str(mails) for group in person.form["self_identification"]["groups"])


def test_twenty_submissions_at_once_make_one_receipt(
    connection: Connection, staff: Client, new_cycle: str, people: People
) -> None:
    client = _applied(connection, new_cycle, people.applicant())
    path = f"/api/cycles/{new_cycle}/application/submission"
    with ThreadPoolExecutor(20) as hands:
        answers = list(hands.map(lambda _: client.call("POST", path), range(20)))
    assert sorted(answer.status_code for answer in answers) == [200] * 19 + [201]
    assert len({answer.json()["receipt"]["number"] for answer in answers}) == 1
    whole = staff.must("GET", f"/api/staff/applications/{answers[0].json()['application']['id']}")
    assert [fact["type"] for fact in whole["activity"]].count("ApplicationSubmitted") == 1


def test_late_submission_is_refused_and_the_draft_kept(
    cloud: Cloud, connection: Connection, staff: Client, new_cycle: str, people: People
) -> None:
    person = people.applicant()
    client = _applied(connection, new_cycle, person)
    close_now(staff, new_cycle)
    refused = client.call("POST", f"/api/cycles/{new_cycle}/application/submission")
    problem = refused.json()
    assert (refused.status_code, problem["type"]) == (409, "deadline_passed")
    assert refused.headers["content-type"] == "application/problem+json"
    assert 0 <= problem["late_by_seconds"] < 300
    kept = client.must("GET", f"/api/cycles/{new_cycle}/application")
    assert kept["form"]["statement"] == person.form["statement"]
    row = staff.must("GET", "/api/staff/applications", params={"cycle": new_cycle})["items"][0]
    assert (row["late"], row["late_by_seconds"]) == (True, problem["late_by_seconds"])
    late = "Your submission arrived after the deadline"
    eventually(lambda: [mail["Subject"] for mail in inbox(cloud, person.email)].count(late) == 1)


def test_round_is_published_and_both_sides_confirm(
    cloud: Cloud, connection: Connection, staff: Client, new_cycle: str, people: People
) -> None:
    volunteer, person, resident = people.mentor(), people.applicant(), people.applicant("resident")
    volunteer.form["capacity"] = 1
    mentor = Client.signed_in(connection, volunteer.email)
    record = mentor.must("PUT", "/api/mentor", volunteer.form)
    staff.change(f"/api/staff/mentors/{record['id']}", "POST", "/approval")
    applicant, other = (_submitted(connection, new_cycle, someone) for someone in (person, resident))
    eventually(lambda: (_status(applicant, new_cycle), _status(other, new_cycle)) == ("eligible", "needs_review"))
    rounds = f"/api/staff/cycles/{new_cycle}/rounds"
    provisional = eventually(lambda: staff.must("GET", rounds)["items"])
    assert {one["state"] for one in provisional} == {"provisional"}

    close_now(staff, new_cycle)
    waiting = staff.must("GET", "/api/staff/applications", params={"cycle": new_cycle, "status": "needs_review"})
    verdict = {"outcome": "ineligible", "reason": "This journey wants one applicant only."}
    staff.change(f"/api/staff/applications/{waiting['items'][0]['id']}", "POST", "/verdict", verdict)
    number = staff.must("POST", rounds)["round"]
    draft = eventually(lambda: (answer := staff.call("GET", f"{rounds}/{number}")).is_success and answer.json())
    assert (draft["state"], draft["matched"], len(draft["pairs"])) == ("draft", 1, 1)
    assert all(draft["pairs"][0]["reasons"][side] for side in ("applicant", "mentor"))
    for _ in range(2):
        assert staff.change(f"{rounds}/{number}", "POST", "/publication")["state"] == "published"

    match = eventually(lambda: mentor.must("GET", "/api/matches")["items"])[0]
    assert "contact" not in match
    assert other.call("POST", f"/api/matches/{match['id']}/acceptance").status_code == 404
    mentor.must("POST", f"/api/matches/{match['id']}/acceptance")
    confirmed = applicant.must("POST", f"/api/matches/{match['id']}/acceptance")
    assert (confirmed["state"], confirmed["contact"]["email"]) == ("confirmed", volunteer.email)
    shown = applicant.must("GET", f"/api/cycles/{new_cycle}/application/match")
    assert shown["id"] == match["id"]
    assert _status(applicant, new_cycle) == "matched"
    subjects = eventually(lambda: len(found := inbox(cloud, volunteer.email)) == 4 and found)
    assert len({mail["Subject"] for mail in subjects}) == 4


def test_resubmission_is_judged_anew_and_withdrawal_ends_it(
    connection: Connection, new_cycle: str, people: People
) -> None:
    person = people.applicant("no_group")
    client, path = _submitted(connection, new_cycle, person), f"/api/cycles/{new_cycle}/application"
    eventually(lambda: _status(client, new_cycle) == "ineligible")
    changed = client.must("PUT", path, {"self_identification": {"groups": ["hispanic_latino"]}})
    assert (changed["status"], changed["unsubmitted_changes"]) == ("ineligible", True)
    second = client.call("POST", f"{path}/submission")
    assert second.status_code == 201
    eventually(lambda: _status(client, new_cycle) == "eligible")
    for _ in range(2):
        assert client.must("POST", f"{path}/withdrawal", {})["status"] == "withdrawn"
