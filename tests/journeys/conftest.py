"""Who takes part in the journeys, beside what `tests.clouds` has for them."""

import pytest

from infra.local.client import Client
from infra.local.people import People
from tests.local_cloud import WORKER, Connection


@pytest.fixture(scope="session")
def visitor(connection: Connection) -> Client:
    return Client(connection)


@pytest.fixture(scope="session")
def people() -> People:
    return People(seed=11 + 100 * WORKER)
