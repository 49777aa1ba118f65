"""The course of an erasure: leave, wait until the other sides were mailed, erase; a repeated step changes nothing."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from pydantic_core import to_json

from functions.erasure import erasing, leaving
from shared.domain.activity import Activity
from shared.domain.erasure import Erasure, finish
from shared.domain.errors import NotFound
from shared.store import aws, erasures
from shared.store.commit import commit, retry_on_conflict
from shared.store.records import to_item
from shared.store.settings import from_env


def go_on(fact: Activity, now: datetime) -> None:
    """Take the next step, and come again while it's too early for the one after; nothing once all is erased."""
    erasure = erasures.load(fact.subject)
    if erasure is None:
        return
    if erasure.left_at is None:
        erasure = _leave(erasure.id, now)
    wait = _wait_until_mailed(erasure, now)
    if wait > timedelta(0):
        _ask_again(fact, wait)
        return
    if leaving.close_matches(erasure.account, now) and _waits():
        erasures.save_progress(replace(erasure, left_at=now))
        _ask_again(fact, _waits())
        return
    erasing.erase(erasure)
    commit(finish(erasure, now), erasures.remove(erasure))


@retry_on_conflict
def _leave(erasure_id: str, now: datetime) -> Erasure:
    erasure = erasures.load(erasure_id)
    if erasure is None:
        raise NotFound("This erasure was finished by another delivery.")
    emails = erasure.emails | leaving.addresses(erasure.account)
    leaving.leave(erasure.account, now)
    return erasures.save_progress(replace(erasure, emails=emails, left_at=now))


def _waits() -> timedelta:
    return timedelta(seconds=int(from_env("ERASURE_WAIT")))


def _wait_until_mailed(erasure: Erasure, now: datetime) -> timedelta:
    return (erasure.left_at or now) + _waits() - now


def _ask_again(fact: Activity, wait: timedelta) -> None:
    """Send the fact to the worker's own queue, in the form in which the bus does, to arrive after the wait."""
    body = to_json({"detail-type": fact.type, "detail": to_item(fact)}).decode()
    seconds = min(-(-wait // timedelta(seconds=1)), 900)
    _sqs().send_message(QueueUrl=from_env("QUEUE_URL"), MessageBody=body, DelaySeconds=seconds)


@cache
def _sqs() -> Any:
    return aws.client("sqs")
