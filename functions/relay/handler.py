"""Publishes every new activity of the table's stream to the bus, in order; nothing else publishes."""

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from shared.domain.activity import Activity
from shared.domain.instants import to_iso
from shared.runtime.logs import log_event, log_failure
from shared.store import aws
from shared.store.activities import read
from shared.store.dynamodb import decode_item
from shared.store.records import to_item
from shared.store.settings import from_env

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient

BATCH = 10


@cache
def _events() -> "EventBridgeClient":
    events: EventBridgeClient = aws.client("events")
    return events


def handler(event: dict[str, Any], _context: Any) -> dict[str, list[dict[str, str]]]:
    """Publish the batch in tens; the stream continues from the first entry that the bus refused."""
    records = iter(event["Records"])
    while batch := list(islice(records, BATCH)):
        try:
            refused = _publish(batch)
        except Exception as error:
            log_failure(error)
            refused = 0
        if refused is not None:
            return {"batchItemFailures": [{"itemIdentifier": batch[refused]["dynamodb"]["SequenceNumber"]}]}
    return {"batchItemFailures": []}


def _publish(batch: list[dict[str, Any]]) -> int | None:
    """Put a batch on the bus; return the index of the first entry that was refused."""
    facts = [read(decode_item(record["dynamodb"]["NewImage"])) for record in batch]
    entries: list[Any] = [
        {
            "EventBusName": from_env("BUS_NAME"),
            "Source": "mentoring",
            "DetailType": fact.type,
            "Time": fact.at,
            "Detail": to_json(_published(fact)).decode(),
        }
        for fact in facts
    ]
    results = _events().put_events(Entries=entries)["Entries"]
    log_event("published", activities=[fact.id for fact in facts])
    return next((index for index, result in enumerate(results) if result.get("ErrorCode")), None)


def _published(fact: Activity) -> dict[str, Any]:
    """The fact as it leaves the table: without the note, which may name a person."""
    return {name: value for name, value in {**to_item(fact), "at": to_iso(fact.at)}.items() if name != "note"}
