"""A change of the address that a person signs in with: a code goes to the new one and proves that it's theirs."""

import hashlib
import hmac
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from shared.domain.activity import Activity, activity
from shared.domain.errors import FieldError, Invalid
from shared.domain.kept import KEPT

#: How long a code is good for, and how often it may be tried.
VALID, TRIES = timedelta(minutes=30), 5
DIGITS = 6
#: What is asked for again within this time is the same request, sent again because its answer was lost.
AGAIN = timedelta(seconds=30)
_COST = {"n": 2**14, "r": 8, "p": 1}


@dataclass(frozen=True, slots=True)
class AddressChange:
    """What a person asked for last: from one address to another; `codes` are hashes of those that were mailed."""

    id: str
    asked: str
    was: str = field(repr=False)
    email: str = field(repr=False)
    asked_at: datetime
    expires_at: int
    codes: frozenset[str] = field(default=frozenset(), repr=False)
    tries: int = 0
    changed_at: datetime | None = None
    revision: int = 0


def ask(
    stored: AddressChange | None, account: str, request: str, was: str, email: str, now: datetime
) -> tuple[AddressChange, Activity]:
    """Stage a new address, in the place of one that was asked for before; it replaces the old one once it's proved."""
    expires_at = int((now + KEPT["address_changes"].span).timestamp())
    revision = stored.revision if stored else 0
    change = AddressChange(account, request, was, email, now, expires_at, revision=revision)
    return change, activity("AddressChangeAsked", account, request, at=now, actor="person", request=request)


def is_sent_again(stored: AddressChange | None, email: str, now: datetime) -> bool:
    """Whether this very change was asked for a moment ago, so that its code is on its way."""
    return stored is not None and (stored.email, stored.changed_at) == (email, None) and now - stored.asked_at < AGAIN


def hash_of(change: AddressChange, code: str) -> str:
    """What is kept of a code: slow to guess, and good for this request alone."""
    return hashlib.scrypt(code.encode(), salt=change.asked.encode(), **_COST).hex()[:40]


def prove(stored: AddressChange | None, code: str, now: datetime) -> AddressChange:
    """The change, if the code is one that was mailed for it; Invalid when it's wrong, too old or tried too often."""
    if stored is None or (stored.changed_at is None and now - stored.asked_at > VALID):
        raise _refused("This code is no longer good. Ask for a new one.")
    if stored.tries > TRIES:
        raise _refused("There were too many wrong codes. Ask for a new one.")
    given = hash_of(stored, code)
    if not any(hmac.compare_digest(given, known) for known in stored.codes):
        raise _refused("That isn’t the code we e-mailed. Look at the newest e-mail from us, or ask for a new code.")
    return stored


def changed(stored: AddressChange, now: datetime) -> tuple[AddressChange, Activity | None]:
    """The new address replaces the old one; a second time changes nothing."""
    if stored.changed_at:
        return stored, None
    fact = activity("AddressChanged", stored.id, stored.asked, at=now, actor="person", request=stored.asked)
    return replace(stored, changed_at=now), fact


def _refused(message: str) -> Invalid:
    return Invalid("We can’t change your address yet.", [FieldError("code", message)])
