"""Facts on their way from the table's stream to the bus."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic_core import to_json

from shared.runtime.logs import log_failure
from shared.store.activities import CLEARED, publish
from shared.store.dynamodb import decode_item
from shared.store.settings import from_env

#: What a fact that cannot be read is published as; a rule puts it into the relay's dead letters.
UNREADABLE = "ActivityUnreadable"


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact on its way from the stream to the bus; `place` is where in the stream it is."""

    place: str
    activity: str
    type: str
    at: datetime | None
    detail: dict[str, Any]


def is_cleared(record: dict[str, Any]) -> bool:
    """Whether an erasure took the fact's note out, which is no news."""
    return CLEARED in record["dynamodb"].get("NewImage", {})


def read(record: dict[str, Any]) -> Entry:
    """Read a fact as it was stored; one that can't be read goes to the dead letters and holds up no other."""
    place, image = record["dynamodb"]["SequenceNumber"], record["dynamodb"].get("NewImage", {})
    try:
        detail = publish(decode_item(image))
        return Entry(place, detail["id"], detail["type"], datetime.fromisoformat(detail["at"]), detail)
    except Exception as error:
        activity = str(image.get("id", {}).get("S"))
        log_failure(error, activities=[activity], sequence_number=place)
        return Entry(place, activity, UNREADABLE, None, {"id": activity, "sequence_number": place})


def to_event(entry: Entry) -> Any:
    """The fact as EventBridge takes it."""
    time = {"Time": entry.at} if entry.at else {}
    detail = to_json(entry.detail).decode()
    return {
        "EventBusName": from_env("BUS_NAME"), "Source": "mentoring", "DetailType": entry.type, "Detail": detail, **time,
    }  # fmt: skip
