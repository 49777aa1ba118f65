"""Every minute: whatever is due and not done, however many minutes were missed."""

from datetime import UTC, datetime
from typing import Any

from functions.deadlines.due import catch_up
from shared.runtime.logs import log_event


class DueThingsFailed(Exception):
    """Some of what is due couldn't be done; each next tick tries it again."""


def handler(_event: dict[str, Any], context: Any) -> dict[str, int]:
    """Expire, announce, ask for the closing round and lapse; return how much of each was done.

    When something failed, so does the function, after all the rest is done: that sets off its alarm.
    """
    done = catch_up(datetime.now(UTC), lambda: context.get_remaining_time_in_millis() / 1000)
    log_event("deadlines", **done)
    if done["failed"]:
        raise DueThingsFailed(f"{done['failed']} failed; the log names them")
    return done
