"""A deadline that comes earlier is mailed to those whose draft has less time, once, and to no one else."""

from collections import Counter
from datetime import timedelta

import pytest

from functions.notifications.handler import handler
from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.applications.applicant import DEADLINE, OPEN, new_applicant, submitted
from tests.functions.notifications.test_worker import Sent, sent, written
from tests.functions.staff.staff_client import facts_of, staff
from tests.runtime.messages import NONE_FAILED, batch, deliver, drain, facts, waiting

pytestmark = pytest.mark.usefixtures("aws", "written")
__all__ = ["sent", "written"]
BEFORE = OPEN - timedelta(days=10)


def test_holders_of_drafts_are_told_once(people: People, cycle: Cycle, sent: Sent) -> None:
    drafts = [new_applicant(people, f"draft-{n}") for n in range(4)]
    for one in drafts:
        assert one.save(at=BEFORE).status == 201
    submitted(people, "submitted", at=BEFORE)
    spared, goes_on = drafts[:2]
    extension = {"until": "2024-04-20T23:59", "reason": "Illness"}
    assert staff("POST", f"/applications/{spared.id}/extension", extension, at=BEFORE).status == 200
    earlier = {**facts_of(cycle, deadline="2024-04-10T23:59"), "reason": "The room is needed."}
    assert staff("PUT", f"/cycles/{cycle.id}", earlier, at=BEFORE).status == 200
    assert handler(batch(*facts("DeadlineShortened") * 2), None) == NONE_FAILED
    messages = waiting()
    assert goes_on.submit(at=BEFORE).status == 201  # what is on its way is no draft any more
    for start in range(0, len(messages), 10):
        assert handler({"Records": messages[start : start + 10]}, None) == NONE_FAILED
    assert Counter(sent) == Counter(("deadline_shortened", one.person.email) for one in drafts[2:])
    assert all("April 10, 2024, 11:59 PM ET" in text for text in sent.texts)
    deliver(handler, "DeadlineShortened")
    assert (drain(handler), len(sent)) == ([], 2)


def test_cycle_that_is_written_with_the_same_deadline_tells_no_one(people: People, cycle: Cycle, sent: Sent) -> None:
    assert new_applicant(people).save(at=BEFORE).status == 201
    assert staff("PUT", f"/cycles/{cycle.id}", facts_of(cycle, response_days=12), at=DEADLINE).status == 200
    assert (facts("DeadlineShortened"), facts("DeadlineExtended"), sent) == ([], [], [])


def test_cycle_that_is_written_with_a_later_deadline_tells_as_an_extension_does(
    people: People, cycle: Cycle, sent: Sent
) -> None:
    draft = new_applicant(people)
    assert draft.save(at=BEFORE).status == 201
    later = facts_of(cycle, deadline="2024-04-17T23:59")
    refused = staff("PUT", f"/cycles/{cycle.id}", later, at=BEFORE)
    assert (refused.status, [error["field"] for error in refused.json["errors"]]) == (422, ["reason"])
    assert staff("PUT", f"/cycles/{cycle.id}", {**later, "reason": "A storm."}, at=BEFORE).status == 200
    deliver(handler, "DeadlineExtended")
    drain(handler)
    assert sent == [("deadline_extended", draft.person.email)]
