"""What asks for a provisional round while the last one is new comes again when the next is due."""

from datetime import datetime, timedelta

from functions.matching.sending import send
from shared.domain.activity import Activity
from shared.store.rounds import Round
from shared.store.settings import from_env

#: How long a fact may take from its time to the tables: what is older than the round by more is in it.
_WRITTEN_WITHIN = timedelta(minutes=1)
#: SQS holds a message back no longer.
_LONGEST = timedelta(minutes=15)


def unanswered(last: Round, requests: list[Activity]) -> list[Activity]:
    """The requests that a provisional round may have come too early for."""
    return [fact for fact in requests if fact.at + _WRITTEN_WITHIN >= last.created_at]


def wait_for(last: Round, now: datetime) -> timedelta:
    """How long it is until the round after this provisional one may be drawn; nothing when it may be now."""
    every = timedelta(seconds=int(from_env("PROVISIONAL_EVERY")))
    return min(max(last.created_at + every - now, timedelta(0)), _LONGEST)


def ask_again(fact: Activity, wait: timedelta) -> None:
    """Send a fact to the worker's own queue once more, to arrive after the wait."""
    send(from_env("QUEUE_URL"), fact, wait)
