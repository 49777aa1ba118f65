"""Publishes every new activity of the table's stream to the bus, in order; nothing else publishes."""

from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from functions.relay.entries import Entry, is_cleared, read, to_event
from shared.runtime.logs import log_event, log_failure
from shared.store import aws

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient

BATCH = 10


@cache
def _events() -> "EventBridgeClient":
    events: EventBridgeClient = aws.client("events")
    return events


def handler(event: dict[str, Any], _context: Any) -> dict[str, list[dict[str, str]]]:
    """Publish the batch in tens; the stream continues from the first fact that the bus didn't take."""
    entries = (read(record) for record in event["Records"] if not is_cleared(record))
    while batch := list(islice(entries, BATCH)):
        refused = _publish(batch)
        if refused:
            return {"batchItemFailures": [{"itemIdentifier": refused.place}]}
    return {"batchItemFailures": []}


def _publish(batch: list[Entry]) -> Entry | None:
    """Put facts on the bus, one by one when that fails as a whole; return the first that the bus didn't take."""
    try:
        results = _events().put_events(Entries=[to_event(entry) for entry in batch])["Entries"]
    except Exception as error:
        log_failure(error, activities=[entry.activity for entry in batch])
        if len(batch) == 1:
            return batch[0]
        return next(filter(None, (_publish([entry]) for entry in batch)), None)
    refused = {entry.activity: entry for entry, result in zip(batch, results, strict=True) if result.get("ErrorCode")}
    taken = [entry for entry in batch if entry.activity not in refused]
    types = Counter(entry.type for entry in taken)
    log_event("published", activities=[entry.activity for entry in taken], types=types, refused=list(refused))
    return next(iter(refused.values()), None)
