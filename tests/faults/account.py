"""The AWS account of a run: brought back as it was, and what has changed in it since."""

import copy
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from moto.cognitoidp.models import CognitoIdpUser, cognitoidp_backends
from moto.dynamodb.models.dynamo_type import Item
from moto.s3.models import s3_backends

from functions.materials import bucket
from shared.store import dynamodb as db
from shared.store.settings import from_env
from shared.store.tables import TABLES
from tests import fast_moto
from tests.fast_moto.wire import ACCOUNT

Files = dict[str, tuple[bytes, str]]
Users = Mapping[str, CognitoIdpUser]


class Account(NamedTuple):
    """Every table, by name, every file, by key: what it holds, and how browsers are to show it, and who may sign in."""

    tables: Mapping[str, Any]
    files: Files
    users: Users


def freeze() -> Account:
    """The account as it is now; items don't change in place, so only the tables' lists of them are copied."""
    return Account({name: fast_moto.items_of(_table(name)) for name in TABLES}, _files(), users())


def is_empty() -> bool:
    """Whether nothing was done in the account yet."""
    forget_files()
    return not (any(_table(name).items for name in TABLES) or users() or _files())


def restore(account: Account) -> None:
    """Bring the account back as it was."""
    for name, items in account.tables.items():
        table = _table(name)
        table.items = items
        table.items = fast_moto.items_of(table)
    for pool in _pools():
        pool.users = {name: copy.deepcopy(user) for name, user in account.users.items()}
    files = _files()
    if files == account.files:
        return
    for key in files.keys() - account.files.keys():
        bucket.client().delete_object(Bucket=from_env("UPLOADS_BUCKET"), Key=key)
    for key in [key for key, file in account.files.items() if files.get(key) != file]:
        data, shown = account.files[key]
        bucket.client().put_object(Bucket=from_env("UPLOADS_BUCKET"), Key=key, Body=data, ContentDisposition=shown)
    forget_files()


def changed(table: str, before: Account) -> Iterator[tuple[str, Item | None]]:
    """The items of a table that are not as before, by their keys; None for one that is gone."""
    was, now = dict(_each(before.tables[table])), dict(_each(_table(table).items))
    for key, item in now.items():
        if item is not was.get(key):
            yield key, item
    yield from ((key, None) for key in was.keys() - now.keys())


def facts() -> dict[str, Item]:
    """The facts in the activity table as they are stored, by id, oldest first."""
    return dict(_each(_table("activity").items))


def users() -> Users:
    """Who may sign in to the pool of applicants and mentors, by user name."""
    return {name: copy.deepcopy(user) for pool in _pools() for name, user in pool.users.items()}


def image(item: Item) -> dict[str, Any]:
    """An item as a stream delivers it."""
    return {name: fast_moto.wire_format(value) for name, value in item.attrs.items()}


def _each(items: Mapping[Any, Any]) -> Iterator[tuple[str, Item]]:
    for key, held in items.items():
        if isinstance(held, Item):
            yield key.value, held
        else:
            yield from ((f"{key.value} {part.value}", item) for part, item in held.items())


def _table(name: str) -> Any:
    return fast_moto.dynamodb().tables[db.table(name)]


def _pools() -> list[Any]:
    """The pool that people sign in with, if the account has one."""
    backends = (each for regions in cognitoidp_backends.values() for each in regions.values())
    return [pool for backend in backends for pool in backend.user_pools.values()]


@cache
def _files() -> Files:
    """What the bucket holds; nothing in a test that has none."""
    s3, name = bucket.client(), from_env("UPLOADS_BUCKET")
    found: Files = {}
    if name not in s3_backends[ACCOUNT]["aws"].buckets:
        return found
    for listed in s3.list_objects_v2(Bucket=name).get("Contents", []):
        file = s3.get_object(Bucket=name, Key=listed["Key"])
        found[listed["Key"]] = file["Body"].read(), file.get("ContentDisposition", "")
    return found


def forget_files() -> None:
    """Look at the files again: one of them changed."""
    _files.cache_clear()
