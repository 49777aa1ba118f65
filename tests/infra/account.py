"""An account on moto, as the commands for an account see it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from moto import mock_aws

GIVEN = {"mail_sender": "mentoring@example.org"}
ACCOUNT = "123456789012"
OUTPUTS = {"MailSender": GIVEN["mail_sender"], "PortalUrl": "https://portal.example.org"}
#: What moto doesn't know, and a person may not be allowed to ask.
DENIED = {"lambda": "GetAccountSettings", "sesv2": "GetAccount"}


def deny(model: Any, **_: Any) -> None:
    """Refuse a call, as AWS does to someone without the right."""
    raise ClientError({"Error": {"Code": "AccessDenied", "Message": "No right"}}, model.name)


class Account:
    """An account on moto, with at most one stack: moto's CloudFormation wants more than its own packages."""

    def __init__(self) -> None:
        self.outputs: dict[str, str] | None = None
        self.mail: dict[str, Any] | None = None  # what SES says of the account, if one may ask

    def __call__(self, service: str) -> Any:
        client = boto3.client(service, region_name="us-east-1")  # type: ignore[call-overload]
        if service in DENIED:
            answered = service == "sesv2" and self.mail is not None
            client.meta.events.register(f"before-call.{service}.{DENIED[service]}", self._answer if answered else deny)
        if service != "cloudformation":
            return client
        stub = Stubber(client)
        if self.outputs is None:
            stub.add_client_error("describe_stacks", "ValidationError", "Stack with id mentoring-… does not exist")
        else:
            outputs = [{"OutputKey": key, "OutputValue": value} for key, value in self.outputs.items()]
            stack = {"StackName": "mentoring-production", "CreationTime": datetime(2026, 1, 1, tzinfo=UTC)}
            state = {"StackStatus": "CREATE_COMPLETE", "EnableTerminationProtection": True}
            stub.add_response("describe_stacks", {"Stacks": [{**stack, **state, "Outputs": outputs}]})
        stub.activate()
        return client

    def _answer(self, **_: Any) -> tuple[AWSResponse, dict[str, Any] | None]:
        return AWSResponse("", 200, HTTPHeaders(), None), self.mail


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    """An empty account."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    with mock_aws():
        yield Account()


def make_stack(aws: Account, **outputs: str) -> None:
    """Deploy a stack of the stage's name with these outputs."""
    aws.outputs = {**OUTPUTS, **outputs}
