"""Who sends, the later deadline of their address, and what becomes of a late attempt without an application."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from shared.domain import newcomers as domain
from shared.domain.admission import Sender, carried_on, extended
from shared.domain.application import Application, application_id
from shared.domain.cycle import Cycle
from shared.domain.errors import DeadlinePassed, NotFound
from shared.runtime.accounts import email_of
from shared.runtime.api import Caller
from shared.store import applications
from shared.store import newcomers as store
from shared.store.commit import commit


def sender_of(cycle: Cycle, stored: Application | None, caller: Caller, received_at: datetime) -> Sender:
    """Who sends; the extension of their address is looked up once their own window is over."""
    email = stored.email if stored else email_of(caller)
    before = None if stored else applications.load_tombstone(application_id(cycle.id, caller.id))
    own = (stored.extension.until if stored and stored.extension else before and before.until) or cycle.accepts_before
    is_late = received_at >= max(own, cycle.accepts_before)
    return Sender(caller.id, email, store.extension_of(cycle.id, email) if is_late else None, before)


def with_extension(stored: Application | None, cycle_id: str, caller: Caller) -> Application:
    """The application with its address's extension, while that can help; NotFound with the extension of a newcomer."""
    if stored and stored.status not in ("draft", "lapsed"):
        return stored
    granted = store.extension_of(cycle_id, stored.email if stored else email_of(caller))
    if stored:
        return extended(stored, granted)
    own = carried_on(applications.load_tombstone(application_id(cycle_id, caller.id)))
    latest = max(filter(None, (granted, own)), key=lambda each: each.until, default=None)
    more = {"extension": latest.as_dict()} if latest else {}
    raise NotFound("You don’t have an application in this cycle yet.", **more)


@contextmanager
def late_list(cycle: Cycle, stored: Application | None, sender: Sender, received_at: datetime) -> Iterator[None]:
    """Put an attempt that is refused as late on the late list, if there is no application that could be.

    After the end of a cycle nothing is listed: no one could be extended, and it would be kept for nothing.
    """
    try:
        yield
    except DeadlinePassed as refusal:
        is_over = cycle.phase(received_at) == "over"
        if stored is None and not is_over and store.load_late(application_id(cycle.id, sender.applicant)) is None:
            attempt, fact = domain.list_late(cycle, sender, refusal, received_at)
            commit(fact, store.write_late(attempt))
        raise
