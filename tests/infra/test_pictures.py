"""The pictures of the program: drawn from its words, its accent and its logo, whatever these are."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from infra import pictures
from infra.bundling import ROOT
from infra.pages import SOURCE, TEXTS

LONG = "A mentor for each of you who wants to work where few have worked before, in rural hematology"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">{}</svg>'
SHAPE = SVG.format('<circle cx="20" cy="20" r="12" fill="#5b2a86"/>')
TILE = SVG.format('<rect width="40" height="40" rx="8" fill="#5b2a86"/>')
GROUND, ACCENT = (251, 250, 247), (91, 42, 134)


def drawn(tmp_path: Path, svg: str, **texts: Any) -> dict[str, Image.Image]:
    """The pictures of a program with another logo and the texts."""
    logo = tmp_path / "logo.svg"
    logo.write_text(svg)
    files = pictures.draw(ROOT / SOURCE, logo, TEXTS | texts)
    return {name: Image.open(BytesIO(data)).convert("RGB") for name, data in files.items()}


def test_card_has_the_programs_accent_its_words_and_its_logo(tmp_path: Path) -> None:
    card = drawn(tmp_path, SHAPE, accent="#5b2a86")["share.png"]
    assert card.size == (1200, 630)
    assert [card.getpixel(at) for at in ((2, 2), (1198, 2), (1010, 315))] == [ACCENT, GROUND, ACCENT]
    assert card != drawn(tmp_path, SHAPE, accent="#5b2a86", headline="Another")["share.png"]


@pytest.mark.parametrize("headline", ["Short", TEXTS["headline"], LONG])
def test_words_of_any_length_stay_on_the_accent_and_leave_the_names_room(tmp_path: Path, headline: str) -> None:
    card = drawn(tmp_path, SHAPE, accent="#5b2a86", headline=headline)["share.png"]
    edges = [card.crop(box).getcolors() for box in ((0, 0, 60, 630), (790, 0, 820, 630), (0, 170, 820, 180))]
    assert edges == [[(60 * 630, ACCENT)], [(30 * 630, ACCENT)], [(820 * 10, ACCENT)]]


@pytest.mark.parametrize(("svg", "corner"), [(TILE, ACCENT), (SHAPE, GROUND)])
def test_icon_has_no_holes(tmp_path: Path, svg: str, corner: tuple[int, int, int]) -> None:
    icon = drawn(tmp_path, svg)["icon.png"]
    assert (icon.size, icon.getpixel((0, 0)), icon.getpixel((256, 256))) == ((512, 512), corner, ACCENT)


def test_logo_can_be_a_png(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGBA", (64, 64), (*ACCENT, 255)).save(logo)
    icon = Image.open(BytesIO(pictures.draw(ROOT / SOURCE, logo, TEXTS)["icon.png"]))
    assert icon.convert("RGB").getcolors() == [(512 * 512, ACCENT)]
