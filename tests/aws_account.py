"""The AWS account of the tests: what a function's environment says, and the program's tables, empty."""

from functools import cache

import pytest

from functions.materials import bucket, checking, pdf_sandbox
from shared.store import aws
from shared.store.settings import from_env
from shared.store.tables import TABLES, setting
from tests import fast_moto
from tests.faults.memory import forget
from tests.tables import empty_tables

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "BUS_NAME": "test-bus",
    "CONFIRM_ACCOUNTS": "no",
    "CONTAINER_QUEUE_URL": "",
    "ERASURE_WAIT": "0",
    "HOURLY_LIMITS": "inquiries_per_address=3 inquiries_per_sender=20 inquiries=200 accounts=10000",
    "MAIL_RATE": "1000",
    "MAIL_SENDER": "program@example.org",
    "MAIL_CONFIGURATION_SET": "test-mails",
    "PROVISIONAL_EVERY": "0",
    "PORTAL_URL": "https://portal.example.org",
    "STAFF_POOL_ID": "us-east-1_staff",
    "UPLOADS_BUCKET": "test-uploads",
    "UPLOADS_URL": "https://test-uploads.s3.us-east-1.amazonaws.com/",
    "POWERTOOLS_SERVICE_NAME": "test",
    "DEAD_LETTERS": "",
    "SUBSCRIPTIONS": "eligibility=ApplicationSubmitted,CvChecked notifications=ApplicationSubmitted",
    "QUEUE_URL": "https://sqs.us-east-1.amazonaws.com/123456789012/test-notifications",
    **{setting(table): f"test-{table}" for table in TABLES},
}

#: A service's client as tests ask it themselves: made once, which takes longer than most calls.
client = cache(aws.client)


def begin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with the empty account on moto, as a process that knows of no other."""
    for name, value in {**ENVIRONMENT, "SEALING_KEY": fast_moto.sealing_key()}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    # The clients of the code under test are kept: making them is most of what a test would take.
    empty_tables()
    forget()


#: The reader's finding, once a run for the same bytes: a process of its own for each file takes most of the time.
examined = cache(pdf_sandbox.examine)


def make_bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the bucket that applicants upload to."""
    monkeypatch.setattr(checking, "examine", examined)
    bucket.client().create_bucket(Bucket=from_env("UPLOADS_BUCKET"))
