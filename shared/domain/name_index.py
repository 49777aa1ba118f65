"""Finding what a name that people type means: one of many things, one of several, or none."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import Generic, TypeVar

from shared.domain.name_words import normalise, spelled_out, telling_words, without_own_initials

T = TypeVar("T", bound=Hashable)
K = TypeVar("K")
# A word of five letters may have one slip in it, one of ten two; shorter ones are never corrected.
_SLIPS = ((10, 2), (5, 1))
_MOST_CORRECTIONS = 12
_LEAST_LIKENESS = 75
#: Words that many names have, and that name nothing with only a place beside them.
_WEAK = frozenset(
    "american baptist center central childrens christian college community county eastern general good health hospital "
    "institute international medical memorial mercy methodist national new north northern pacific presbyterian "
    "regional saint school sciences south southern state university va valley veterans west western".split()
)


@dataclass(frozen=True)
class Named(Generic[T]):
    """A thing with the names that are its own, those that others go by as well, and the places where it is."""

    thing: T
    names: tuple[str, ...]
    shared: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class NameIndex(Generic[T]):
    """All names of some things; `filler` are words that tell none from another, `never` names of none of them.

    What finding an exact name needs is made first; the rest waits for the first name that is not exact.
    """

    def __init__(self, named: Iterable[Named[T]], filler: Iterable[str], never: Iterable[str] = ()) -> None:
        self._named = tuple(named)
        self._filler = frozenset(filler)
        self._never = frozenset(spelled_out(normalise(name)) for name in never)
        self._keys = _grouped((normalise(name), each.thing) for each in self._named for name in _all(each))

    def find(self, typed: str) -> tuple[T, ...]:
        """Find what a name means: several things when it is not clear which, nothing when it is none's name."""
        key = normalise(typed)
        if key in self._keys:
            return self._keys[key]
        key = normalise(without_own_initials(typed))
        return () if spelled_out(key) in self._never else self._find(key) or self._find_corrected(key)

    def suggest(self, typed: str, most: int = 5) -> tuple[T, ...]:
        """Name what may have been meant, the likeliest first: a question, never an answer."""
        from rapidfuzz import fuzz, process

        words = telling_words(normalise(typed), self._filler)
        with_all = [thing for thing, vocabulary in self._vocabularies.items() if words and words <= vocabulary]
        near = process.extract(_plain(words), list(self._plain), scorer=fuzz.token_sort_ratio, limit=4 * most)
        alike = [name for name, likeness, _ in near if likeness >= _LEAST_LIKENESS]
        return tuple(islice(dict.fromkeys((*with_all, *(each for name in alike for each in self._plain[name]))), most))

    def _find(self, key: str) -> tuple[T, ...]:
        spelling, words = spelled_out(key), telling_words(key, self._filler)
        return (
            self._spellings.get(spelling)
            or self._by_words.get(words)
            or self._letters.get(spelling.replace(" ", ""))
            or tuple(self._with_all(words))
            or tuple(self._in_their_places(spelling.split()))
        )

    def _with_all(self, words: frozenset[str]) -> Iterator[T]:
        """The things that have all these words, two at least and not only places, among their names and places."""
        if sum(word not in _WEAK and " " not in word for word in words) > 1 and self._tells(words):
            yield from (thing for thing, vocabulary in self._vocabularies.items() if words <= vocabulary)

    def _in_their_places(self, words: list[str]) -> Iterator[T]:
        """The things whose name this is with their own places behind it."""
        for end in range(len(words) - 1, 0, -1):
            if words[end] not in self._places:
                return
            things = self._spellings.get(" ".join(words[:end]), ())
            yield from (thing for thing in things if self._own_places[thing].issuperset(words[end:]))

    def _find_corrected(self, key: str) -> tuple[T, ...]:
        """Find what a name means with its misspelled words put right, in every way that is near enough."""
        corrected = islice(product(*map(self._near, key.split())), _MOST_CORRECTIONS)
        keys = [" ".join(words) for words in corrected]
        found = [self._keys.get(each) or self._find(each) for each in keys if each != key]
        return tuple(dict.fromkeys(thing for things in found for thing in things))

    def _near(self, word: str) -> list[str]:
        slips = next((slips for length, slips in _SLIPS if len(word) >= length), 0)
        if not slips or word in self._known or not word.isalpha():
            return [word]
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = process.extract(word, self._correct, scorer=OSA.distance, score_cutoff=slips, limit=None)
        return [other for other, *_ in near] or [word]

    @cached_property
    def _telling(self) -> Mapping[str, frozenset[str]]:
        return {key: telling_words(key, self._filler) for key in self._keys}

    @cached_property
    def _spellings(self) -> Mapping[str, tuple[T, ...]]:
        return self._by(spelled_out)

    @cached_property
    def _letters(self) -> Mapping[str, tuple[T, ...]]:
        return self._by(lambda key: spelled_out(key).replace(" ", ""))

    @cached_property
    def _plain(self) -> Mapping[str, tuple[T, ...]]:
        return self._by(lambda key: _plain(self._telling[key]))

    @cached_property
    def _by_words(self) -> Mapping[frozenset[str], tuple[T, ...]]:
        by_words = self._by(self._telling.__getitem__)
        return {words: things for words, things in by_words.items() if self._tells(words)}

    def _tells(self, words: frozenset[str]) -> bool:
        """Tell whether these are more than places and words that many names have."""
        return any(not {*word.split()} <= _WEAK and word not in self._places for word in words)

    @cached_property
    def _vocabularies(self) -> Mapping[T, frozenset[str]]:
        """All words of every thing: of its names and of its places."""
        return {
            each.thing: self._own_places[each.thing].union(*(self._telling[normalise(name)] for name in _all(each)))
            for each in self._named
        }

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(word for words in self._own_places.values() for word in words)

    @cached_property
    def _own_places(self) -> Mapping[T, frozenset[str]]:
        return {each.thing: _words(each.places) for each in self._named}

    @cached_property
    def _known(self) -> frozenset[str]:
        return (
            frozenset(word for spelling in self._spellings for word in spelling.split()) | self._places | self._filler
        )

    @cached_property
    def _correct(self) -> list[str]:
        return sorted(word for word in self._known if len(word) >= _SLIPS[-1][0] - 1)

    def _by(self, derived: Callable[[str], K]) -> Mapping[K, tuple[T, ...]]:
        return _grouped((derived(key), thing) for key, things in self._keys.items() for thing in things)


def _grouped(pairs: Iterable[tuple[K, T]]) -> Mapping[K, tuple[T, ...]]:
    groups: dict[K, dict[T, None]] = {}
    for key, thing in pairs:
        groups.setdefault(key, {})[thing] = None
    return {key: tuple(things) for key, things in groups.items()}


def _all(named: Named[T]) -> tuple[str, ...]:
    return (*named.names, *named.shared)


def _words(places: Iterable[str]) -> frozenset[str]:
    return frozenset(word for place in places for word in normalise(place).split())


def _plain(words: Iterable[str]) -> str:
    return " ".join(sorted(word for word in words if " " not in word))
