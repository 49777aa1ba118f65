"""The queue side of a worker: each message is one activity; what fails comes again alone, the rest is done."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import from_json

from shared.domain.activity import Activity
from shared.runtime.logs import log_event, log_failure
from shared.store.records import to_record

Failures = dict[str, list[dict[str, str]]]


def activity_of(message: Mapping[str, Any]) -> Activity:
    """Read the activity that EventBridge put into an SQS message."""
    return to_record(Activity, from_json(message["body"])["detail"])


def each(event: Mapping[str, Any], work: Callable[[Activity], object]) -> Failures:
    """Do the work for every message; return those that failed, for SQS to deliver again."""
    return grouped(event, lambda _: "", lambda facts: [work(fact) for fact in facts], singly=True)


def grouped(
    event: Mapping[str, Any],
    key: Callable[[Activity], str],
    work: Callable[[list[Activity]], object],
    *,
    singly: bool = False,
) -> Failures:
    """Do the work once per group of messages with the same key (`singly`: per message); a group fails as a whole."""
    groups: dict[str, list[tuple[str, Activity]]] = {}
    failed: list[str] = []
    for message in event["Records"]:
        message_id = message["messageId"]
        try:
            fact = activity_of(message)
        except Exception as error:
            log_failure(error, message_id=message_id)
            failed.append(message_id)
            continue
        groups.setdefault(message_id if singly else key(fact), []).append((message_id, fact))
    for members in groups.values():
        ids = [message_id for message_id, _ in members]
        try:
            work([fact for _, fact in members])
            log_event("done", activities=[fact.id for _, fact in members])
        except Exception as error:
            log_failure(error, activities=[fact.id for _, fact in members])
            failed += ids
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}
