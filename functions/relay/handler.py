"""Publishes every new activity of the table's stream to the bus, in order; nothing else publishes."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from shared.runtime.logs import log_event, log_failure
from shared.store import aws
from shared.store.activities import publish
from shared.store.dynamodb import decode_item
from shared.store.settings import from_env

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient

BATCH = 10
#: What a fact that cannot be read is published as; a rule puts it into the relay's dead letters.
UNREADABLE = "ActivityUnreadable"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A fact on its way from the stream to the bus; `place` is where in the stream it is."""

    place: str
    activity: str
    type: str
    at: datetime | None
    detail: dict[str, Any]


@cache
def _events() -> "EventBridgeClient":
    events: EventBridgeClient = aws.client("events")
    return events


def handler(event: dict[str, Any], _context: Any) -> dict[str, list[dict[str, str]]]:
    """Publish the batch in tens; the stream continues from the first fact that the bus didn't take."""
    entries = map(_read, event["Records"])
    while batch := list(islice(entries, BATCH)):
        refused = _publish(batch)
        if refused:
            return {"batchItemFailures": [{"itemIdentifier": refused.place}]}
    return {"batchItemFailures": []}


def _read(record: dict[str, Any]) -> _Entry:
    """Read a fact as it was stored; one that can't be read goes to the dead letters and holds up no other."""
    place, image = record["dynamodb"]["SequenceNumber"], record["dynamodb"].get("NewImage", {})
    try:
        detail = publish(decode_item(image))
        return _Entry(place, detail["id"], detail["type"], datetime.fromisoformat(detail["at"]), detail)
    except Exception as error:
        activity = str(image.get("id", {}).get("S"))
        log_failure(error, activities=[activity], sequence_number=place)
        return _Entry(place, activity, UNREADABLE, None, {"id": activity, "sequence_number": place})


def _publish(batch: list[_Entry]) -> _Entry | None:
    """Put facts on the bus, one by one when that fails as a whole; return the first that the bus didn't take."""
    try:
        results = _events().put_events(Entries=[_to_event(entry) for entry in batch])["Entries"]
    except Exception as error:
        log_failure(error, activities=[entry.activity for entry in batch])
        if len(batch) == 1:
            return batch[0]
        return next(filter(None, (_publish([entry]) for entry in batch)), None)
    refused = {entry.activity: entry for entry, result in zip(batch, results, strict=True) if result.get("ErrorCode")}
    log_event("published", activities=[e.activity for e in batch if e.activity not in refused], refused=list(refused))
    return next(iter(refused.values()), None)


def _to_event(entry: _Entry) -> Any:
    time = {"Time": entry.at} if entry.at else {}
    detail = to_json(entry.detail).decode()
    return {
        "EventBusName": from_env("BUS_NAME"), "Source": "mentoring", "DetailType": entry.type, "Detail": detail, **time,
    }  # fmt: skip
