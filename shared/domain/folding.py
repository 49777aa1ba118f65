"""Words as search compares them: without accents, case and apostrophes, in Latin letters where a letter has one.

What a person types of a name seldom has its accents, and seldom the spaces of the form: `words_of` gives every way in
which people split a name, `covers` tells whether what someone searches for is all there, in any order.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

#: Letters that neither have a part to leave out nor a name that says so, as people write them without.
LETTERS = str.maketrans(
    dict(
        pair.split(":")
        for pair in "ß:ss æ:ae œ:oe ð:d þ:th ı:i ȷ:j ĸ:k ŋ:n ſ:s ə:e ɛ:e ɔ:o ɩ:i ʋ:v ʊ:u ɣ:g ɵ:o".split()  # noqa: RUF001
    )
)
_NAME_OF_VARIANT = re.compile("LATIN SMALL LETTER ([A-Z]) WITH ")
# Written out by some and with an accent by others: Müller and Mueller, Ødegård and Oedegaard.
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
# Apostrophes, primes and letters that look like one, such as the Hawaiian okina.
_APOSTROPHES = re.compile("['`\u00b4\u02b0-\u02bf\u02c8\u02ca\u02cb\u2018-\u201b\u2032\u2035\ua78b\ua78c\uff07]")
_WORD = re.compile(r"[^\W_]+")
#: How many words that someone typed may be one word of a name: “de la Cruz” and Delacruz, “O Neil” and O’Neil.
_MOST_GLUED = 4
LONGEST = 60
#: How many words of one name are kept.
MOST_WORDS = 12


def fold(text: str, apostrophe: str = "", *, written_out: bool = False) -> tuple[str, ...]:
    """The words of a text without what people leave out; an apostrophe leaves no gap unless it's given one."""
    plain = _APOSTROPHES.sub(apostrophe, unicodedata.normalize("NFC", text)).casefold()
    if not plain.isascii():
        plain = plain.translate(_WRITTEN_OUT) if written_out else plain
        decomposed = unicodedata.normalize("NFKD", plain).translate(LETTERS).casefold()
        kept = "".join(_base(char) for char in decomposed if not unicodedata.combining(char))
        plain = _APOSTROPHES.sub(apostrophe, kept)
    return tuple(word[:LONGEST] for word in _WORD.findall(plain))


@lru_cache(maxsize=1 << 12)
def _base(char: str) -> str:
    """The letter of which another is a variant with a stroke, a hook or the like, which no decomposition takes off."""
    variant = None if char.isascii() else _NAME_OF_VARIANT.match(unicodedata.name(char, ""))
    return variant[1].lower() if variant else char


def spellings(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of a text, with its umlauts dropped and, where there are any, written out."""
    return tuple(dict.fromkeys((fold(text), fold(text, written_out=True))))


def words_of(name: str) -> tuple[str, ...]:
    """The words under which a name is looked for, also as one: `nunez`, `oneil`, `neil`, `nunezoneil`."""
    split = (*spellings(name), fold(name, " "), fold(name, " ", written_out=True))
    apart, glued = ([word for words in split for word in words], [word for words in split for word in _glued(words)])
    return tuple(dict.fromkeys((*apart, *glued)))[:MOST_WORDS]


def _glued(words: Sequence[str]) -> Iterator[str]:
    for start in range(len(words) - 1):
        yield "".join(words[start:])[:LONGEST]


def covers(asked: Sequence[str], words: Collection[str]) -> bool:
    """Whether every word that's asked for begins one of these, alone or together with the words behind it."""
    reached = {0}
    for start in range(len(asked)):
        segments = enumerate(_segments(asked[start:]), start + 1) if start in reached else ()
        reached |= {end for end, segment in segments if any(word.startswith(segment) for word in words)}
    return len(asked) in reached


def _segments(asked: Sequence[str]) -> Iterator[str]:
    """The first word, the first two as one, and so on."""
    for length in range(1, min(len(asked), _MOST_GLUED) + 1):
        yield "".join(asked[:length])[:LONGEST]


def segments_with(asked: Sequence[str], place: int) -> tuple[str, ...]:
    """What the word at a place may be a part of: one of these begins a word of everything that is found."""
    starts = range(max(0, place - _MOST_GLUED + 1), place + 1)
    runs = ((start, end) for start in starts for end in range(place + 1, min(len(asked), start + _MOST_GLUED) + 1))
    return tuple(dict.fromkeys("".join(asked[start:end])[:LONGEST] for start, end in sorted(runs, key=_length)))


def _length(run: tuple[int, int]) -> tuple[int, int]:
    return run[1] - run[0], run[0]


def joined(texts: Iterable[str]) -> str:
    """A text that sorts names: the folded words in a row."""
    return " ".join(word for text in texts for word in fold(text))
