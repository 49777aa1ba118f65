"""The queue side of a worker: each message is one activity; what fails comes again alone, the rest is done."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from pydantic_core import from_json

from shared.domain.activity import Activity
from shared.runtime.logs import log_event, log_failure
from shared.store.records import to_record

BatchResponse = dict[str, list[dict[str, str]]]


class Told(Protocol):
    """What a message tells of, with the id that logs name it by."""

    @property
    def id(self) -> str: ...


W = TypeVar("W", bound=Told)


def activity_of(message: Mapping[str, Any]) -> Activity:
    """Read the activity that EventBridge put into an SQS message."""
    return to_record(Activity, from_json(message["body"])["detail"])


def process_batch(event: Mapping[str, Any], work: Callable[[Activity], object]) -> BatchResponse:
    """Do the work for every message; return those that failed, for SQS to deliver again."""
    return process_records(activity_of, event, work)


def process_groups(
    event: Mapping[str, Any], key: Callable[[Activity], str], work: Callable[[list[Activity]], object]
) -> BatchResponse:
    """Do the work once per group of messages with the same key; a group fails as a whole."""
    return _grouped(activity_of, event, lambda _, fact: key(fact), work)


def process_records(
    read: Callable[[Mapping[str, Any]], W], event: Mapping[str, Any], work: Callable[[W], object]
) -> BatchResponse:
    """Do the work for every message, which tells of something else than an activity: what `read` finds in it."""
    return _grouped(read, event, lambda message_id, _: message_id, lambda told: [work(one) for one in told])


def _grouped(
    read: Callable[[Mapping[str, Any]], W],
    event: Mapping[str, Any],
    key: Callable[[str, W], str],
    work: Callable[[list[W]], object],
) -> BatchResponse:
    groups: dict[str, list[tuple[str, W]]] = {}
    failed: list[str] = []
    for message in event["Records"]:
        message_id = message["messageId"]
        try:
            told = read(message)
        except Exception as error:
            log_failure(error, message_id=message_id)
            failed.append(message_id)
            continue
        groups.setdefault(key(message_id, told), []).append((message_id, told))
    for members in groups.values():
        ids = [message_id for message_id, _ in members]
        try:
            work([told for _, told in members])
            log_event("done", activities=[told.id for _, told in members])
        except Exception as error:
            log_failure(error, activities=[told.id for _, told in members])
            failed += ids
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}
