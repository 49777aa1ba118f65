"""The AWS account of the tests: what a function's environment says, and the program's tables, empty."""

import pytest

from functions.materials import bucket
from shared.store.settings import from_env
from shared.store.tables import TABLES, setting
from tests import fast_moto
from tests.tables import empty_tables

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "BUS_NAME": "test-bus",
    "CONFIRM_ACCOUNTS": "no",
    "HOURLY_LIMITS": "inquiries_per_address=3 inquiries_per_sender=20 inquiries=200 accounts=10000",
    "MAIL_SENDER": "program@example.org",
    "MAIL_CONFIGURATION_SET": "test-mails",
    "PORTAL_URL": "https://portal.example.org",
    "UPLOADS_BUCKET": "test-uploads",
    "UPLOADS_URL": "https://test-uploads.s3.us-east-1.amazonaws.com/",
    "POWERTOOLS_SERVICE_NAME": "test",
    "DEAD_LETTERS": "",
    "QUEUE_URL": "https://sqs.us-east-1.amazonaws.com/123456789012/test-notifications",
    **{setting(table): f"test-{table}" for table in TABLES},
}


def begin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with the empty account on moto."""
    for name, value in {**ENVIRONMENT, "SEALING_KEY": fast_moto.sealing_key()}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    # The clients of the code under test are kept: making them is most of what a test would take.
    empty_tables()


def make_bucket() -> None:
    """Make the bucket that applicants upload to."""
    bucket.client().create_bucket(Bucket=from_env("UPLOADS_BUCKET"))
