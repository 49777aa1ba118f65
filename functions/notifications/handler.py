"""Each activity that people should hear of leads to its mails, one message each, and each is sent once."""

from datetime import UTC, datetime
from typing import Any

from pydantic_core import from_json

from functions.notifications.fan_out import Part, parts_of, parts_of_mail, queue
from functions.notifications.later import try_later, wait_for_turn
from functions.notifications.mails import mail_of
from functions.notifications.sending import send_once
from shared.domain.activity import Activity
from shared.domain.errors import NotFound
from shared.runtime.queues import BatchResponse, Message, activity_of, process_records
from shared.store import activities
from shared.store.pace import take_turn
from shared.store.records import to_record
from shared.store.settings import from_env


def handler(event: dict[str, Any], _context: Any) -> BatchResponse:
    """Split every activity of the batch, and send the mail of every part."""
    return process_records(event, _read, lambda record: record.id, _work)


def _read(message: Message) -> Activity | Part:
    """An activity from the bus, or a part from the worker's own queue."""
    body = from_json(message["body"])
    return activity_of(message) if "detail" in body else to_record(Part, body)


def _work(record: Activity | Part) -> None:
    if isinstance(record, Activity):
        _fan_out(record, parts_of(record))
        return
    fact = activities.load(record.activity)
    if fact is None:
        raise NotFound("There’s no such activity.")
    if record.about is None:
        _fan_out(fact, list(parts_of_mail(fact, record.mail, record.after)))
    else:
        _send(fact, record, record.about)


def _fan_out(fact: Activity, parts: list[Part]) -> None:
    """Queue the parts; a single mail is sent at once."""
    match parts:
        case [Part(about=str(about)) as part]:
            _send(fact, part, about)
        case _:
            queue(parts)


def _send(fact: Activity, part: Part, about: str) -> None:
    made, now = mail_of(fact, part.mail, about), datetime.now(UTC)
    if made is None:
        return
    if not take_turn(int(from_env("MAIL_RATE")), now):
        wait_for_turn(part)
    elif untaken := send_once(made, now):
        try_later(part, untaken, now)
