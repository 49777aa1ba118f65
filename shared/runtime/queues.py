"""The queue side of a worker: a message whose work fails is delivered again; the others are done."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from pydantic_core import from_json

from shared.domain.activity import Activity, activity
from shared.runtime.logs import log_event, log_failure, reason_of
from shared.store.commit import commit_request
from shared.store.records import to_record

Message = Mapping[str, Any]
BatchResponse = dict[str, list[dict[str, str]]]
R = TypeVar("R")
#: How often a message is delivered before it goes to the dead letters.
MOST_RECEIVES = 5
#: What a message that went to the dead letters failed for, once a message: `WorkFailed.<message>.last`.
LAST = "last"


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
    groups: dict[str, list[tuple[Message, R]]] = {}
    failed: list[Message] = []
    for message in event["Records"]:
        try:
            record = read(message)
        except Exception as error:
            log_failure(error, message_id=message["messageId"])
            failed.append(message)
            _note_last(message, None, error)
        else:
            groups.setdefault(key(message["messageId"], record), []).append((message, record))
    for group in groups.values():
        records = [record for _, record in group]
        try:
            work(records)
            log_event("done", activities=list(map(id_of, records)))
        except Exception as error:
            log_failure(error, activities=list(map(id_of, records)))
            failed += [message for message, _ in group]
            for message, record in group:
                _note_last(message, id_of(record), error)
    return {"batchItemFailures": [{"itemIdentifier": message["messageId"]} for message in failed]}


def _note_last(message: Message, about: str | None, error: Exception) -> None:
    """Write down why a message failed for the last time, so that staff see it beside the dead letter."""
    if int(message.get("attributes", {}).get("ApproximateReceiveCount", 0)) < MOST_RECEIVES:
        return
    data = {"about": about, **reason_of(error)}
    fact = activity("WorkFailed", message["messageId"], LAST, at=datetime.now(UTC), actor="program", **data)
    try:
        commit_request(fact)
    except Exception as failure:  # the log has it, and the message is kept
        log_failure(failure, message_id=message["messageId"])
