"""What became of a mail after our mail service took it, and the addresses that get none any more."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, get_args

from typing_extensions import TypedDict

from shared.domain.activity import Activity, activity
from shared.domain.addresses import same_mailbox
from shared.domain.instants import to_eastern, to_iso
from shared.domain.task import Task, TaskKind, raised

#: What the mail service reports of a mail, from least to most certain: a later report replaces only what weighs less.
Fate = Literal["delayed", "delivered", "bounced", "rejected", "hard_bounced", "complained"]
#: What staff see beside a mail; `held_back` wasn't sent since its address is suppressed, `refused` was never taken.
MailState = Literal[
    "sending", "sent", "refused", "held_back", "delayed", "delivered", "bounced", "rejected", "hard_bounced",
    "complained",
]  # fmt: skip
SuppressionReason = Literal["hard_bounced", "complained"]
#: The fates that a person of the staff should know of.
_TASKS: dict[Fate, TaskKind] = {"hard_bounced": "bounce", "complained": "complaint", "rejected": "mail_refused"}


class SuppressionDict(TypedDict):
    """Why and since when an address gets no mail."""

    reason: SuppressionReason
    since: str
    since_et: str


class SentMailDict(TypedDict):
    """A mail to a person and what became of it; `at` is the moment that it's about."""

    id: str
    mail: str
    at: str
    at_et: str
    state: MailState
    state_at: str | None


class MailboxDict(TypedDict):
    """A person's mails, newest first, and whether their address gets any."""

    suppressed: SuppressionDict | None
    items: list[SentMailDict]


@dataclass(frozen=True, slots=True)
class Report:
    """What the mail service says of a mail: the id that we sent it under, and the one that the service gave it."""

    fate: Fate
    mail: str
    message: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail as the ledger has it; `about` is the record that led to its person. No address."""

    id: str
    mail: str
    about: str
    at: datetime
    status: Literal["sending", "sent", "refused", "held_back"]
    cycle: str | None = None
    to: str | None = None
    sent_at: datetime | None = None
    fate: Fate | None = None
    fate_at: datetime | None = None

    def as_dict(self) -> SentMailDict:
        """The mail as the contract shows it."""
        since = self.fate_at if self.fate else self.sent_at
        return {
            "id": self.id,
            "mail": self.mail,
            "at": to_iso(self.at),
            "at_et": to_eastern(self.at),
            "state": self.fate or self.status,
            "state_at": to_iso(since) if since else None,
        }


@dataclass(frozen=True, slots=True)
class Suppression:
    """An address that gets no mail but sign-in codes: `id` follows from it, and it can't be read from that."""

    id: str
    reason: SuppressionReason
    since: datetime
    mail: str
    revision: int = 0

    def as_dict(self) -> SuppressionDict:
        """The suppression as the contract shows it."""
        return {"reason": self.reason, "since": to_iso(self.since), "since_et": to_eastern(self.since)}


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from a report: a fact, a task unless there is one, and an address that gets no mail from now on."""

    fact: Activity
    task: Task | None
    suppression: Suppression | None


def address_key(address: str) -> str:
    """The id that follows from an address; the same for every way to write it."""
    return hashlib.sha256(f"mailbox/{same_mailbox(address)}".encode()).hexdigest()[:40]


def weighs(fate: Fate) -> int:
    """How much a report counts against another of the same mail."""
    return get_args(Fate).index(fate) + 1


def consequence(report: Report, mail: SentMail, suppressed: Suppression | None) -> Consequence | None:
    """Decide what follows from a report about a mail; None when its fate beside the mail says it all.

    A hard bounce and a complaint suppress the address, and staff get one task for as long as it's suppressed.
    """
    kind = _TASKS.get(report.fate)
    if kind is None:
        return None
    ids: dict[str, Any] = {"mail": mail.mail}
    reason: SuppressionReason | None = (
        "hard_bounced" if report.fate == "hard_bounced" else "complained" if report.fate == "complained" else None
    )
    if reason is None or mail.to is None:
        task, fact = raised(kind, mail.about, mail.id, at=report.at, cycle=mail.cycle, **ids)
        return Consequence(fact, task, None)
    fact = activity(
        "AddressSuppressed", mail.about, mail.id, at=report.at, actor="program", cycle=mail.cycle, reason=reason, **ids
    )
    if suppressed:
        return Consequence(fact, None, None)
    task, _ = raised(kind, mail.about, mail.id, at=report.at, cycle=mail.cycle, **ids)
    fact = replace(fact, data={**fact.data, "task": task.id})
    return Consequence(fact, task, Suppression(mail.to, reason, report.at, mail.id))


def restore(suppressed: Suppression, about: str, reason: str, cycle: str | None, by: str, now: datetime) -> Activity:
    """Let mail go to an address again, for a person of the staff says that it works; `about` leads to its person."""
    once = f"{suppressed.id[:12]}.{to_iso(suppressed.since)}"
    return activity("AddressRestored", about, once, at=now, actor=by, cycle=cycle, note=reason, was=suppressed.reason)
