"""Pages of a list as the API gives them: their cursors, and the streams that a search reads one after another."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from pydantic_core import from_json, to_json

from shared.domain.errors import FieldError, Invalid
from shared.domain.finding import Search
from shared.domain.listing import ALL, facet
from shared.store import search
from shared.store.paging import Position
from shared.store.search import Entry, Stream


class Listed(Protocol):
    """A record that lists and search lead to."""

    @property
    def id(self) -> str: ...
    @property
    def listed(self) -> frozenset[str]: ...


R = TypeVar("R", bound=Listed)


def to_cursor(position: Position | None, order: str) -> str | None:
    """The cursor that leads behind a position of a list in this order; None after the last page."""
    return urlsafe_b64encode(to_json([order, *position])).decode() if position else None


def from_cursor(cursor: str, order: str) -> Position | None:
    """Read a cursor of a list in this order; Invalid for any other."""
    if not cursor:
        return None
    try:
        parts = from_json(urlsafe_b64decode(cursor.encode()))
    except ValueError:
        parts = None
    match parts:
        case [str(of), int(stream), str(place)] if of == order and 0 <= stream < 100 and 0 < len(place.encode()) < 1000:
            return Position(stream, place)
    raise Invalid("We don’t know this cursor.", [FieldError("cursor", "Use `next_cursor` from the page before.")])


def streams_of(scope: str, asked: Search) -> list[Stream]:
    """The streams that lead to what's asked for: by its words, by its school, and everything when nothing else does."""
    streams = [search.beginning_with(scope, prefix) for prefix in asked.prefixes]
    streams += [search.listed_under(scope, facet("school", asked.school))] if asked.school else []
    return [*streams, *([search.listed_under(scope, ALL)] if asked.is_common else [])]


def wanted_by(asked: Search, texts: Callable[[R], Iterable[str]]) -> Callable[[R, int, Entry], bool]:
    """Whether a row is what's asked for, and the stream that leads to it the first that does: so it comes once."""

    def wanted(row: R, stream: int, entry: Entry) -> bool:
        word = asked.leads_to(row.listed)
        if word:
            is_first = stream < len(asked.prefixes) and entry.place == f"{word}#{row.id}"
            return is_first and stream == asked.first_prefix(word) and asked.wants(row.listed, *texts(row))
        by_school = bool(asked.school) and facet("school", asked.school or "") in row.listed
        return stream == len(asked.prefixes) + (asked.school is not None and not by_school) and (
            asked.wants(row.listed, *texts(row))
        )

    return wanted
