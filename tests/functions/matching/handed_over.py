"""The queue between matching's function and its container, on moto."""

from typing import Any

import pytest
from pydantic_core import from_json

from shared.store import aws
from shared.store.settings import from_env


def container_queue(monkeypatch: pytest.MonkeyPatch, **attributes: str) -> str:
    """Make the queue, as in a large stage; return its address."""
    made = aws.client("sqs").create_queue(QueueName="test-matching-container", Attributes=attributes)
    monkeypatch.setenv("CONTAINER_QUEUE_URL", made["QueueUrl"])
    return str(made["QueueUrl"])


def handed_over() -> list[dict[str, Any]]:
    """Take what is in the queue: the fact's id, and the message's body."""
    sqs, queue, taken = aws.client("sqs"), from_env("CONTAINER_QUEUE_URL"), []
    while found := sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
        taken += [{"id": from_json(it["Body"])["detail"]["id"], "body": it["Body"]} for it in found]
    return taken


def left(queue: str) -> tuple[int, int]:
    """How many messages of a queue may be received, and how many are hidden."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = aws.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
    visible, hidden = (int(found[name]) for name in names)
    return visible, hidden
