"""The differences that are known and stay: at most three, each with its reason."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tests.faults.wire import Call, Case


class Known(NamedTuple):
    """A difference that stays: which cases lead to it, what it is, and why it's the smallest harm."""

    name: str
    reason: str
    applies: Callable[[Sequence[Call], Case], bool]
    differs: str


def _mail_in_flight(calls: Sequence[Call], case: Case) -> bool:
    """Whether SES may have the mail, and the worker couldn't note that it has."""
    if case.call.operation == "SendEmail":
        return case.fault.done
    return case.fault.kind == "killed before" and calls[case.number - 1].operation == "SendEmail"


KNOWN = (
    Known(
        "mail sent twice",
        "SES knows no idempotency, so a mail whose fate isn't known is sent again: a second mail harms less than none",
        _mail_in_flight,
        "extra: mail ",
    ),
)


def known(calls: Sequence[Call], case: Case, differences: Sequence[str]) -> Known | None:
    """The entry of the list that a violation falls under: it explains all that differs, which is one thing."""
    if len(differences) != 1:
        return None
    fitting = (entry for entry in KNOWN if entry.applies(calls, case) and differences[0].startswith(entry.differs))
    return next(fitting, None)
