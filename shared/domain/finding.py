"""What someone who searches means: which words lead to what's found, and whether a record has everything asked for."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.domain.folding import covers, fold, segments_with, spellings
from shared.domain.listing import COMMON, facet, receipt_word
from shared.domain.schools import School, resolve_school, school_named

#: How many words are looked at.
MOST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Search:
    """What's asked for: `ways` to spell it, the `prefixes` that lead to it, and the listed school that it may mean.

    `is_common` is whether it has only words that lead nowhere, such as “college”, or may become one.
    """

    ways: tuple[tuple[str, ...], ...]
    prefixes: tuple[str, ...]
    school: str | None = None
    is_common: bool = False

    def leads_to(self, listed: frozenset[str]) -> str | None:
        """The first word of a record that the prefixes lead to."""
        words = leading_words(listed)
        found = (sorted(word for word in words if _begins(word, prefix)) for prefix in self.prefixes)
        return next((words[0] for words in found if words), None)

    def first_prefix(self, word: str) -> int:
        """The place of the first prefix that leads to a word."""
        return next(place for place, prefix in enumerate(self.prefixes) if _begins(word, prefix))

    def wants(self, listed: frozenset[str], *more: str) -> bool:
        """Whether a record has everything that's asked for, among the words that lead to it and in `more` texts."""
        if self.school and facet("school", self.school) in listed:
            return True
        words = {*leading_words(listed), *(word for text in more for word in fold(text))}
        return any(covers(way, words) for way in self.ways)


def parse(text: str, on: date, cycle: str = "") -> Search:
    """Make a search of what was typed; a number of a receipt may begin with its cycle's."""
    ways = tuple(_without_cycle(words[:MOST_WORDS], cycle) for words in spellings(text))
    domains = frozenset(word for part in text.split() if "@" in part for word in fold(part.partition("@")[2]))
    leading = [(way, place) for way in ways for place in _leading(way, COMMON | domains)]
    prefixes = tuple(dict.fromkeys(prefix for way, place in leading for prefix in segments_with(way, place)))
    is_common = any(ways) and (
        not leading or any(word.startswith(way[place]) for way, place in leading for word in COMMON)
    )
    return Search(ways, prefixes, _school(text, on, ways), is_common)


def record_id(text: str) -> str | None:
    """The id of a record, if that's what was typed."""
    try:
        return str(UUID(text.strip()))
    except ValueError:
        return None


def texts_of(school: str, email: str) -> Iterator[str]:
    """What a record is searched by that leads to too many: every name of its school and its address."""
    yield email
    yield school
    found = school_named(school)
    if found:
        yield from _names(found)


def leading_words(listed: Iterable[str]) -> frozenset[str]:
    """The words that lead to a record."""
    return frozenset(each[1:] for each in listed if each[0] in ":#")


def _begins(word: str, prefix: str) -> bool:
    return word.startswith(prefix) if len(prefix) > 1 else word == prefix


def _leading(way: tuple[str, ...], not_leading: Collection[str]) -> Iterator[int]:
    """The place of the longest word that leads somewhere."""
    places = [place for place, word in enumerate(way) if word not in not_leading]
    if places:
        yield max(places, key=lambda place: len(way[place]))


def _without_cycle(words: tuple[str, ...], cycle: str) -> tuple[str, ...]:
    of_cycle = fold(cycle)
    if not of_cycle or len(words) == 1:
        return tuple(receipt_word(cycle, word) or word for word in words)
    begins = words[: len(of_cycle)] == of_cycle and len(words) > len(of_cycle)
    return words[len(of_cycle) :] if begins else words


def _school(text: str, on: date, ways: Iterable[tuple[str, ...]]) -> str | None:
    """The listed school that's meant, if what was typed is a part of its names and no misspelling of them."""
    school = resolve_school(text, on).school
    words = {word for name in _names(school) for word in fold(name)} if school else set()
    return school.name if school and any(covers(way, words) for way in ways) else None


def _names(school: School) -> tuple[str, ...]:
    return (school.name, school.university, *school.aliases, *school.shared)
