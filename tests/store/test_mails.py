"""The ledger of mails: one claim at a time, and none after the mail was sent."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient

from infra.functions import FUNCTIONS
from shared.store import mails
from tests.runtime.concurrency import race
from tests.runtime.faults import BROKEN, fails
from tests.store.scans import items

pytestmark = pytest.mark.usefixtures("aws")
NOW = datetime(2024, 4, 15, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_mail_is_claimed_once_and_then_busy() -> None:
    assert [mails.claim("m1", "received", NOW + n * SECOND) for n in (0, 1, 240)] == ["yours", "busy", "busy"]
    assert mails.claim("m2", "received", NOW) == "yours"


def test_mail_that_was_sent_is_never_claimed_again() -> None:
    mails.claim("m1", "received", NOW)
    mails.mark_sent("m1", "ses-1", NOW + SECOND)
    assert [mails.claim("m1", "received", NOW + timedelta(days=days)) for days in (0, 1, 300)] == ["sent"] * 3
    (kept,) = items("mails")
    assert kept.pop("claimed_by")
    assert [kept] == [
        {
            "id": "m1",
            "mail": "received",
            "status": "sent",
            "message_id": "ses-1",
            "sent_at": "2024-04-15T12:00:01.000Z",
            "claimed_until": "2024-04-15T12:04:00.000Z",
            "expires_at": int((NOW + timedelta(days=400)).timestamp()),
        }
    ]


def test_released_claim_can_be_claimed_at_once() -> None:
    mails.claim("m1", "received", NOW)
    mails.release("m1")
    assert [mails.claim("m1", "received", NOW) for _ in range(2)] == ["yours", "busy"]


def test_claim_of_a_worker_that_died_ends_with_the_second_redelivery() -> None:
    """SQS redelivers after the queue's visibility timeout, which is 6 times the function's time."""
    run = timedelta(seconds=FUNCTIONS["notifications"].timeout)
    mails.claim("m1", "received", NOW)
    first, second = (NOW + n * 6 * run for n in (1, 2))
    assert [mails.claim("m1", "received", at) for at in (first, first + run, second, second)] == [
        "busy",
        "busy",
        "yours",
        "busy",
    ]


def test_claim_whose_answer_was_lost_is_still_the_workers_own() -> None:
    real = BaseClient._make_request  # type: ignore[attr-defined]

    def repeat(client: Any, *arguments: Any) -> Any:
        """Send it twice, as the SDK does when the first answer is lost."""
        real(client, *arguments)
        return real(client, *arguments)

    with patch.object(BaseClient, "_make_request", repeat):
        assert mails.claim("m1", "received", NOW) == "yours"
    assert mails.claim("m1", "received", NOW) == "busy"


@pytest.mark.parametrize("error", BROKEN, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("faults", [1, 2])
def test_sent_mail_is_noted_again_when_noting_fails(
    error: Exception, faults: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    mails.claim("m1", "received", NOW)
    with fails("UpdateItem", faults, error):
        mails.mark_sent("m1", "ses-1", NOW)
    assert mails.claim("m1", "received", NOW + timedelta(days=1)) == "sent"


def test_only_one_of_many_workers_gets_the_claim() -> None:
    outcomes = race([lambda: mails.claim("m1", "received", NOW)] * 12)
    assert sorted(map(str, outcomes)) == ["busy"] * 11 + ["yours"]
