"""What SES reports of our mails; a message holds the mail's id, SES's own and the fate, and never an address."""

from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import from_json

from functions.mail_events.fates import note, resume
from shared.domain.activity import Activity
from shared.domain.mail_fate import Report
from shared.runtime.queues import BatchResponse, Message, activity_of, process_records
from shared.store.records import to_record

ACTION_BY_EVENT: Mapping[str, Callable[[Activity], None]] = {"AddressRestored": resume}


def handler(event: dict[str, Any], _context: Any) -> BatchResponse:
    """Note every report of the batch, and let SES send again to addresses that staff restored."""
    return process_records(event, _read, _id_of, _work)


def _read(message: Message) -> Activity | Report:
    body = from_json(message["body"])
    if "report" not in body:
        return activity_of(message)
    sent = body["report"]
    return to_record(Report, {**sent, "mail": _from_tag(sent["mail"])})


def _from_tag(tag: str) -> str:
    return urlsafe_b64decode(tag + "=" * (-len(tag) % 4)).decode()


def _id_of(record: Activity | Report) -> str:
    return record.id if isinstance(record, Activity) else record.mail


def _work(record: Activity | Report) -> None:
    if isinstance(record, Activity):
        ACTION_BY_EVENT[record.type](record)
    else:
        note(record)
