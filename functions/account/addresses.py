"""Changing the address that one signs in with: asked for, proved by a code, and then the same everywhere."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NoReturn

from shared.domain import address_change as domain
from shared.domain.address_change import AddressChange
from shared.domain.addresses import same_mailbox
from shared.domain.application import application_id
from shared.domain.errors import NotPossible, TooManyRequests
from shared.domain.mentor import mentor_id
from shared.runtime.accounts import client, email_of
from shared.runtime.api import Caller
from shared.store import address_changes, applications, cycles, mentors
from shared.store.commit import commit, retry_on_conflict
from shared.store.dynamodb import Writes
from shared.store.limits import HOUR, hour_of, spend
from shared.store.settings import from_env

#: Codes an hour, for a person and for an address.
_MOST = 5


@retry_on_conflict
def ask(caller: Caller, email: str, request: str, now: datetime) -> None:
    """Stage a new address and have a code mailed to it; TooManyRequests past the hour's limit."""
    stored = address_changes.load(caller.id)
    if domain.is_sent_again(stored, email, now):
        return
    counters = {"codes_by": caller.id, "codes_to": same_mailbox(email)}
    if not all(spend(what, whom, _MOST, now, request) for what, whom in counters.items()):
        _refuse(now)
    change, fact = domain.ask(stored, caller.id, request, email_of(caller), email, now)
    commit(fact, address_changes.write(change))


def _refuse(now: datetime) -> NoReturn:
    left = hour_of(now) + HOUR - now
    minutes = -(-left // timedelta(minutes=1))
    detail = f"We’ve sent as many codes as we can for now. Try again in {minutes} minutes."
    raise TooManyRequests(detail, int(left.total_seconds()) or 1)


def confirm(caller: Caller, code: str, now: datetime) -> str:
    """Prove the new address by the code mailed to it, and put it in the place of the old one; return it."""
    address_changes.count_try(caller.id)
    change = domain.prove(address_changes.load(caller.id), code, now)
    _sign_in_with(caller, change.email)
    _carry_out(caller, change, now)
    return change.email


def _sign_in_with(caller: Caller, email: str) -> None:
    """Let the person sign in with the new address; who proved it may know that it has an account already."""
    attributes = [{"Name": "email", "Value": email.lower()}, {"Name": "email_verified", "Value": "true"}]
    pool, taken = from_env("PEOPLE_POOL_ID"), client().exceptions.AliasExistsException
    try:
        client().admin_update_user_attributes(
            UserPoolId=pool,
            Username=caller.username,
            UserAttributes=attributes,  # type: ignore[arg-type]
        )
    except taken:
        # It may be this person's already, when what came after failed.
        if same_mailbox(email_of(replace(caller, email=None))) != same_mailbox(email):
            detail = "You already have an account with this address. Sign in with it, or use another."
            raise NotPossible(detail) from None


@retry_on_conflict
def _carry_out(caller: Caller, proved: AddressChange, now: datetime) -> None:
    """Write the new address wherever the old one is, in one transaction: mails and staff's search follow."""
    stored = address_changes.load(caller.id)
    if stored is None or stored.asked != proved.asked:
        raise NotPossible("You asked for another change meanwhile. Use the newest code.")
    change, fact = domain.changed(stored, now)
    if fact:
        commit(fact, address_changes.write(change), *_records(caller.id, change.email))


def _records(account: str, email: str) -> list[Writes]:
    mine = applications.load_many(application_id(cycle.id, account) for cycle in cycles.load_all())
    mentor = mentors.load(mentor_id(account))
    return [
        *(applications.write(replace(application, email=email)) for application in mine.values()),
        *([mentors.write(replace(mentor, email=email))] if mentor else []),
    ]
