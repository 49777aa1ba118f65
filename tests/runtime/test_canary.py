"""A canary in every personal field: whatever happens to the request, it is in no log line and no fact."""

from typing import Any

import pytest

from functions.deadlines.due import catch_up
from functions.mentors.handler import handler as mentors
from functions.portal.handler import handler as portal
from infra.local.people import People, Person
from shared.domain.cycle import Cycle
from shared.runtime.logs import logger
from shared.store import dynamodb as db
from tests import pdfs
from tests.functions.applications.applicant import DEADLINE, OPEN, Applicant, eligible, new_applicant
from tests.functions.http import call
from tests.functions.materials.files import ask, check, landed, stored_files
from tests.functions.mentors.volunteer import Volunteer, active, decline, matches_of
from tests.functions.staff.staff_client import propose, staff, write_cycle
from tests.store.scans import of_type, tables_with

CANARY = "zanzibar-canary-7319"
ADDRESS = f"{CANARY}@example.org"
pytestmark = pytest.mark.usefixtures("aws")


def said(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> str:
    """Everything that was logged, as the log shows it and as it was handed in, and everything printed."""
    caught = caplog.records
    assert caught
    shown = [logger().registered_formatter.format(record) for record in caught]
    printed = capsys.readouterr()
    return "\n".join([*shown, *(str(vars(record)) for record in caught), printed.out, printed.err])


def bird(people: People, sub: str = "canary") -> Applicant:
    """An applicant whose every own word is the canary."""
    applicant = new_applicant(people, sub)
    form = applicant.person.form
    form["applicant"] |= dict.fromkeys(("first_name", "last_name", "preferred_name", "pronouns", "phone"), CANARY)
    form["training"] |= {"school": CANARY, "residency": CANARY}
    form["self_identification"] = {"groups": ["hispanic_latino", "another_group"], "another_group": CANARY}
    form["introduction"] = " ".join([CANARY] * 4)
    form["statement"] = " ".join([CANARY] * 20)
    return Applicant(Person(ADDRESS, "student", form), sub)


def test_applicants_text_is_in_no_log_and_no_fact(
    people: People, cycle: Cycle, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    write_cycle(cycle)
    applicant = bird(people)
    assert [applicant.save().status, applicant.submit().status] == [201, 201]
    assert applicant.send("POST", "/withdrawal", {"reason": CANARY}).status == 200
    assert applicant.save({"statement": f"{CANARY} again"}, headers={"if-match": '"1"'}).status == 200
    assert applicant.save({"statement": CANARY}, headers={"if-match": '"1"'}).status == 412
    assert applicant.submit(at=DEADLINE).status == 409
    assert applicant.save({CANARY: CANARY}).status == 422
    assert applicant.save(raw=CANARY).status == 422
    assert staff("GET", "/applications", query={"cycle": cycle.id, "q": CANARY}).json["items"][0]["id"] == applicant.id
    assert staff("GET", "/applications", query={"cycle": cycle.id, "cursor": CANARY}).status == 422
    catch_up(DEADLINE.replace(day=17))
    assert tables_with(CANARY) == ["applications"]
    assert CANARY not in said(caplog, capsys)


@pytest.mark.usefixtures("uploads")
def test_cv_and_its_name_are_in_no_log_fact_or_key(
    people: People, cycle: Cycle, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    write_cycle(cycle)
    applicant, cv = new_applicant(people), pdfs.written([CANARY] * 9)
    for data in (cv, cv[: len(cv) // 2], cv + b"%%EOF", b"MZ" * 600 + cv):
        file = landed(applicant, data, filename=f"{CANARY}.pdf")
        check(file)
    assert ask(applicant, f"{CANARY}\x00.pdf").status == 422
    assert [status["outcome"] for status in (fact["data"] for fact in of_type("CvChecked"))].count("accepted") == 2
    assert CANARY not in str(sorted(stored_files()))
    assert tables_with(CANARY) == ["applications"]
    assert CANARY not in said(caplog, capsys)


def test_text_of_both_sides_of_a_match_is_in_no_log_and_no_fact(
    people: People, cycle: Cycle, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    write_cycle(cycle)
    applicant, mentor = eligible(people), Volunteer(Person(ADDRESS, "mentor", _words(people)), "canary")
    assert mentor.volunteer().status == 201
    assert staff("POST", f"/mentors/{mentor.id}/approval").status == 200
    propose()
    (match,) = matches_of(mentor.sub)
    assert decline(mentor.sub, match["id"]).status == 200
    active(people)
    propose()
    (match, _) = matches_of(applicant.sub)
    declined = call(mentors, "POST", f"/api/matches/{match['id']}/decline", {"reason": CANARY}, sub=applicant.sub)
    assert declined.status == 200
    assert staff("GET", "/mentors", query={"q": CANARY}).json["items"][0]["id"] == mentor.id
    assert tables_with(CANARY) == ["mentors", "matches"]
    assert CANARY not in said(caplog, capsys)


@pytest.mark.usefixtures("people_pool")
def test_visitors_text_is_in_no_log_and_no_fact(
    cycle: Cycle, people: People, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    write_cycle(cycle)
    question = {"email": ADDRESS, "name": CANARY, "message": CANARY}
    check = {part: bird(people).person.form[part] for part in ("training", "location", "self_identification")}
    sent = {"eligibility_checks": check, "accounts": {"email": ADDRESS}, "inquiries": question}
    statuses = [call(portal, "POST", f"/api/{path}", body).status for path, body in sent.items()]
    assert (statuses, tables_with(CANARY)) == ([200, 202, 202], ["inquiries"])
    assert CANARY not in said(caplog, capsys)


def test_failure_is_logged_without_what_was_sent(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    db.client().delete_table(TableName=db.table("inquiries"))
    question = {"email": ADDRESS, "name": CANARY, "message": CANARY}
    answer = call(portal, "POST", "/api/inquiries", question, at=OPEN)
    (failure,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert (answer.status, answer.json["type"], vars(failure)["request_id"]) == (
        500,
        "failure",
        answer.json["instance"],
    )
    assert (vars(failure)["error"], failure.exc_info) == ("ResourceNotFoundException", None)
    assert CANARY not in said(caplog, capsys) + str(answer.json)


def _words(people: People) -> dict[str, Any]:
    form = people.mentor().form
    words = {"institution": CANARY, "bio": CANARY, "introduction": f"{CANARY} " * 4}
    return {**form, **words, "name": {"first": CANARY, "last": CANARY}, "avoid_institutions": [CANARY]}
