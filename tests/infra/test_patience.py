"""A call to AWS that no one answers fails while its function still has time to say so."""

import ast
import socket
import time
from collections.abc import Iterator

import pytest
from botocore.exceptions import ReadTimeoutError

from infra.functions import FUNCTIONS
from infra.packages import SERVICES
from shared.store import aws
from tests.infra.code_paths import parse, reached, resolve


def services_called(function: str) -> set[str]:
    """The services that a function's code makes clients of."""
    return {
        str(ast.literal_eval(call.args[0]))
        for name, node in reached(function).items()
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and resolve(name if parse(name) else name.rpartition(".")[0], call.func) == "shared.store.aws.client"
    }


@pytest.mark.parametrize("function", FUNCTIONS)
def test_patience_with_every_service_is_less_than_the_functions_time(function: str) -> None:
    called = services_called(function)
    # The relay asks once more after a call that failed.
    calls = 2 if function == "relay" else 1
    patience = {service: calls * aws.PATIENCE[service].longest for service in called}
    assert called
    assert {service: s for service, s in patience.items() if s > FUNCTIONS[function].timeout - 0.5} == {}


def test_every_service_has_its_patience_and_is_called() -> None:
    assert set(aws.PATIENCE) == SERVICES == set.union(*map(services_called, FUNCTIONS))


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_clients_have_the_patience_of_their_service(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    config, patience = aws.client(service).meta.config, aws.PATIENCE[service]
    assert (config.connect_timeout, config.read_timeout) == (patience.connect, patience.read)
    assert (config.retries["total_max_attempts"], config.retries["mode"]) == (patience.attempts, "standard")


@pytest.fixture
def black_hole() -> Iterator[str]:
    """An address that takes connections and never answers."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def test_black_hole_is_given_up_within_the_patience(black_hole: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", black_hole)
    monkeypatch.setitem(aws.PATIENCE, "dynamodb", aws.Patience(2, connect=0.2, read=0.3))
    start = time.monotonic()
    with pytest.raises(ReadTimeoutError):
        aws.client("dynamodb").list_tables()
    assert time.monotonic() - start < aws.PATIENCE["dynamodb"].longest + 0.5
