"""The faster moto of the tests answers as moto does, and leaves real calls alone."""

import json
import subprocess
import sys
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest
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
    with pytest.raises(Sent):
        client.list_tables()
    assert [authorization.split()[0] for authorization in sent] == [b"AWS4-HMAC-SHA256"]
