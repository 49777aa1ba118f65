"""A draft is thrown away: nothing of it is left, and what is begun again says nothing under an id of before."""

from datetime import timedelta
from typing import Any

import pytest

from functions.applications.handler import handler
from functions.erasure.handler import handler as erasure
from functions.notifications.handler import handler as notifications
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import applications
from tests.functions.applications.applicant import DEADLINE, OPEN, Applicant, new_applicant, submitted
from tests.functions.http import Answer, call
from tests.functions.materials.files import check, landed, stored_files
from tests.functions.notifications.test_worker import Sent, sent
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.faults import dies_at
from tests.runtime.messages import deliver, drain
from tests.store.scans import answers, items, of_type

pytestmark = pytest.mark.usefixtures("aws", "uploads", "written")
__all__ = ["sent"]
LATER = OPEN + timedelta(minutes=1)


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def throw_away(one: Applicant, **more: Any) -> Answer:
    """Throw the application of this person away, as they do."""
    return call(handler, "DELETE", f"/api/applications/{one.id}", **{"sub": one.sub, "at": LATER, **more})


def saved(people: People) -> Applicant:
    """A person whose draft has a CV, self-identification and a reason of staff's."""
    one = new_applicant(people)
    assert one.save().status == 201
    check(landed(one))
    later = {"until": "2031-12-31T23:59", "reason": "They were ill."}
    assert staff("POST", f"/applications/{one.id}/extension", later, at=OPEN).status == 200
    return one


def left() -> dict[str, Any]:
    """What is left of everyone's applications, their answers and files."""
    return {
        "applications": [item["part"] for item in items("applications")],
        "search": items("search"),
        "answers": [answer for answer in answers().values() if answer],
        "files": list(stored_files()),
        "notes": [fact["note"] for fact in items("activity") if "note" in fact and fact["type"] != "CycleWritten"],
    }


def test_draft_leaves_nothing_but_its_count(people: People) -> None:
    one = saved(people)
    before = applications.load(one.id)
    assert before is not None
    assert throw_away(one).status == 200
    assert one.read().status == 404
    assert [answer for answer in answers().values() if answer] == []
    assert staff("GET", "/applications", query={"cycle": "2024-25"}).json["items"] == []
    deliver(erasure, "ApplicationThrownAway")
    assert left() == {"applications": ["application"], "search": [], "answers": [], "files": [], "notes": []}
    (tombstone,) = items("applications")
    assert set(tombstone) == {"id", "cycle", "part", "version", "revision", "buried_at", "until", "gone"}
    assert (tombstone["version"], tombstone["revision"]) == (before.version, before.revision + 1)
    assert [throw_away(one).status for _ in range(2)] == [200, 200]
    assert len(of_type("ApplicationThrownAway")) == 1


def test_application_begun_again_goes_on_from_the_count_and_is_left_alone_by_what_follows(people: People) -> None:
    one = saved(people)
    version = one.read().json["version"]
    for _ in range(2):
        assert throw_away(one).status == 200
        begun = one.save(at=LATER + timedelta(minutes=1))
        assert (begun.status, begun.json["version"]) == (201, version + 1)
        version += 1
    check(landed(one, at=LATER + timedelta(minutes=2)))
    deliver(erasure, "ApplicationThrownAway")
    assert one.read().json["form"]["self_identification"] == {"provided": True}
    assert len([key for key in stored_files() if key.startswith("cv/")]) == 1
    # The later deadline is its person's still.
    assert one.submit(at=DEADLINE + timedelta(days=1)).status == 201
    later = {"until": "2032-12-31T23:59", "reason": "They are ill."}
    assert staff("POST", f"/applications/{one.id}/extension", later, at=OPEN).status == 200
    assert [fact["data"]["version"] for fact in of_type("ApplicationStarted")] == [1, version - 1, version]


def test_what_cannot_be_thrown_away_says_why(people: People) -> None:
    sent, draft = submitted(people), new_applicant(people, "applicant-2")
    assert draft.save().status == 201
    refused = throw_away(sent)
    assert (refused.status, refused.json["type"]) == (409, "not_possible")
    assert throw_away(draft, headers={"If-Match": '"7"'}).status == 412
    assert throw_away(draft, sub="applicant-3").status == 404
    assert throw_away(new_applicant(people, "applicant-4")).status == 404
    assert throw_away(draft).status == 200
    assert throw_away(draft, sub="applicant-3").status == 404
    assert [fact["subject"] for fact in of_type("ApplicationThrownAway")] == [draft.id]


def test_mail_about_what_was_thrown_away_is_sent_to_no_one(people: People, sent: Sent) -> None:
    one = saved(people)
    assert throw_away(one).status == 200
    deliver(notifications, "ApplicationStarted", "DeadlineExtended")
    assert (drain(notifications), sent) == ([], [])


def test_answer_that_was_lost_is_the_same_answer(people: People) -> None:
    one = saved(people)
    with dies_at("TransactWriteItems", done=True):
        assert throw_away(one).status == 500
    assert throw_away(one).status == 200
    assert (len(of_type("ApplicationThrownAway")), of_type("AttemptFailed")) == (1, [])


def test_nothing_was_begun_before_the_deadline_is_what_a_late_person_reads(people: People) -> None:
    one = new_applicant(people)
    assert one.save().status == 201
    assert throw_away(one).status == 200
    late = one.save(at=DEADLINE)
    assert (late.status, "Nothing was saved" in late.json["detail"]) == (409, True)
