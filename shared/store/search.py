"""The search table: an item for each list and each word that leads to a record, written with the record.

Its key is the list (`2024-25#status=eligible#3`) or the first letters of the word (`2024-25#word=on`), and the place in
it: when the application was begun, a name or the word itself, and the record's id. Since it's written in the record's
transaction and read strongly consistent, a decision may rest on it as on the record's own table.
"""

import heapq
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from shared.domain.instants import to_iso
from shared.store import dynamodb as db

TABLE = "search"
#: Parts of a list, so that none is written more often than a partition can take (1,000 writes a second): at 1,000,000
#: applicants, half of them in the last hour, a list gets 700 changes a second. A page reads all parts: fewer is faster.
SHARDS = 4
_FIRST, _LAST = " ", "\U0010fffd"


class Entry(NamedTuple):
    """A place in a list, the id of the record there, and when it came there (ISO)."""

    place: str
    id: str
    since: str


class Stream(NamedTuple):
    """What can be read in order: the partitions of a list, or of a word's beginning, from one place to another."""

    partitions: tuple[str, ...]
    first: str = _FIRST
    last: str = _LAST
    descending: bool = False


def listed_under(scope: str, listing: str, *, descending: bool = False) -> Stream:
    """A whole list, such as `status=eligible`, `all` or `by=name`, of a cycle or of the mentors."""
    return Stream(tuple(_sharded(scope, listing, shard) for shard in range(SHARDS)), descending=descending)


def beginning_with(scope: str, prefix: str) -> Stream:
    """Whatever has a word that begins so; a single letter finds only itself."""
    return Stream((_word_partition(scope, prefix),), prefix, f"{prefix}{_LAST if len(prefix) > 1 else '#' + _LAST}")


def read(stream: Stream, after: str = "", page: int = 100) -> Iterator[Entry]:
    """Read a stream behind a place, `page` items of each part at a time; each place once, in order."""
    first, last = (stream.first, after or stream.last) if stream.descending else (after or stream.first, stream.last)
    parts = (
        db.query(
            TABLE, None, {"id": partition}, between=("part", first, last), Limit=page,
            ScanIndexForward=not stream.descending,
        )
        for partition in stream.partitions
    )  # fmt: skip
    merged = heapq.merge(*parts, key=lambda item: str(item["part"]), reverse=stream.descending)
    seen = after
    for item in merged:
        if item["part"] != seen:
            seen = item["part"]
            yield Entry(seen, seen.rpartition("#")[2], item["since"])


def count(stream: Stream) -> int:
    """Count the places of a whole list."""
    return sum(db.count(TABLE, id=partition) for partition in stream.partitions)


def changes(
    scope: str, id: str, begun: datetime, before: frozenset[str], after: frozenset[str], now: datetime
) -> list[db.Write]:
    """Write what leads to a record now and didn't before, and take out what doesn't any longer."""
    gone, new = ({_key(scope, id, begun, each) for each in listing} for listing in (before - after, after - before))
    puts = [
        {"Put": {"TableName": db.table(TABLE), "Item": db.encode_item({**_named(key), "since": to_iso(now)})}}
        for key in sorted(new)
    ]
    deletes = [
        {"Delete": {"TableName": db.table(TABLE), "Key": db.encode_item(_named(key))}} for key in sorted(gone - new)
    ]
    return [*puts, *deletes]


def places(scope: str, id: str, begun: datetime, listed: frozenset[str]) -> list[dict[str, str]]:
    """The keys of all that leads to a record."""
    return [_named(key) for key in sorted({_key(scope, id, begun, each) for each in listed})]


def _key(scope: str, id: str, begun: datetime, listed: str) -> tuple[str, str]:
    if listed[0] in ":#":
        return _word_partition(scope, listed[1:]), f"{listed[1:]}#{id}"
    order, _, value = listed.partition(">")
    if value:
        return _sharded(scope, f"by={order}", _shard(id)), f"{value}#{id}"
    return _sharded(scope, listed, _shard(id)), f"{to_iso(begun)}#{id}"


def _named(key: tuple[str, str]) -> dict[str, str]:
    return dict(zip(("id", "part"), key, strict=True))


def _word_partition(scope: str, word: str) -> str:
    return f"{scope}#word={word[:2]}"


def _sharded(scope: str, listing: str, shard: int) -> str:
    return f"{scope}#{listing}#{shard}"


def _shard(id: str) -> int:
    return zlib.crc32(id.encode()) % SHARDS
