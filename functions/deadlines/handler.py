"""Every minute: whatever is due and not done, however many minutes were missed."""

from datetime import UTC, datetime
from typing import Any

from functions.deadlines.due import catch_up
from shared.runtime.logs import log_event


def handler(_event: dict[str, Any], _context: Any) -> dict[str, int]:
    """Announce, lapse, expire and ask for the closing round; return how much of each was done."""
    done = catch_up(datetime.now(UTC))
    log_event("deadlines", **done)
    return done
