"""An export that staff asked for becomes a file, page by page; what one run can't finish goes on in the next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic_core import from_json, to_json

from functions.exports import exporting
from shared.domain.activity import Activity, ActivityType
from shared.runtime.queues import MOST_RECEIVES, BatchResponse, Message, activity_of, process_records
from shared.store import aws
from shared.store.settings import from_env

#: Milliseconds of a run that are left for what can't be interrupted: writing the file.
ENOUGH = 120_000


@dataclass(frozen=True, slots=True)
class _Delivery:
    """The export to go on with, and whether it's delivered for the last time."""

    id: str
    is_last: bool


def _requested(fact: Activity) -> str:
    return fact.subject


ACTION_BY_EVENT: Mapping[ActivityType, Callable[[Activity], str]] = {"ExportRequested": _requested}


def handler(event: dict[str, Any], context: Any) -> BatchResponse:
    """Go on with every export of the batch."""

    def has_time() -> bool:
        return context is None or context.get_remaining_time_in_millis() > ENOUGH

    return process_records(event, _read, lambda delivery: delivery.id, lambda delivery: _work(delivery, has_time))


def _read(message: Message) -> _Delivery:
    """The export that an activity from the bus, or a message from the worker's own queue, is about."""
    body = from_json(message["body"])
    fact = activity_of(message) if "detail" in body else None
    job = ACTION_BY_EVENT[fact.type](fact) if fact else str(body["job"])
    received = int(message.get("attributes", {}).get("ApproximateReceiveCount", 0))
    return _Delivery(job, received >= MOST_RECEIVES)


def _work(delivery: _Delivery, has_time: Callable[[], bool]) -> None:
    try:
        if not exporting.go_on(delivery.id, has_time):
            body = to_json({"job": delivery.id}).decode()
            _sqs().send_message(QueueUrl=from_env("QUEUE_URL"), MessageBody=body)
    except Exception:
        if delivery.is_last:
            exporting.give_up(delivery.id)
        raise


@cache
def _sqs() -> Any:
    return aws.client("sqs")
