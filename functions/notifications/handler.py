"""Each fact that people should hear of becomes its mails, each sent once."""

from typing import Any

from functions.notifications.letters import letters_for
from functions.notifications.post import send_once
from shared.domain.activity import Activity
from shared.runtime.queues import Failures, each


def handler(event: dict[str, Any], _context: Any) -> Failures:
    """Send the mails of every fact of the batch."""
    return each(event, _work)


def _work(fact: Activity) -> None:
    for letter in letters_for(fact):
        send_once(letter)
