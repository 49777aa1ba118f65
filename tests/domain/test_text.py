"""Texts as they are kept: trimmed, composed, on lines, and without what doesn't show."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.text import clean_line, clean_text, length_without_spaces, refused_in, visible_length

LINE_ENDS = ("\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")
BIDIRECTIONAL = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e"
LOOK_EMPTY = ("\u3164", "\u115f", "\u1160", "\uffa0", "\u2800", "\u0301", "\u034f", "\ufe0f", "\ufffc", *ZERO_WIDTH)
SPACES = (" ", "\t", "\u00a0", "\u2003", "\u202f", "\u3000", "\u3164", "\u2800")
# Any code point, and often those that the rules are about.
SPECIAL = st.sampled_from(
    [*"\n a\u00e9e\u0301\u0634\u0915\u094d", *LINE_ENDS, *BIDIRECTIONAL, *LOOK_EMPTY, *SPACES, "👩", "⚕", "\x07"]
)
TEXTS = st.lists(SPECIAL | st.characters(codec=None, categories=None), max_size=30).map("".join)


@pytest.mark.parametrize("space", SPACES, ids=ascii)
def test_text_is_trimmed_and_spaces_inside_are_one(space: str) -> None:
    typed = f"{space}Ana {space}{space}Maria{space}"
    assert (clean_line(typed), clean_text(typed)) == ("Ana Maria", "Ana Maria")


def test_accents_are_composed() -> None:
    typed = unicodedata.normalize("NFD", "José Núñez Nguyễn")
    assert (clean_line(typed), clean_text(typed)) == ("José Núñez Nguyễn", "José Núñez Nguyễn")


@pytest.mark.parametrize("end", LINE_ENDS, ids=ascii)
def test_line_end_that_was_pasted_is_a_line_end_in_a_text_and_a_space_on_a_line(end: str) -> None:
    assert clean_text(f"{end}One. {end} Two.{end}{end}{end}Three.{end}") == "One.\nTwo.\n\nThree."
    assert clean_line(f"{end}One. {end} Two.{end}{end}Three.{end}") == "One. Two. Three."


@pytest.mark.parametrize("hidden", [*BIDIRECTIONAL, *ZERO_WIDTH], ids=ascii)
def test_what_reorders_or_hides_text_is_left_out(hidden: str) -> None:
    typed = f"{hidden}An{hidden}a{hidden} {hidden}Maria{hidden}"
    assert (clean_line(typed), clean_text(typed)) == ("Ana Maria", "Ana Maria")


@pytest.mark.parametrize(
    "text",
    [
        "👩🏽\u200d⚕\ufe0f",
        "नि\u200dत्य",
        "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627",
        "가나",
        "李",
        "Ṣọlá",
        "O’Neil",
        "X Æ A-12",
    ],
)
def test_what_words_and_emoji_need_is_kept(text: str) -> None:
    assert (clean_line(text), clean_text(text)) == (text, text)


@pytest.mark.parametrize(
    "text", [*LOOK_EMPTY, "".join(LOOK_EMPTY), " \u0301 \u3164\n\u115f", "", *SPACES, *LINE_ENDS], ids=ascii
)
def test_what_only_looks_like_text_is_empty(text: str) -> None:
    assert (clean_line(text), clean_text(text)) == ("", "")


@pytest.mark.parametrize("text", ["\x00", "a\x07", "\x1b[31m", "\x7f", "a\x86", "\ud800", "\udfffb"], ids=ascii)
def test_other_control_characters_stay_to_be_refused(text: str) -> None:
    assert refused_in(clean_line(text))
    assert refused_in(clean_text(text))


def test_padding_does_not_count() -> None:
    padded = f"a{' ' * 50}b\n{chr(0x3164)}{chr(0x115F) * 50}{chr(0x301) * 50}"
    assert visible_length(clean_text(padded)) == 2
    assert length_without_spaces("a b\nc\u00a0d") == 4


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_cleaning_again_changes_nothing(text: str) -> None:
    line, lines = clean_line(text), clean_text(text)
    assert (clean_line(line), clean_text(lines)) == (line, lines)
    assert (clean_text(line), clean_line(lines)) == (line, line)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_kept_text_is_composed_trimmed_and_either_empty_or_to_be_seen(text: str) -> None:
    kept = clean_text(text)
    assert kept == unicodedata.normalize("NFC", kept).strip(" \n")
    assert not set(kept) & {*BIDIRECTIONAL, *LINE_ENDS[1:], "\u200b", "\u2060", "\ufeff", "\t"}
    assert "  " not in clean_line(text)
    assert "\n" not in clean_line(text)
    assert kept == "" or visible_length(kept) or refused_in(kept)
