"""A mail to one person, and the row that says how it's made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from functions.notifications.about import (
    AboutAddress,
    AboutApplication,
    AboutMatch,
    AboutMentor,
    AboutNewcomer,
    AboutQuestion,
)
from functions.notifications.calendar import Calendars
from functions.notifications.compose import Context
from shared.domain.activity import Activity
from shared.store.application_lists import IdPage, Position

A = TypeVar("A", AboutAddress, AboutApplication, AboutMatch, AboutMentor, AboutNewcomer, AboutQuestion)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person; `id` is the same no matter how often the activity arrives.

    `about` is the person's own record, `at` and `cycle` are the activity's; `calendars` are its .ics files by name.
    `turn_down` is the mailbox where a person may ask for no more mails of this kind.
    """

    id: str
    mail: str
    about: str
    at: datetime
    cycle: str | None
    to: str = field(repr=False)
    context: Mapping[str, Any] = field(repr=False)
    calendars: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    reply_to: str = field(default="", repr=False)
    ours: bool = False
    turn_down: str | None = field(default=None, repr=False)


class Recipient(NamedTuple):
    """Who gets a mail: the id of the record that is theirs, their address, and whether that is the program's own."""

    id: str
    address: str
    ours: bool = False


def _its_subject(fact: Activity, _after: Position | None) -> IdPage:
    return IdPage([fact.subject])


@dataclass(frozen=True, slots=True)
class Row(Generic[A]):
    """How a mail is made: `read` gives what it's about, or None when there is nothing to say any more.

    `when` lets through the activities that this mail is for, `people` gives the subjects that it's about, in pages.
    Without a `reply_to` an answer goes to the program's mailbox. An `optional` mail is one that a person may turn down.
    """

    read: Callable[[Activity], A | None]
    to: Callable[[A], Recipient]
    context: Callable[[A], Context]
    when: Callable[[Activity], bool] = lambda _: True
    people: Callable[[Activity, Position | None], IdPage] = _its_subject
    calendars: Callable[[A], Calendars] = lambda _: {}
    reply_to: Callable[[A], Recipient | None] = lambda _: None
    optional: bool = False
