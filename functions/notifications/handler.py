"""Each fact that people should hear of becomes its mails, each sent once."""

from typing import Any

from functions.notifications.mails import letters_for
from functions.notifications.sending import send_once
from shared.domain.activity import Activity
from shared.runtime.queues import BatchResponse, process_batch


def handler(event: dict[str, Any], _context: Any) -> BatchResponse:
    """Send the mails of every fact of the batch."""
    return process_batch(event, _work)


def _work(fact: Activity) -> None:
    for letter in letters_for(fact):
        send_once(letter)
