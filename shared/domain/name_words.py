"""What a typed name consists of: the key under which spellings meet, and the words that tell one name from another."""

import re
import unicodedata
from itertools import takewhile

_SPELLED_OUT = {"univ": "university", "universidad": "university", "st": "saint"}
_SPELLED_OUT_FURTHER = {
    "com": "college of osteopathic medical",
    "som": "school of medical",
    "cancercenter": "cancer center",
    "hsc": "health sciences center",
    "ny": "new york",
} | dict(
    pair.split(":")
    for pair in (
        "ala:alabama ariz:arizona ark:arkansas calif:california centre:center cntr:center coll:college colo:colorado "
        "conn:connecticut ctr:center fla:florida ft:fort gen:general geo:george hlth:health hosp:hospital ill:illinois "
        "ind:indiana inst:institute kans:kansas mass:massachusetts med:medical medicine:medical mem:memorial "
        "mich:michigan minn:minnesota miss:mississippi mt:mount neb:nebraska nev:nevada okla:oklahoma "
        "osteo:osteopathic sch:school sci:sciences science:sciences tenn:tennessee tex:texas u:university "
        "uni:university wash:washington wisc:wisconsin wm:william"
    ).split()
)
# Apostrophes, and letters that look like one (the Hawaiian okina), leave no gap: D'Youville is one word.
_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u02bb\u02bc]")
_WORD = re.compile(r"[^\W_]+")
_GAP_BETWEEN_INITIALS = re.compile(r"(?<=\b\w) (?=\w\b)")
_INITIALS_IN_PARENTHESES = re.compile(r"\(([A-Z][A-Za-z.\-]{1,11})\)")
_STATE = re.compile(r"(?<=\w )saint(?= u| college of|$)")
_JOINING = frozenset("of at and in for de y en".split())
#: What a university may be of by name, though these words tell nothing elsewhere.
_KINDS = frozenset("health medical sciences".split())
_MEDICAL = frozenset("medicine medicina medical osteopathic allopathic".split())


def normalise(text: str) -> str:
    """Reduce a name to the key under which all its spellings meet, and no other name's do."""
    plain = _APOSTROPHES.sub("", text).replace("&", " and ").casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain).casefold()
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    words = [_SPELLED_OUT.get(word, word) for word in _WORD.findall(plain)]
    return _GAP_BETWEEN_INITIALS.sub("", " ".join(word for word in words if word != "the"))


def spelled_out(key: str) -> str:
    """The same key with the usual abbreviations written out and no joining words."""
    return " ".join(word for word in _words(key) if word not in _JOINING)


def without_own_initials(text: str) -> str:
    """The same text without the initials that it gives itself, as in “Morehouse School of Medicine (MSM)”."""

    def replaced(match: re.Match[str]) -> str:
        initials = iter(re.findall(r"\b\w", normalise(text[: match.start()])))
        theirs = [letter for letter in match[1].casefold() if letter.isalpha()]
        return "" if all(letter in initials for letter in theirs) else match[0]

    return _INITIALS_IN_PARENTHESES.sub(replaced, text)


def telling_words(key: str, filler: frozenset[str]) -> frozenset[str]:
    """The words of a key that tell it from others, in any order.

    “University of Miami” and “Miami University” have the word `miami` alike, but not `of miami` and `miami university`.
    What a key has no use for is `filler`; a school or college is filler when it is one of medicine.
    """
    words = _words(key)
    drop = filler | _JOINING | ({"school", "college"} if _MEDICAL & {*words} else set())
    found = {word for word in words if word not in drop and word != "university" and not _is_number(word)}
    for place, word in enumerate(words):
        if word == "university":
            found |= _bound(words[:place], words[place + 1 :], drop)
    return frozenset(found)


def _words(key: str) -> list[str]:
    """The words of a key, written out; `St` at the end or before a university is no saint but a state."""
    key = _STATE.sub("state", key.replace(" de la ", " de "))
    return " ".join(_SPELLED_OUT_FURTHER.get(word, word) for word in key.split()).split()


def _bound(before: list[str], behind: list[str], drop: frozenset[str]) -> set[str]:
    """What a university is called by: the word behind “university of”, else the words before it, else behind it."""
    following = next((word for word in behind if word not in _JOINING), "")
    if before and before[-1] not in drop - _KINDS and behind[:1] not in (["of"], ["de"]):
        return {" ".join([*_called(before, drop), "university"])}
    return {f"of {following}"} if following and following not in drop else set()


def _called(before: list[str], drop: frozenset[str]) -> list[str]:
    """The word before a university; before a state university all words, so that no state is taken for its part."""
    if before[-1] != "state":
        return before[-1:]
    return list(takewhile(lambda word: word not in drop, reversed(before)))[::-1]


def _is_number(word: str) -> bool:
    return any(map(str.isdigit, word))
