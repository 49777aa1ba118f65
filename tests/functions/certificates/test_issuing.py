"""Certificates over HTTP: for each side of a complete term, recorded once, and for no one else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from functions.certificates.handler import handler
from functions.deadlines.due import catch_up
from infra.local.people import People
from shared.domain.activity import activity
from shared.domain.cycle import Cycle
from shared.store import dynamodb, matches, mentors
from shared.store.commit import commit
from tests.functions.applications.applicant import Applicant
from tests.functions.certificates.test_drawing import text_of
from tests.functions.http import Answer, call
from tests.functions.mentors.volunteer import Volunteer, confirmed
from tests.functions.staff.staff_client import write_cycle
from tests.scene import Scene
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws")
NAME: Mapping[str, Any] = {"first": "Nguyễn", "last": "Thị Ánh"}


class Pair:
    """Both sides of a match that both accepted."""

    def __init__(self, applicant: Applicant, mentor: Volunteer, match: str) -> None:
        self.applicant, self.mentor, self.match = applicant, mentor, match

    def complete(self) -> None:
        """Let the clock go to the end of the term."""
        match = matches.load(self.match)
        assert match
        assert match.term
        for day in (match.term.starts_on, match.term.ends_on):
            catch_up(datetime.combine(day, time(14), UTC))

    def call_mentor(self, name: Mapping[str, Any]) -> None:
        mentor = mentors.load(self.mentor.id)
        assert mentor
        fact = activity("MentorChanged", mentor.id, str(name), at=mentor.updated_at, actor="mentor")
        commit(fact, mentors.write(replace(mentor, form={**mentor.form, "name": dict(name)})))

    def ask(self, sub: str) -> Answer:
        return call(handler, "GET", f"/api/matches/{self.match}/certificate", sub=sub)


@Scene
def in_a_term(people: People, cycle: Cycle) -> Pair:
    write_cycle(cycle)
    return Pair(*confirmed(people))


@pytest.fixture
def pair(people: People, cycle: Cycle) -> Pair:
    return in_a_term(people, cycle)


def test_both_sides_get_their_certificate_and_each_is_recorded_once(pair: Pair) -> None:
    pair.call_mentor(NAME)
    pair.complete()
    own = pair.applicant.person.form["applicant"]
    applicant = f"{own['first_name']} {own['last_name']}"
    expected = {
        pair.applicant.sub: [applicant, "has completed a mentoring term as a mentee", "with Nguyễn Thị Ánh"],
        pair.mentor.sub: ["Nguyễn Thị Ánh", "has completed a mentoring term as a mentor", f"with {applicant}"],
    }
    for sub, lines in expected.items():
        answers = [pair.ask(sub) for _ in range(2)]
        assert [(each.status, each.headers["content-type"]) for each in answers] == [(200, "application/pdf")] * 2
        assert "certificate.pdf" in answers[0].headers["content-disposition"]
        assert text_of(answers[0].data)[3:6] == lines
        assert answers[0].data == answers[1].data
    issued = of_type("CertificateIssued")
    assert sorted((fact["subject"], fact["actor"]) for fact in issued) == [
        (pair.match, "applicant"),
        (pair.match, "mentor"),
    ]
    assert "Nguyễn" not in str(issued)


def test_there_is_none_before_the_term_is_complete_or_after_an_early_end(pair: Pair) -> None:
    early = pair.ask(pair.mentor.sub)
    assert (early.status, early.json["type"]) == (409, "not_possible")
    assert early.json["detail"].startswith("Your certificate is ready once your term is complete, on ")
    match = matches.load(pair.match)
    assert match
    ended = replace(match, state="ended", version=match.version + 1)
    commit(
        activity("MatchEnded", match.id, "end", at=match.created_at, actor="mentor", cycle=match.cycle),
        matches.write(ended),
    )
    assert pair.ask(pair.applicant.sub).json["detail"] == "This match is ended, so there’s no certificate."
    assert of_type("CertificateIssued") == []


def test_certificate_of_others_is_not_found(pair: Pair) -> None:
    pair.complete()
    assert pair.ask("stranger").status == 404
    assert call(handler, "GET", "/api/matches/nothing/certificate", sub=pair.mentor.sub).status == 404


def test_name_that_cannot_be_printed_leads_to_staff(pair: Pair, cycle: Cycle) -> None:
    pair.call_mentor({"first": "王", "last": "小明"})
    pair.complete()
    for sub in (pair.mentor.sub, pair.applicant.sub):
        refused = pair.ask(sub)
        assert (refused.status, cycle.contact_email in refused.json["detail"]) == (409, True)
        assert "王" not in str(refused.json)
    assert of_type("CertificateIssued") == []


def test_who_stays_gets_one_after_the_other_side_was_erased(pair: Pair) -> None:
    pair.complete()
    dynamodb.client().delete_item(TableName=dynamodb.table("mentors"), Key={"id": {"S": pair.mentor.id}})
    lines = text_of(pair.ask(pair.applicant.sub).data)
    assert lines[4:6] == ["has completed a mentoring term as a mentee", lines[5]]
    assert lines[5].startswith("from ")
