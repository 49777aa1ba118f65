"""Logs have the class and place of a failure, never its text."""

import pytest
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from shared.runtime.logs import log_event, log_failure, logger


def test_failure_is_logged_with_class_and_place_but_not_its_text(caplog: pytest.LogCaptureFixture) -> None:
    try:
        int("Ada Rivers")
    except ValueError as error:
        log_failure(error, request_id="r1")
    (record,) = caplog.records
    fields = vars(record)
    assert (fields["error"], fields["code"], fields["request_id"], record.exc_info) == ("ValueError", None, "r1", None)
    (frame,) = fields["place"]
    here = test_failure_is_logged_with_class_and_place_but_not_its_text.__name__
    assert (frame.partition(":")[0], frame.split()[-1]) == ("test_logs.py", here)
    assert "Ada" not in str(fields) + logger().registered_formatter.format(record)


def test_aws_failure_is_logged_with_its_code(caplog: pytest.LogCaptureFixture) -> None:
    log_failure(ClientError({"Error": {"Code": "ThrottlingException", "Message": "Ada Rivers"}}, "GetItem"))
    assert [(vars(r)["error"], vars(r)["code"], "Ada" in str(vars(r))) for r in caplog.records] == [
        ("ClientError", "ThrottlingException", False)
    ]


def test_event_is_logged_with_its_figures(caplog: pytest.LogCaptureFixture) -> None:
    log_event("done", activities=["a"], count=3)
    (record,) = caplog.records
    assert (record.getMessage(), vars(record)["activities"], vars(record)["count"]) == ("done", ["a"], 3)


@pytest.mark.parametrize(
    "kind", [ReadTimeoutError, ConnectTimeoutError, ConnectionClosedError, EndpointConnectionError]
)
def test_lost_connection_is_logged_without_a_code(kind: type[BotoCoreError], caplog: pytest.LogCaptureFixture) -> None:
    log_failure(kind(endpoint_url="https://dynamodb.us-east-1.amazonaws.com/"), request_id="r1")
    assert [(vars(r)["error"], vars(r)["code"], vars(r)["request_id"]) for r in caplog.records] == [
        (kind.__name__, None, "r1")
    ]
