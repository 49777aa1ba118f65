"""Who sends, and what becomes of an attempt after the deadline by someone who has no application."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from shared.domain import newcomers as domain
from shared.domain.admission import Sender
from shared.domain.application import Application, application_id
from shared.domain.cycle import Cycle
from shared.domain.errors import DeadlinePassed
from shared.runtime.accounts import email_of
from shared.runtime.api import Caller
from shared.store import newcomers as store
from shared.store.commit import commit


def sender_of(cycle: Cycle, stored: Application | None, caller: Caller, received_at: datetime) -> Sender:
    """Who sends; the extension of their address is looked up once their own window is over."""
    email = stored.email if stored else email_of(caller)
    own = stored.extension.until if stored and stored.extension else cycle.accepts_before
    is_late = received_at >= max(own, cycle.accepts_before)
    return Sender(caller.id, email, store.extension_of(cycle.id, email) if is_late else None)


@contextmanager
def late_list(cycle: Cycle, stored: Application | None, sender: Sender, received_at: datetime) -> Iterator[None]:
    """Put an attempt that is refused as late on the late list, if there is no application that could be."""
    try:
        yield
    except DeadlinePassed as refusal:
        if stored is None and store.load_late(application_id(cycle.id, sender.applicant)) is None:
            attempt, fact = domain.list_late(cycle, sender, refusal, received_at)
            commit(fact, store.write_late(attempt))
        raise
