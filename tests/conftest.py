"""What many tests need: the tables on moto, a cycle, and synthetic people."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from functions.materials import bucket
from infra.local.people import People
from shared.domain.cycle import Cycle, Term
from shared.runtime import accounts as people_side
from shared.store.settings import from_env
from shared.store.tables import TABLES, setting
from tests import fast_moto
from tests.tables import empty_tables

pytest_plugins = ("tests.local_cloud",)
fast_moto.use()


@pytest.fixture
def people() -> People:
    return People(seed=7)


@pytest.fixture
def cycle() -> Cycle:
    """The cycle of the program's page."""
    return Cycle(
        id="2024-25",
        name="2024-25 Diversity Mentoring Program",
        time_zone="America/New_York",
        opens="2024-02-16T00:00",
        deadline="2024-04-15T23:59",
        term=Term.model_validate({"starts_on": "2024-07-01", "min_months": 6, "max_months": 12}),
        eligibility_policy="2024-25.1",
        matching_policy="participation.2",
        response_days=10,
        contact_email="mentoring@example.org",
    )


@pytest.fixture(scope="module")
def moto() -> Iterator[None]:
    """AWS in process; what is in it is cleared before each test."""
    with mock_aws():
        yield


@pytest.fixture
def aws(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty AWS account in process, with the program's tables."""
    request.getfixturevalue("moto")
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "BUS_NAME": "test-bus",
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
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    # The clients of the code under test are kept: making them is most of what a test would take.
    empty_tables()


@pytest.fixture
def uploads(request: pytest.FixtureRequest) -> None:
    """The bucket that applicants upload to."""
    request.getfixturevalue("aws")
    bucket.client().create_bucket(Bucket=from_env("UPLOADS_BUCKET"))


@pytest.fixture
def people_pool(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pool that people sign in with; only for tests that need it, since moto makes a key for each."""
    request.getfixturevalue("aws")
    pool = people_side.client().create_user_pool(PoolName="people", UsernameAttributes=["email"])
    monkeypatch.setenv("PEOPLE_POOL_ID", pool["UserPool"]["Id"])
