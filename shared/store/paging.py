"""Pages of a list that is read through one stream or several, without reading more than a page needs.

Behind the last place of a page the next one goes on: nothing that stays in the list comes twice or is left out,
whatever is written in between.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

from shared.store.search import Entry, Stream, read

R = TypeVar("R")
#: How many places are looked at for a page of one row: past them, the page is shorter and the next one goes on.
_LOOKED_AT = 4
_AT_LEAST = 100


class Position(NamedTuple):
    """Where a page ended: in which stream, and behind which place."""

    stream: int
    place: str


class Page(NamedTuple, Generic[R]):
    """Some rows, and where to read on; None after the last page."""

    rows: list[R]
    last: Position | None


class Source(NamedTuple, Generic[R]):
    """Where rows come from: streams, how rows are read by id, and whether a row that a stream leads to is wanted."""

    streams: Sequence[Stream]
    load: Callable[[list[str]], Mapping[str, R]]
    wanted: Callable[[R, int, Entry], bool]


def page_of(source: Source[R], after: Position | None, limit: int) -> Page[R]:
    """Read the rows behind a position, at most `limit`; a page may be shorter although more follow."""
    rows: list[tuple[R, Position]] = []
    last, left = after or Position(0, ""), max(_AT_LEAST, limit * _LOOKED_AT)
    for position, row in _rows(source, last, limit):
        if row is not None:
            if len(rows) == limit:
                return Page([row for row, _ in rows], rows[-1][1])
            rows.append((row, position))
        last, left = position, left - 1
        if left == 0:
            return Page([row for row, _ in rows], last)
    return Page([row for row, _ in rows], None)


def _rows(source: Source[R], after: Position, limit: int) -> Iterator[tuple[Position, R | None]]:
    """Every place behind a position, with its row if that is wanted."""
    for index, stream in enumerate(source.streams):
        if index < after.stream:
            continue
        entries = read(stream, after.place if index == after.stream else "", limit + 1)
        while chunk := list(islice(entries, limit + 1)):
            loaded = source.load([entry.id for entry in chunk])
            for entry in chunk:
                row = loaded.get(entry.id)
                found = row if row is not None and source.wanted(row, index, entry) else None
                yield Position(index, entry.place), found
