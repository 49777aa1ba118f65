# ruff: noqa: RUF001
"""Words as search compares them, and whether what's asked for is all there."""

import re
import unicodedata

import pytest

from shared.domain.folding import LETTERS, MOST_WORDS, covers, fold, segments_with, words_of


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("José Ángel Núñez-O’Neil", "jose angel nunez oneil"),
        ("  Ana   María ", "ana maria"),
        ("Nguyễn Thị Ánh", "nguyen thi anh"),
        ("Đặng", "dang"),
        ("Øst-Sørensen", "ost sorensen"),
        ("İpek Iğdır", "ipek igdir"),
        ("IPEK", "ipek"),
        ("ʻAukai Naʻalehu", "aukai naalehu"),
        ("Lakȟóta Thiŋ", "lakhota thin"),
        ("Hózhǫ́ǫ́", "hozhoo"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Straße", "strasse"),
        ("Þór Æsir Œuvre", "thor aesir oeuvre"),
        ("D`Angelo D´Angelo D'Angelo DʼAngelo", "dangelo dangelo dangelo dangelo"),
        ("Kɔfi Ɛyram", "kofi eyram"),
        ("Ｊｏｓé", "jose"),
        ("ﬁnn", "finn"),
        ("李 小龍", "李 小龍"),
        ("Ольга", "ольга"),
        ("", ""),
        ("--- ’ ---", ""),
    ],
)
def test_fold_leaves_out_what_people_leave_out(name: str, folded: str) -> None:
    assert " ".join(fold(name)) == folded
    assert " ".join(fold(unicodedata.normalize("NFD", name))) == folded
    assert " ".join(fold(folded)) == folded


def test_every_latin_letter_with_a_mark_is_folded_to_a_plain_one() -> None:
    letters = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isalpha()]
    marked = [
        letter for letter in letters if re.match("LATIN (SMALL|CAPITAL) LETTER [A-Z] WITH", unicodedata.name(letter))
    ]
    assert [letter for letter in marked if not "".join(fold(letter)).isascii()] == []
    assert len(marked) > 300
    assert {fold(chr(letter)) for letter in LETTERS} == {(plain,) for plain in LETTERS.values()}


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("José Ángel Núñez-O’Neil", "nunez"),
        ("José Ángel Núñez-O’Neil", "ONEIL jose"),
        ("José Ángel Núñez-O’Neil", "o'neil"),
        ("José Ángel Núñez-O’Neil", "O Neil"),
        ("José Ángel Núñez-O’Neil", "Neil, José"),
        ("José Ángel Núñez-O’Neil", "nunez oneil"),
        ("José Ángel Núñez-O’Neil", "nunezoneil"),
        ("José Ángel Núñez-O’Neil", "joseangel"),
        ("ONeil", "O’Neil"),
        ("ONeil", "o neil"),
        ("O Neil", "oneil"),
        ("de la Cruz", "delacruz"),
        ("de la Cruz", "de la cruz"),
        ("Delacruz", "De La Cruz"),
        ("Müller", "Mueller"),
        ("Müller", "Muller"),
        ("Mueller", "Müller"),
        ("Øst", "Ost"),
        ("Øst", "Oest"),
        ("Håkansson", "Haakansson"),
        ("Teuila", "teu"),
        ("Nguyễn", "nguyen"),
        ("Mary Ann", "Maryann"),
        ("Maryann", "Mary Ann"),
        ("Naʻalehu", "na alehu"),
        ("O", "o"),
    ],
)
def test_name_is_found_however_people_type_it(stored: str, asked: str) -> None:
    ways = {fold(asked), fold(asked, written_out=True)}
    assert any(covers(way, words_of(stored)) for way in ways)


@pytest.mark.parametrize(
    ("stored", "asked"),
    [("Núñez", "nunes"), ("Ana", "ana maria"), ("Oneil", "neil"), ("Delacruz", "la cruz de"), ("A", "b")],
)
def test_what_is_not_all_there_is_not_found(stored: str, asked: str) -> None:
    assert not covers(fold(asked), words_of(stored))


def test_many_short_words_are_compared_at_once_and_few_are_kept() -> None:
    assert not covers(["a"] * 200, ["a" * 60, "b"][1:])
    assert covers(["a"] * 200, ["a" * 60])
    assert len(words_of(" ".join("abcdefghijklmnopqrstuvwxyz" * 3))) == MOST_WORDS
    assert max(map(len, words_of("x" * 100))) == 60


def test_word_is_a_part_of_these_segments() -> None:
    assert segments_with(("jo", "o", "neil"), 2) == ("neil", "oneil", "jooneil")
    assert segments_with(("a", "b", "c"), 1) == ("b", "ab", "bc", "abc")
