"""The faster moto of the tests answers as moto does, and leaves real calls alone."""

import json
import subprocess
import sys
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest
from botocore.exceptions import ParamValidationError
from moto import mock_aws
from moto.core.models import botocore_stubber

from shared.store import aws, dynamodb
from tests.fast_moto import calls
from tests.store.scans import items


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A client of its own."""
    for name, value in calls.ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    return aws.client("dynamodb")


@mock_aws
def test_answers_are_those_of_moto(client: Any) -> None:
    plain = subprocess.run([sys.executable, "-m", "tests.fast_moto.calls"], capture_output=True, text=True, check=True)
    expected = [tuple(answer) for answer in json.loads(plain.stdout)]
    assert list(calls.answers(client)) == expected


@pytest.mark.usefixtures("aws")
def test_what_was_read_before_a_change_stays_as_it_was() -> None:
    dynamodb.transact(dynamodb.put("mentors", {"id": "m", "place": {"zip": "02115"}}))
    (before,) = items("mentors")
    with pytest.raises(dynamodb.StaleWrite) as stale:
        dynamodb.transact(
            dynamodb.put("mentors", {"id": "m", "place": {"zip": "10001"}}, revision=1),
            dynamodb.put("mentors", {"id": "new"}),
            dynamodb.put("cycles", {"id": "c"}, revision=1),
        )
    assert ([stale.value.failed(n) for n in range(3)], items("mentors")) == ([False, False, True], [before])


def test_call_is_signed_and_sent_while_moto_is_stopped(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(botocore_stubber, "enabled", False)
    sent: list[Any] = []

    class Sent(Exception): ...

    def send(request: AWSPreparedRequest, **_: Any) -> None:
        sent.append(request.headers["Authorization"])
        raise Sent

    client.meta.events.register("before-send.dynamodb", send)
    for call in (client.list_tables, lambda: client.get_item(**calls.key("Ann"))):
        with pytest.raises(Sent):
            call()
    assert [authorization.split()[0] for authorization in sent] == [b"AWS4-HMAC-SHA256"] * 2


@pytest.mark.usefixtures("aws")
def test_botocore_checks_what_is_asked() -> None:
    with pytest.raises(ParamValidationError, match=r"Invalid type for parameter Key\.id\.S"):
        dynamodb.client().get_item(TableName=dynamodb.table("mentors"), Key={"id": {"S": 7}})


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("wrong", [{"S": 5}, {"S": b"a"}, {"S": "a", "N": 1}, {"T": "a"}, "a", None])
def test_value_that_botocore_refuses_is_refused_beside_text(wrong: Any) -> None:
    with pytest.raises(ParamValidationError):
        dynamodb.client().put_item(TableName="test-cycles", Item={"id": {"S": "c"}, "wrong": wrong})
    assert items("cycles") == []
