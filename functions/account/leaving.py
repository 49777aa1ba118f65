"""Leaving for good: what is held of a person is erased."""

from datetime import datetime

from shared.domain import erasure as domain
from shared.runtime.accounts import email_of
from shared.runtime.api import Caller
from shared.store import erasures
from shared.store.commit import commit_request, retry_on_conflict


@retry_on_conflict
def ask(caller: Caller, now: datetime) -> None:
    """Ask for the caller's erasure; asked for again, it's the same one."""
    erasure, fact = domain.ask(caller.id, caller.id, [email_of(caller)], "person", None, now)
    commit_request(fact, erasures.write(erasure))
