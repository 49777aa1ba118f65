"""A worker that dies or loses its connection in the middle: at an AWS call never made, or made without its response."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError

#: Connections that break, as botocore reports them.
BROKEN = (
    ReadTimeoutError(endpoint_url="https://example.amazonaws.com/"),
    ConnectionClosedError(endpoint_url="https://example.amazonaws.com/"),
)
#: A failure on AWS's side, after which it isn't known whether the call was carried out.
FAILED = ClientError(
    {"Error": {"Code": "InternalServerError", "Message": ""}, "ResponseMetadata": {"HTTPStatusCode": 500}},  # type: ignore[typeddict-item]
    "TransactWriteItems",
)
#: AWS asks for patience; nothing was done.
THROTTLED = ClientError({"Error": {"Code": "ThrottlingException", "Message": ""}}, "TransactWriteItems")


class Died(Exception):
    """What a worker dies of here."""


@contextmanager
def dies_at(operation: str, number: int = 1, *, done: bool, error: Exception | None = None) -> Iterator[None]:
    """Fail the call with this number of an operation, with its work `done` or not, and every later call of it."""
    real, made = BaseClient._make_api_call, 0  # type: ignore[attr-defined]

    def call(client: Any, name: str, arguments: Any) -> Any:
        nonlocal made
        made += name == operation
        if made < number or name != operation:
            return real(client, name, arguments)
        if done and made == number:
            real(client, name, arguments)
        raise error or Died

    with patch.object(BaseClient, "_make_api_call", call):
        yield


@contextmanager
def fails(operation: str, times: int, error: Exception) -> Iterator[None]:
    """Fail so many calls of an operation, none of them done; later calls succeed."""
    real, left = BaseClient._make_api_call, iter(range(times))  # type: ignore[attr-defined]

    def call(client: Any, name: str, arguments: Any) -> Any:
        if name == operation and next(left, None) is not None:
            raise error
        return real(client, name, arguments)

    with patch.object(BaseClient, "_make_api_call", call):
        yield


@contextmanager
def loses_answer(operation: str, error: Exception) -> Iterator[None]:
    """Carry out the first call of an operation, and lose its answer."""
    real, first = BaseClient._make_api_call, iter([True])  # type: ignore[attr-defined]

    def call(client: Any, name: str, arguments: Any) -> Any:
        answer = real(client, name, arguments)
        if name == operation and next(first, False):
            raise error
        return answer

    with patch.object(BaseClient, "_make_api_call", call):
        yield


@contextmanager
def index_without(key: str) -> Iterator[None]:
    """Let indexes lag behind: they don't show the items under this key."""
    real = BaseClient._make_api_call  # type: ignore[attr-defined]

    def call(client: Any, name: str, arguments: Any) -> Any:
        lags = name == "Query" and {"S": key} in arguments["ExpressionAttributeValues"].values()
        return {"Items": [], "Count": 0} if lags and "IndexName" in arguments else real(client, name, arguments)

    with patch.object(BaseClient, "_make_api_call", call):
        yield
