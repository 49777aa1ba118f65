"""The ledger of mails: one claim at a time, and none after the mail was sent."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.store import mails
from tests.runtime.concurrency import race
from tests.store.scans import items

pytestmark = pytest.mark.usefixtures("aws")
NOW = datetime(2024, 4, 15, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_mail_is_claimed_once_and_then_busy() -> None:
    assert [mails.claim("m1", "received", NOW + n * SECOND) for n in (0, 1, 60)] == ["yours", "busy", "busy"]
    assert mails.claim("m2", "received", NOW) == "yours"


def test_mail_that_was_sent_is_never_claimed_again() -> None:
    mails.claim("m1", "received", NOW)
    mails.mark_sent("m1", "ses-1", NOW + SECOND)
    assert [mails.claim("m1", "received", NOW + timedelta(days=days)) for days in (0, 1, 300)] == ["sent"] * 3
    assert items("mails") == [
        {
            "id": "m1",
            "mail": "received",
            "status": "sent",
            "message_id": "ses-1",
            "sent_at": "2024-04-15T12:00:01.000Z",
            "claimed_until": "2024-04-15T12:01:00.000Z",
            "expires_at": int((NOW + timedelta(days=400)).timestamp()),
        }
    ]


def test_released_claim_can_be_claimed_at_once() -> None:
    mails.claim("m1", "received", NOW)
    mails.release("m1")
    assert [mails.claim("m1", "received", NOW) for _ in range(2)] == ["yours", "busy"]


def test_claim_of_a_worker_that_died_ends_after_a_minute() -> None:
    mails.claim("m1", "received", NOW)
    later = NOW + timedelta(seconds=60, milliseconds=1)
    assert [mails.claim("m1", "received", moment) for moment in (NOW + 60 * SECOND, later, later)] == [
        "busy",
        "yours",
        "busy",
    ]


def test_only_one_of_many_workers_gets_the_claim() -> None:
    outcomes = race([lambda: mails.claim("m1", "received", NOW)] * 12)
    assert sorted(map(str, outcomes)) == ["busy"] * 11 + ["yours"]
