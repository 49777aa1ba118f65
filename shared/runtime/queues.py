"""The queue side of a worker: a message whose work fails is delivered again; the others are done."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic_core import from_json

from shared.domain.activity import Activity
from shared.runtime.logs import log_event, log_failure
from shared.store.records import to_record

Message = Mapping[str, Any]
BatchResponse = dict[str, list[dict[str, str]]]
R = TypeVar("R")


def activity_of(message: Message) -> Activity:
    """Read the activity that EventBridge put into an SQS message."""
    return to_record(Activity, from_json(message["body"])["detail"])


def process_batch(event: Mapping[str, Any], work: Callable[[Activity], object]) -> BatchResponse:
    """Do the work for every activity; return the messages that failed, which SQS then delivers again."""
    return process_records(event, activity_of, _id, work)


def process_records(
    event: Mapping[str, Any], read: Callable[[Message], R], id_of: Callable[[R], str], work: Callable[[R], object]
) -> BatchResponse:
    """Do the work for every message that holds something else than an activity; logs name its record by `id_of`."""

    def work_on_each(records: list[R]) -> None:
        for record in records:
            work(record)

    return _process(event, read, id_of, lambda message_id, _: message_id, work_on_each)


def process_groups(
    event: Mapping[str, Any], key: Callable[[Activity], str], work: Callable[[list[Activity]], object]
) -> BatchResponse:
    """Do the work once per group of activities with the same key; a group fails as a whole."""
    return _process(event, activity_of, _id, lambda _, fact: key(fact), work)


def _id(fact: Activity) -> str:
    return fact.id


def _process(
    event: Mapping[str, Any],
    read: Callable[[Message], R],
    id_of: Callable[[R], str],
    key: Callable[[str, R], str],
    work: Callable[[list[R]], object],
) -> BatchResponse:
    groups: dict[str, list[tuple[str, R]]] = {}
    failed: list[str] = []
    for message in event["Records"]:
        message_id = message["messageId"]
        try:
            record = read(message)
        except Exception as error:
            log_failure(error, message_id=message_id)
            failed.append(message_id)
        else:
            groups.setdefault(key(message_id, record), []).append((message_id, record))
    for group in groups.values():
        records = [record for _, record in group]
        try:
            work(records)
            log_event("done", activities=list(map(id_of, records)))
        except Exception as error:
            log_failure(error, activities=list(map(id_of, records)))
            failed += [message_id for message_id, _ in group]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}
