"""Facts as they reach a worker: in SQS messages from EventBridge or from itself, or on the activity table's stream."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from shared.domain.activity import Activity
from shared.domain.instants import to_iso
from shared.store import activities, aws
from shared.store import dynamodb as db
from shared.store.settings import from_env
from tests.store.scans import items

Event = dict[str, Any]
Worker = Callable[[Event, Any], Any]
NONE_FAILED: dict[str, list[dict[str, str]]] = {"batchItemFailures": []}


def facts(*types: str) -> list[Activity]:
    """The stored facts of these types (all by default), oldest first."""
    found = [activities.read(item) for item in items("activity") if not types or item["type"] in types]
    return sorted(found, key=lambda fact: (fact.at, fact.id))


def message(fact: Activity, message_id: str | None = None) -> Event:
    """A fact as SQS delivers it; its message id defaults to the fact's id."""
    detail = {
        "id": fact.id,
        "type": fact.type,
        "subject": fact.subject,
        "cycle": fact.cycle,
        "at": to_iso(fact.at),
        "actor": fact.actor,
        "data": fact.data,
    }
    body = {"source": "mentoring", "detail-type": fact.type, "detail": detail}
    return {"messageId": message_id or fact.id, "body": json.dumps(body)}


def batch(*given: Activity) -> Event:
    """A batch of messages."""
    return {"Records": [message(fact) for fact in given]}


def poison(message_id: str = "poison") -> Event:
    """A message that no worker can read."""
    return {"messageId": message_id, "body": '{"detail": {"id": 1}}'}


def failed(*message_ids: str) -> dict[str, list[dict[str, str]]]:
    """What a worker returns when exactly these messages failed."""
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in message_ids]}


def deliver(worker: Worker, *types: str) -> None:
    """Deliver every stored fact of these types to a worker in one batch; none may fail."""
    assert worker(batch(*facts(*types)), None) == NONE_FAILED


@cache
def _sqs() -> Any:
    return aws.client("sqs")


def make_queue() -> None:
    """Make the queue that the worker under test sends to itself through."""
    name = from_env("QUEUE_URL").rpartition("/")[2]
    assert _sqs().create_queue(QueueName=name)["QueueUrl"] == from_env("QUEUE_URL")


def waiting() -> list[Event]:
    """Take the messages off the worker's own queue, as SQS delivers them."""
    sqs, taken = _sqs(), []
    while found := sqs.receive_message(QueueUrl=from_env("QUEUE_URL"), MaxNumberOfMessages=10).get("Messages"):
        for each in found:
            sqs.delete_message(QueueUrl=from_env("QUEUE_URL"), ReceiptHandle=each["ReceiptHandle"])
        taken += [{"messageId": each["MessageId"], "body": each["Body"]} for each in found]
    return taken


def drain(worker: Worker) -> list[Event]:
    """Deliver what a worker sends itself, in tens, until nothing is left; return the messages that failed."""
    refused: list[Event] = []
    while records := waiting():
        for start in range(0, len(records), 10):
            ten = records[start : start + 10]
            again = {item["itemIdentifier"] for item in worker({"Records": ten}, None)["batchItemFailures"]}
            refused += [record for record in ten if record["messageId"] in again]
    return refused


def stream(*given: Activity) -> Event:
    """Facts as the table's stream delivers them, numbered from 1."""
    return {
        "Records": [
            {"eventName": "INSERT", "dynamodb": {"SequenceNumber": str(number), "NewImage": _image(fact)}}
            for number, fact in enumerate(given, start=1)
        ]
    }


def _image(fact: Activity) -> dict[str, Any]:
    image: dict[str, Any] = activities.write(fact)["Put"]["Item"]
    assert db.decode_item(image)["id"] == fact.id
    return image
