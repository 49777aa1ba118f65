"""Who of the staff did something: by name, or else address, from the pool they sign in with; never stored."""

import time
from collections.abc import Iterable, Iterator
from functools import lru_cache

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.activity import ActivityDict
from shared.runtime import accounts
from shared.runtime.logs import log_failure
from shared.store.settings import from_env

_PREFIX, _GONE = "staff:", "a former member of staff"
#: Seconds for which a name is kept at most.
_KEPT = 300


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Say who each of the actors is that is of the staff; without those that the pool doesn't tell now."""
    names: dict[str, str] = {}
    try:
        for actor in sorted({actor for actor in actors if actor.startswith(_PREFIX)}):
            names[actor] = _name_of(from_env("STAFF_POOL_ID"), actor.removeprefix(_PREFIX), _turn())
    except (BotoCoreError, ClientError) as error:
        log_failure(error)
    return names


def actors_of(facts: Iterable[ActivityDict]) -> Iterator[str]:
    """Who did what happened."""
    return (fact["actor"] for fact in facts)


def _turn() -> int:
    return int(time.time() // _KEPT)


@lru_cache(maxsize=500)
def _name_of(pool: str, id: str, _turn: int) -> str:
    client = accounts.client()
    try:
        user = client.admin_get_user(UserPoolId=pool, Username=id)
    except client.exceptions.UserNotFoundException:
        return _GONE
    attributes = {attribute["Name"]: attribute.get("Value", "") for attribute in user["UserAttributes"]}
    return attributes.get("name") or attributes.get("email") or id
