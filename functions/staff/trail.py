"""The trail as staff read it: who did what, newest first."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import cast, get_args

from typing_extensions import TypedDict

from functions.staff import actors, cursors
from functions.staff.listing import check_lengths
from shared.domain.activity import Activity, ActivityDict, ActivityType, activity
from shared.domain.errors import FieldError, Invalid, NotFound, NotPossible
from shared.store import activities
from shared.store import trail as store
from shared.store.commit import commit_request
from shared.store.settings import from_env
from shared.store.trail import Position, Wanted

PARAMETERS = ("cycle", "subject", "type", "actor", "after")
_SHOWN = timedelta(days=400)
_TYPES: tuple[str, ...] = get_args(ActivityType)


class TrailEntryDict(ActivityDict):
    """One fact of the trail, with what it is about and the workers that it starts."""

    subject: str
    cycle: str | None
    starts: list[str]


class TrailPageDict(TypedDict):
    """A page of the trail, newest first, and the cursor of the next; it may be short although another follows.

    `actors` names the staff among those who did it.
    """

    items: list[TrailEntryDict]
    actors: dict[str, str]
    next_cursor: str | None


def page(asked: Mapping[str, str], cursor: str, limit: int, now: datetime) -> TrailPageDict:
    """Give a page of what was done since `after`, by default in the last 400 days."""
    _check(asked)
    since = _instant(asked["after"]) or now - _SHOWN
    type = cast(ActivityType, asked["type"]) if asked["type"] else None
    wanted = Wanted(since, now, asked["cycle"], asked["subject"], type, asked["actor"])
    facts, last = store.page(wanted, _from_cursor(cursor), limit)
    return {
        "items": [_entry(fact) for fact in facts],
        "actors": actors.names_of(fact.actor for fact in facts),
        "next_cursor": cursors.to_cursor(last) if last else None,
    }


def _entry(fact: Activity) -> TrailEntryDict:
    starts = [worker for worker, types in _subscriptions().items() if fact.type in types]
    return {**fact.as_dict(), "subject": fact.subject, "cycle": fact.cycle, "starts": starts}


def _subscriptions() -> dict[str, list[str]]:
    """Read the setting `eligibility=ApplicationSubmitted,CvChecked notifications=…`."""
    entries = (entry.partition("=") for entry in from_env("SUBSCRIPTIONS").split())
    return {worker: types.split(",") for worker, _, types in entries}


def replay(id: str, by: str, request_id: str, now: datetime) -> TrailEntryDict:
    """Send a fact through the stream, the bus and the queues again, and write down who did; give the fact.

    NotPossible for a fact that starts nothing.
    """
    fact = activities.load(id)
    if fact is None:
        raise NotFound("There’s no such fact.")
    entry = _entry(fact)
    if not entry["starts"]:
        raise NotPossible("This fact starts nothing, so sending it again would change nothing.")
    replayed = activity(
        "ActivityReplayed", fact.subject, request_id, at=now, actor=f"staff:{by}", cycle=fact.cycle, activity=fact.id
    )
    commit_request(replayed, activities.replay(fact.id, now))
    return entry


def _check(asked: Mapping[str, str]) -> None:
    check_lengths(asked)
    if asked["type"] and asked["type"] not in _TYPES:
        raise Invalid("There’s no such type.", [FieldError("type", f"Choose one of: {', '.join(_TYPES)}.")])
    if asked["type"] == "ApplicationDrafted" and not asked["subject"]:
        subject = FieldError("subject", "Saved drafts are too many for one list. Enter the id of an application.")
        raise Invalid("Choose whose drafts to list.", [subject])


def _instant(text: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text) if text else None
    except ValueError:
        instant = None
    if text and (instant is None or instant.tzinfo is None):
        raise Invalid("We can’t read the time.", [FieldError("after", "Enter a time such as 2024-04-15T00:00:00Z.")])
    return instant


def _from_cursor(cursor: str) -> Position | None:
    if not cursor:
        return None
    match cursors.from_cursor(cursor):
        case [str(at), str(id)] if len(at) == 24 and len(id) < 500 and _is_instant(at):
            return Position(at, id)
    raise cursors.refusal()


def _is_instant(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
