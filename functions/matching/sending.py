"""Sending a fact to a queue, in the form in which the bus does."""

from datetime import timedelta
from functools import cache
from typing import Any

from pydantic_core import to_json

from shared.domain.activity import Activity
from shared.store import aws
from shared.store.records import to_item


def send(queue: str, fact: Activity, wait: timedelta = timedelta(0)) -> None:
    """Send a fact to the queue of this address, to arrive after the wait, rounded up to seconds."""
    body = to_json({"detail-type": fact.type, "detail": to_item(fact)}).decode()
    sqs().send_message(QueueUrl=queue, MessageBody=body, DelaySeconds=-(-wait // timedelta(seconds=1)))


@cache
def sqs() -> Any:
    """Return this process's client of SQS."""
    return aws.client("sqs")
