"""The first step: an activity becomes a message for each mail to each person, so that no mail holds up another.

The messages go to the worker's own queue and hold ids only. Where an activity concerns hundreds, each run takes a page
of them and leaves the rest to a message of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from pydantic_core import to_json

from functions.notifications.mails import mails_of
from shared.domain.activity import Activity
from shared.store import aws
from shared.store.application_lists import Position
from shared.store.settings import from_env

BATCH = 10


class NotQueued(Exception):
    """The queue refused messages; the activity's redelivery sends them again, and each mail still goes out once."""


@dataclass(frozen=True, slots=True)
class Part:
    """One mail to one person, `about` the record that leads to them; or everyone from `after` on, when None.

    `attempt` counts how often SES didn't take the mail for now.
    """

    activity: str
    mail: str
    about: str | None = None
    after: Position | None = None
    attempt: int = 0

    @property
    def id(self) -> str:
        """What logs call it."""
        return f"{self.activity}.{self.mail}.{self.about or 'more'}"


def parts_of(fact: Activity) -> list[Part]:
    """What an activity is split into; nothing when no one needs to hear of it."""
    return [part for mail in mails_of(fact) for part in parts_of_mail(fact, mail)]


def parts_of_mail(fact: Activity, mail: str, after: Position | None = None) -> Iterator[Part]:
    """One mail of an activity to each person of the page that starts `after`, and what is left."""
    page = mails_of(fact)[mail].people(fact, after)
    for about in page.ids:
        yield Part(fact.id, mail, about)
    if page.last:
        yield Part(fact.id, mail, after=page.last)


def queue(parts: Sequence[Part], delay: timedelta = timedelta(0)) -> None:
    """Send parts to the worker's own queue, to be delivered after a delay; NotQueued when it refused one."""
    later = {"DelaySeconds": int(delay.total_seconds())} if delay else {}
    for start in range(0, len(parts), BATCH):
        ten = parts[start : start + BATCH]
        bodies = [to_json(asdict(part)).decode() for part in ten]
        entries = [{"Id": str(index), "MessageBody": body, **later} for index, body in enumerate(bodies)]
        refused = _sqs().send_message_batch(QueueUrl=from_env("QUEUE_URL"), Entries=entries).get("Failed", [])
        if refused:
            raise NotQueued(", ".join(sorted({entry["Code"] for entry in refused})))


@cache
def _sqs() -> Any:
    return aws.client("sqs")
