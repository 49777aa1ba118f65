"""A cycle's extension reaches everyone in slices: no run is long, and everyone hears of it once."""

from collections import Counter
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient

from functions.notifications import reading
from functions.notifications.handler import handler
from infra.local.people import People
from shared.domain.application import Application, application_id
from shared.domain.cycle import Cycle
from shared.store import applications
from shared.store import dynamodb as db
from tests.functions.applications.applicant import DEADLINE, OPEN, submitted
from tests.functions.notifications.test_worker import Sent, sent, written
from tests.functions.staff.staff_client import staff
from tests.runtime.messages import NONE_FAILED, batch, drain, facts, failed, waiting

pytestmark = pytest.mark.usefixtures("aws", "written")
__all__ = ["sent", "written"]
DRAFTS, LAPSED = 18, 6


@pytest.fixture
def waited_for(people: People, cycle: Cycle) -> set[str]:
    """Drafts and lapsed drafts, an application that's submitted, and the cycle's extension."""
    made = []
    for n in range(DRAFTS + LAPSED):
        at, sub = OPEN + timedelta(seconds=n // 5), f"sub-{n}"
        status: Any = "draft" if n < DRAFTS else "lapsed"
        made.append(
            Application(application_id(cycle.id, sub), cycle.id, sub, f"{n}@example.edu", status, 1, {}, at, at)
        )
    for one in made:
        db.transact(applications.write(one))
    submitted(people)
    until = {"deadline": "2024-04-20T23:59", "reason": "A storm"}
    assert staff("POST", f"/cycles/{cycle.id}/extension", until, at=DEADLINE).status == 200
    return {one.email for one in made}


def test_drafts_are_each_mailed_once_and_no_run_is_long(waited_for: set[str], sent: Sent) -> None:
    real = BaseClient._make_api_call  # type: ignore[attr-defined]
    runs: list[Counter[str]] = []

    def counted(client: Any, operation: str, arguments: Any) -> Any:
        runs[-1][operation] += 1
        return real(client, operation, arguments)

    def run(event: Any, context: Any) -> Any:
        runs.append(Counter())
        with patch.object(BaseClient, "_make_api_call", counted):
            return handler(event, context)

    with patch.object(reading, "PAGE", 15):
        assert run(batch(*facts("DeadlineExtended")), None) == NONE_FAILED
        assert drain(run) == []
    assert Counter(sent) == Counter(("deadline_extended", to) for to in waited_for)
    assert max(calls["SendEmail"] for calls in runs) <= 10
    assert max(calls["SendMessageBatch"] for calls in runs) <= 10
    assert runs[0] == {"Query": 8, "SendMessageBatch": 2}


def test_extension_delivered_twice_is_mailed_once(waited_for: set[str], sent: Sent) -> None:
    assert handler(batch(*facts("DeadlineExtended") * 2), None) == NONE_FAILED
    assert drain(handler) == []
    assert Counter(sent) == Counter(("deadline_extended", to) for to in waited_for)


def test_slice_that_the_queue_refused_is_fanned_out_again(waited_for: set[str], sent: Sent) -> None:
    real = BaseClient._make_api_call  # type: ignore[attr-defined]

    def half(client: Any, operation: str, arguments: Any) -> Any:
        if operation != "SendMessageBatch":
            return real(client, operation, arguments)
        first, *others = arguments["Entries"]
        taken = real(client, operation, {**arguments, "Entries": others}) if others else {"Successful": []}
        return {**taken, "Failed": [{"Id": first["Id"], "Code": "InternalError", "SenderFault": False}]}

    (fact,) = facts("DeadlineExtended")
    with patch.object(BaseClient, "_make_api_call", half):
        assert handler(batch(fact), None) == failed(fact.id)
    assert handler(batch(fact), None) == NONE_FAILED
    assert drain(handler) == []
    assert Counter(sent) == Counter(("deadline_extended", to) for to in waited_for)


def test_messages_hold_ids_and_no_address(waited_for: set[str], sent: Sent) -> None:
    assert handler(batch(*facts("DeadlineExtended")), None) == NONE_FAILED
    bodies = [each["body"] for each in waiting()]
    assert (len(bodies), [body for body in bodies if "@" in body], sent) == (DRAFTS + LAPSED, [], [])
    assert len(waited_for) == DRAFTS + LAPSED
