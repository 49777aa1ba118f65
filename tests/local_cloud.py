"""One local cloud for all tests that need one: the real stack, deployed by the real CDK CLI, on a free port."""

import fcntl
import os
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from infra.local import environment
from infra.local.client import Client
from infra.local.cloud import Cloud, local_cloud, running, start, stop
from infra.local.cycles import EASTERN
from infra.local.deploy import deploy, outputs
from infra.local.year import STAFF, make_staff

Connection = Mapping[str, Any]


#: The pytest process that this is, of those that share a run: 0 if it is the only one.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))

#: Marks tests with mentors of their own, whom no round of another test may take: they run one after another.
MENTORS = pytest.mark.mentors


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one process begin with all such tests, so that they needn't wait for each other."""
    items.sort(key=lambda item: item.get_closest_marker(MENTORS.name) is None)


@pytest.fixture(autouse=True)
def _alone_with_mentors(request: pytest.FixtureRequest) -> Iterator[None]:
    """One such test at a time, in whichever process; its own mentors have left before the next begins."""
    if request.node.get_closest_marker(MENTORS.name) is None:
        yield
        return
    with (request.getfixturevalue("cloud").directory / "mentors").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """One for all processes of a run: who comes first deploys it, who leaves last stops it."""
    base = tmp_path_factory.getbasetemp()
    directory = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "cloud"
    directory.mkdir(exist_ok=True)
    with (directory / "users").open("w") as users:
        with _alone(directory):
            fcntl.flock(users, fcntl.LOCK_SH)
            started = running(directory) or _deployed(directory)
        yield started
        with _alone(directory):
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:  # others still use it
                return
            stop(directory)


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """While no other process of the run begins or ends its use of the cloud."""
    with (directory / "changing").open("w") as changing:
        fcntl.flock(changing, fcntl.LOCK_EX)
        yield


def _deployed(directory: Path) -> Cloud:
    """Deployed, stopped, and started again so that each function may do what its role allows and no more."""
    with local_cloud(directory) as started:
        deploy(started)
        make_staff(started, outputs(started)["StaffPoolId"])
        environment.write(started, outputs(started))
    return start(directory, enforce_iam=True)


@pytest.fixture(scope="session")
def connection(cloud: Cloud) -> Connection:
    """What a client needs in order to reach the deployed stack."""
    return environment.read(cloud.directory)


@pytest.fixture(scope="session")
def staff(connection: Connection) -> Client:
    """A coordinator, who may do all that staff do and write cycles besides."""
    return Client.signed_in(connection, STAFF["coordinator"], "staff")


@pytest.fixture
def new_cycle(staff: Client, request: pytest.FixtureRequest) -> str:
    """A cycle of the test's own, open since yesterday."""
    name = "".join(c if c.isalnum() else "-" for c in request.node.name.lower())[:30].strip("-")
    cycle = f"j-{name}-{secrets.token_hex(2)}"
    write_cycle(staff, cycle, closes=datetime.now(UTC) + timedelta(days=2))
    return cycle


def write_cycle(
    staff: Client, cycle: str, closes: datetime, opens: datetime | None = None, name: str | None = None
) -> dict[str, Any]:
    """Write a cycle, open since yesterday if not said otherwise, whose last minute is the one of `closes`."""
    opens = opens or datetime.now(UTC) - timedelta(days=1)
    wall = "%Y-%m-%dT%H:%M"
    return staff.change(
        f"/api/staff/cycles/{cycle}",
        "PUT",
        body={
            "reason": "A test wrote it again.",
            "name": name or f"Journey {cycle}",
            "time_zone": "America/New_York",
            "opens": opens.astimezone(EASTERN).strftime(wall),
            "deadline": closes.astimezone(EASTERN).strftime(wall),
            "term": {"starts_on": f"{closes + timedelta(days=60):%Y-%m-%d}", "min_months": 6, "max_months": 12},
            "eligibility_policy": "2024-25.1",
            "matching_policy": "participation.3",
            "response_days": 10,
            "contact_email": "mentoring@example.org",
        },
    )


def close_now(staff: Client, cycle: str) -> None:
    """Let the window of a cycle be over: its last minute is the one before this."""
    write_cycle(staff, cycle, closes=datetime.now(UTC) - timedelta(minutes=1))


def eventually(is_so: Callable[[], Any], seconds: float = 30) -> Any:
    """Wait for what a worker does, and return it; fail when it does not come."""
    until = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.3)
    return found


def inbox(cloud: Cloud, to: str) -> list[dict[str, Any]]:
    """The program's mails to one address, oldest first; sign-in codes are Cognito's."""
    local = Client({"api_host": "localhost", "endpoint_url": cloud.endpoint_url})
    messages = local.must("GET", "/_ministack/ses/messages")["messages"]
    ours = [mail for account in messages.values() for mail in account if mail["Source"] == "mentoring@example.org"]
    return [mail for mail in ours if mail["To"] == [to]]


def await_first_save(cloud: Cloud, to: str) -> None:
    """Wait for the mail on the first save: whoever submits before it is sent doesn't get it."""
    eventually(lambda: inbox(cloud, to))
