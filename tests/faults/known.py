"""The differences that are known and stay: at most three, each with its reason."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tests.faults.wire import Call, Case


class Known(NamedTuple):
    """A difference that stays: why it harms least, which cases lead to it, and the lines that it consists of."""

    name: str
    reason: str
    applies: Callable[[Sequence[Call], Case], bool]
    lines: Sequence[str]


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
        ["extra: mail "],
    ),
    Known(
        "view recorded twice",
        "each request for someone's self-identification may have shown it, so each is recorded, repeated ones too",
        lambda _, case: case.call.function == "api",
        ["extra: activity .*SelfIdentificationRead", "extra: published SelfIdentificationRead"],
    ),
    Known(
        "request for an account counted twice",
        "the guard against floods counts requests: to tell 10,000 addresses an hour apart costs more than it saves",
        lambda calls, _: any(call.operation == "AdminCreateUser" for call in calls),
        ["extra: limits .*spent", "lost:  limits .*spent"],
    ),
)


def known(calls: Sequence[Call], case: Case, differences: Sequence[str]) -> Known | None:
    """The entry of the list that explains all that differs, if any."""
    return next((entry for entry in KNOWN if entry.applies(calls, case) and _explains(entry, differences)), None)


def _explains(entry: Known, differences: Sequence[str]) -> bool:
    matched = zip(entry.lines, sorted(differences), strict=False)
    return len(differences) == len(entry.lines) and all(re.match(line, found) for line, found in matched)
