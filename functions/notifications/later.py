"""A mail that SES doesn't take now: tried again soon at first, then every quarter of an hour, for a week."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

from functions.notifications.fan_out import Part, queue
from functions.notifications.sending import Untaken
from shared.domain.task import raised
from shared.store import tasks
from shared.store.commit import commit, retry_on_conflict
from shared.store.dynamodb import where_it_holds

_FIRST, _DOUBLINGS = timedelta(seconds=30), 5
#: The longest that SQS delays a message.
_LONGEST = timedelta(minutes=15)
_SOON = 20  # seconds
# Half an hour of refusals is something that staff should know of; a week of them is for the dead letters.
_TASK_AFTER, _MOST = 6, 672


class RefusedForAWeek(Exception):
    """SES has refused a mail for a week: it goes to the dead letters, from where it can be sent again."""


def try_later(part: Part, untaken: Untaken, now: datetime) -> None:
    """Queue a mail again with a delay that grows; after half an hour staff get a task, one a day."""
    if part.attempt >= _MOST:
        raise RefusedForAWeek(part.id)
    if part.attempt >= _TASK_AFTER:
        _tell_staff(untaken, now)
    growing = min(_FIRST * 2 ** min(part.attempt, _DOUBLINGS), _LONGEST)
    queue([replace(part, attempt=part.attempt + 1)], max(growing, untaken.at_least))


def wait_for_turn(part: Part) -> None:
    """Queue a mail again when this second's turns are taken, a moment later and not all at once."""
    queue([part], timedelta(seconds=random.randint(1, _SOON)))  # noqa: S311 - spreads the mails, guards nothing


@retry_on_conflict
def _tell_staff(untaken: Untaken, now: datetime) -> None:
    task, fact = raised("mail_delayed", "mail", f"{now:%Y-%m-%d}", at=now, code=untaken.code)
    with where_it_holds():  # they have the task of today
        commit(fact, tasks.write(task))
