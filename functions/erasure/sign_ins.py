"""The sign-ins of people of whom nothing else is held, by the digit that their subject begins with."""

from collections.abc import Iterator
from datetime import datetime

from shared.domain.application import application_id
from shared.domain.cycle import Cycle
from shared.domain.kept import KEPT
from shared.domain.mentor import mentor_id
from shared.runtime import accounts
from shared.store import applications, cycles, erasures, forgetting, mentors

#: What subjects begin with.
_DIGITS = "0123456789abcdef"
#: A slice begins no other digit after so many sign-ins.
_ENOUGH = 500


def sweep(_: Cycle, after: str, now: datetime) -> str:
    """Delete the sign-ins whose subject begins with the next digits, if they're old enough and have no record."""
    every, looked_at = sorted(cycles.list_ids()), 0
    for digit in _DIGITS[_DIGITS.index(after) + 1 if after else 0 :]:
        found = list(_old_enough(digit, now))
        for account in found:
            if not _has_record(account, every):
                forgetting.address_change(account)
                accounts.delete(account)
        looked_at += len(found)
        if looked_at >= _ENOUGH and digit != _DIGITS[-1]:
            return digit
    return ""


def _old_enough(digit: str, now: datetime) -> Iterator[str]:
    for user in accounts.beginning_with(digit):
        if user.created_at + KEPT["sign_ins"].span <= now:
            yield user.id


def _has_record(account: str, every: list[str]) -> bool:
    if applications.load_many(application_id(cycle, account) for cycle in every):
        return True
    return mentors.load(mentor_id(account)) is not None or erasures.load(account) is not None
