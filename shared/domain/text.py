"""Text as people type and paste it, in the one form that it's kept in: NFC, trimmed, without invisible characters.

`clean_line` and `clean_text` are idempotent and never refuse: `refused_in` finds the control characters that remain.
"""

import re
import unicodedata
from collections.abc import Callable

# Word pastes U+000B for a line break; the others end a line elsewhere.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# They reorder, hide or tag text without a glyph of their own: bidirectional controls, zero-width spaces, tags.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\U000e0000-\U000e007f]"
)
# Joiners belong into emoji and into Arabic and Indic words; beside Latin letters and at an end they only hide.
_JOINERS = re.compile("(?<![^\x00-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\u024f])")
# White space, and letters and symbols that look like it: the Hangul and Braille blanks.
_SPACES = re.compile("[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0]+")
_AROUND_LINE_ENDS = re.compile(" ?\n ?")
_EMPTY_LINES = re.compile("\n{3,}")
_LOOKS_EMPTY = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U0001d159")
_GLYPHS = frozenset("LNPS")


def clean_text(text: str) -> str:
    """Text of several lines: each trimmed, with at most one empty line between two; empty if nothing shows."""
    return _until_stable(_lines, text)


def clean_line(text: str) -> str:
    """Text on one line, where a line end is a space; empty if nothing shows."""
    return _until_stable(lambda line: _lines(line).replace("\n", " "), text)


def _until_stable(clean: Callable[[str], str], text: str) -> str:
    """Clean again while that changes anything: what leaves brings others together."""
    while (cleaned := clean(text)) != text:
        text = cleaned
    return text


def _lines(text: str) -> str:
    visible = _JOINERS.sub("", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))
    spaced = _SPACES.sub(" ", unicodedata.normalize("NFC", visible))
    lines = _EMPTY_LINES.sub("\n\n", _AROUND_LINE_ENDS.sub("\n", spaced)).strip(" \n")
    return lines if visible_length(lines) or refused_in(lines) else ""


def visible_length(text: str) -> int:
    """How many characters show: letters, digits, punctuation and symbols, not white space or bare accents."""
    return sum(unicodedata.category(c)[0] in _GLYPHS and c not in _LOOKS_EMPTY for c in text)


def length_without_spaces(text: str) -> int:
    """How many characters a text has besides white space."""
    return sum(not c.isspace() for c in text)


def refused_in(text: str) -> bool:
    """Whether a text holds control characters or halves of surrogate pairs, which no paste needs."""
    return any(c != "\n" and unicodedata.category(c) in ("Cc", "Cs") for c in text)


def trim_invisible(text: str) -> str:
    """A text without white space and invisible characters at its ends, such as an address copied from a mail has."""
    kept = "".join(" " if c.isspace() or unicodedata.category(c) == "Cf" else "x" for c in text)
    start = len(kept) - len(kept.lstrip())
    return text[start : len(kept.rstrip())]
