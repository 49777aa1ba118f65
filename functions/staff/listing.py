"""Pages of a list as the API gives them: what may be asked for, their cursors, and what a search reads."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

from functions.staff import cursors
from shared.domain.errors import FieldError, Invalid
from shared.domain.finding import Search
from shared.domain.listing import ALL, facet
from shared.store import search
from shared.store.paging import Position, Source
from shared.store.search import Entry, Stream


class Listed(Protocol):
    """A record that lists and search lead to."""

    @property
    def id(self) -> str: ...
    @property
    def listed(self) -> frozenset[str]: ...


R = TypeVar("R", bound=Listed)
_LONGEST = 200


def check_lengths(asked: Mapping[str, str]) -> None:
    """Invalid for a filter or words that are too long to find anything."""
    long = [FieldError(name, f"Enter at most {_LONGEST} characters.") for name in asked if len(asked[name]) > _LONGEST]
    if long:
        raise Invalid("This is too long to find anything.", long)


def to_cursor(position: Position | None, order: str) -> str | None:
    """The cursor that leads behind a position of a list in this order; None after the last page."""
    return cursors.to_cursor([order, *position]) if position else None


def from_cursor(cursor: str, order: str) -> Position | None:
    """Read a cursor of a list in this order; Invalid for any other."""
    if not cursor:
        return None
    match cursors.from_cursor(cursor):
        case [str(of), int(stream), str(place)] if of == order and 0 <= stream < 100 and 0 < len(place.encode()) < 1000:
            return Position(stream, place)
    raise cursors.refusal()


def found_by(
    scope: str,
    asked: Search,
    load: Callable[[list[str]], Mapping[str, R]],
    texts: Callable[[R], Iterable[str]],
    is_listed: Callable[[R], bool],
) -> Source[R]:
    """Where the rows come from that a search finds among those that are listed."""
    by_words = _wanted_by(asked, texts)
    return Source(
        _streams_of(scope, asked), load, lambda row, stream, entry: is_listed(row) and by_words(row, stream, entry)
    )


def _streams_of(scope: str, asked: Search) -> list[Stream]:
    """The streams that lead to what's asked for: by its words, by its school, and everything when nothing else does."""
    streams = [search.beginning_with(scope, prefix) for prefix in asked.prefixes]
    streams += [search.listed_under(scope, facet("school", asked.school))] if asked.school else []
    return [*streams, *([search.listed_under(scope, ALL)] if asked.is_common else [])]


def _wanted_by(asked: Search, texts: Callable[[R], Iterable[str]]) -> Callable[[R, int, Entry], bool]:
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
