"""What many tests need: the tables on moto, a cycle, and synthetic people."""

import gc
import os
from collections.abc import Iterator

import pytest
from moto import mock_aws

from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.runtime import accounts as people_side
from tests import aws_account, fast_moto
from tests.domain import builders

pytest_plugins = ("tests.local_cloud", "tests.grants")
fast_moto.use()
# No CloudFront is in front of the API, as in the local cloud.
os.environ["ORIGIN_SECRETS"] = ""
# Looking for cycles among what is imported and collected, which stays to the end, took a tenth of the time.
gc.set_threshold(500_000, 20, 100)


def pytest_collection_finish() -> None:
    """Look for garbage only among what tests make."""
    gc.freeze()


@pytest.fixture
def people() -> People:
    return People(seed=7)


@pytest.fixture
def cycle() -> Cycle:
    """The cycle of the program's page."""
    return builders.cycle()


@pytest.fixture(scope="module")
def moto() -> Iterator[None]:
    """AWS in process; what is in it is cleared before each test."""
    with mock_aws():
        yield


@pytest.fixture
def aws(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty AWS account in process, with the program's tables."""
    request.getfixturevalue("moto")
    aws_account.begin(monkeypatch)


@pytest.fixture
def uploads(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bucket that applicants upload to."""
    request.getfixturevalue("aws")
    aws_account.make_bucket(monkeypatch)


@pytest.fixture
def people_pool(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pool that people sign in with; only for tests that need it, since moto makes a key for each."""
    request.getfixturevalue("aws")
    pool = people_side.client().create_user_pool(PoolName="people", UsernameAttributes=["email"])
    monkeypatch.setenv("PEOPLE_POOL_ID", pool["UserPool"]["Id"])
