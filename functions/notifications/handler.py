"""Each activity that people should hear of leads to its mails, each sent once."""

from typing import Any

from functions.notifications.mails import mails_for
from functions.notifications.sending import send_once
from shared.domain.activity import Activity
from shared.runtime.queues import BatchResponse, process_batch


def handler(event: dict[str, Any], _context: Any) -> BatchResponse:
    """Send the mails of every activity in the batch."""
    return process_batch(event, _work)


def _work(fact: Activity) -> None:
    for mail in mails_for(fact):
        send_once(mail)
