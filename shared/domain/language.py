"""A guess whether a text is in English, by CLD2 (`pycld2`); a guess only ever asks staff to look.

Whatever runs this ships `pycld2`, which exists for x86-64 alone and is loaded with the first text, so that the rest of
the domain needs neither. Measured on the texts in tests/cases/english.json: see tests/domain/test_language.py.
"""

import unicodedata
from typing import Literal

Language = Literal["english", "other", "unread"]

# The per cent of a text that must be English: letters full of Spanish names and phrases measure 63 and more,
# half-and-half ones at most 36.
_LEAST_SHARE = 45
# Letters. Of English texts cut down to 80, CLD2 doubts 6 in 100, as many as of longer cuts; of those cut to 20, 16.
_LEAST_TO_TELL = 80
_LEAST_TO_READ = 40
_ADDRESS_MARKS = ("://", "@", "www.")


def reads_as_english(text: str) -> bool:
    """Tell whether enough of a text is English; too short a text passes unless it is in another script."""
    return _reads_as_english(_legible(text))


def language_of_cv(text: str) -> Language:
    """Guess the language of a CV; one with next to no text, such as a scan, is unread."""
    legible = _legible(text)
    if sum(map(str.isalpha, legible)) < _LEAST_TO_READ:
        return "unread"
    return "english" if _reads_as_english(legible) else "other"


def _reads_as_english(legible: str) -> bool:
    letters = [char for char in legible if char.isalpha()]
    if len(letters) < _LEAST_TO_TELL:
        return 2 * sum("LATIN" in unicodedata.name(char, "") for char in letters) >= len(letters)
    return _share_of_english(legible) >= _LEAST_SHARE


def _share_of_english(text: str) -> int:
    import pycld2

    *_, languages = pycld2.detect(text, bestEffort=True, isPlainText=True)
    return sum(share for _, code, share, _ in languages if code == "en")


def _legible(text: str) -> str:
    """What CLD2 accepts: no addresses, ligatures as letters, joiners gone, control characters as spaces."""
    plain = "".join(map(_legible_char, unicodedata.normalize("NFKC", text)))
    return " ".join(word for word in plain.split() if not any(mark in word for mark in _ADDRESS_MARKS))


def _legible_char(char: str) -> str:
    category = unicodedata.category(char)
    return char if category[0] != "C" else "" if category == "Cf" else " "
