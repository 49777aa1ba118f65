"""Applicants look at their own self-identification: theirs alone, and recorded."""

from datetime import timedelta
from typing import Any

import pytest

from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import dynamodb as db
from tests.functions.applications.applicant import OPEN, Applicant, new_applicant, submitted
from tests.functions.staff.staff_client import write_cycle
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws", "written")
DECLINED: dict[str, Any] = {"declines": True}


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def looks() -> list[tuple[str, str, str | None]]:
    """What the trail says of looks: whose answers, who looked, and in which cycle."""
    return [(fact["subject"], fact["actor"], fact.get("cycle")) for fact in of_type("SelfIdentificationRead")]


def test_applicant_sees_what_they_chose_before_and_after_they_submitted(people: People) -> None:
    applicant = new_applicant(people)
    chosen = applicant.person.form["self_identification"]
    applicant.save()
    before = applicant.look()
    applicant.submit()
    after = applicant.look()
    applicant.save({"self_identification": DECLINED}, at=OPEN + timedelta(minutes=1))
    changed = applicant.look()
    assert [(answer.status, answer.json) for answer in (before, after, changed)] == [
        (200, {"id": applicant.id, "working": chosen}),
        (200, {"id": applicant.id, "working": chosen, "submitted": chosen}),
        (200, {"id": applicant.id, "working": DECLINED, "submitted": chosen}),
    ]
    assert before.headers["cache-control"] == "no-store"


def test_every_look_is_recorded_and_says_nothing_of_the_answer(people: People) -> None:
    applicant = submitted(people)
    assert [applicant.look().status for _ in range(2)] == [200, 200]
    assert looks() == [(applicant.id, "applicant", applicant.cycle)] * 2
    (group,) = applicant.person.form["self_identification"]["groups"]
    assert group not in str(of_type("SelfIdentificationRead"))


def test_nobody_sees_another_persons_answers(people: People) -> None:
    applicant = submitted(people)
    someone = new_applicant(people, "applicant-2")
    answers = [someone.look(), applicant.look(sub="applicant-3"), applicant.look(sub=None)]
    assert [answer.status for answer in answers] == [404, 404, 401]
    other_cycle = Applicant(applicant.person, applicant.sub, "2025-26")
    assert (other_cycle.look().status, looks()) == (404, [])


def test_what_was_not_answered_is_not_found(people: People) -> None:
    applicant = new_applicant(people)
    applicant.save({"statement": "I would like to learn."})
    assert (applicant.look().status, applicant.look().json["type"]) == (404, "not_found")
    applicant.save({"self_identification": DECLINED})
    applicant.save({"self_identification": None})
    assert applicant.look().status == 404


def test_look_is_recorded_before_anything_is_shown(people: People) -> None:
    applicant = submitted(people)
    db.client().delete_table(TableName=db.table("self_identification"))
    assert (applicant.look().status, len(looks())) == (500, 1)


def test_answers_are_not_shown_when_the_look_cannot_be_recorded(people: People) -> None:
    applicant = submitted(people)
    db.client().delete_table(TableName=db.table("activity"))
    answer = applicant.look()
    (group,) = applicant.person.form["self_identification"]["groups"]
    assert (answer.status, group in str(answer.json)) == (500, False)
