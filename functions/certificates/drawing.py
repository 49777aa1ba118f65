"""The certificate on paper: one landscape page in letter size, the same bytes each time it is drawn."""

import logging
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from unicodedata import normalize

import fontpkg_noto_sans
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos

from shared.domain.certificate import Certificate
from shared.domain.check_in import Side
from shared.domain.instants import to_words

FONT = Path(fontpkg_noto_sans.ROOT) / "files" / "NotoSans[wdth,wght].ttf"
_NAME = "noto"
# Latin, Greek and Cyrillic letters, and what goes between them. What the font has beyond needs shaping, which it
# doesn't get here, or is written from right to left.
_LETTERS = (range(0x20, 0x530), range(0x1E00, 0x2100))
# Millimeters from the edges, and colors as red, green, blue.
_FRAME, _INNER, _SIDES = 9.0, 11.5, 30.0
_NAVY, _GOLD, _INK, _SOFT = (16, 42, 82), (176, 137, 48), (25, 32, 44), (88, 97, 112)
# A name is set as large as its line allows, in points, and below the least goes on in a second line.
_MOST, _LEAST = 34, 18
_ROLES: dict[Side, str] = {
    "applicant": "has completed a mentoring term as a mentee",
    "mentor": "has completed a mentoring term as a mentor",
}
# They log the letters that they set, which are those of people's names.
for quiet in ("fpdf", "fontTools"):
    logging.getLogger(quiet).setLevel(logging.CRITICAL)


@cache
def _known() -> frozenset[int]:
    """The characters of the font that can be set one after another, as code points."""
    with TTFont(FONT, lazy=True) as font:
        return frozenset(point for point in font.getBestCmap() for letters in _LETTERS if point in letters)


def is_printable(text: str) -> bool:
    """Whether the font can show all of a text."""
    return all(ord(character) in _known() for character in normalize("NFC", text))


def draw(certificate: Certificate) -> bytes:
    """Draw a certificate as a PDF."""
    page = _page(certificate)
    _line(page, 38, certificate.program, 13, _SOFT)
    _line(page, 51, "Certificate of Completion", 30, _NAVY)
    page.set_draw_color(_GOLD)
    page.line(page.w / 2 - 20, 74, page.w / 2 + 20, 74)
    _line(page, 82, "This certifies that", 12, _SOFT)
    _name(page, 92, certificate.name)
    _line(page, page.get_y() + 5, _ROLES[certificate.side], 14, _INK)
    if certificate.other:
        _line(page, page.get_y() + 2, f"with {certificate.other}", 14, _INK)
    first, last = to_words(certificate.first_day), to_words(certificate.last_day)
    _line(page, page.get_y() + 2, f"from {first} to {last}.", 14, _INK)
    _line(page, page.h - 32, f"Certificate number {certificate.number}", 9, _SOFT)
    return bytes(page.output())


def _page(certificate: Certificate) -> FPDF:
    page = FPDF(orientation="landscape", format="letter")
    page.set_title("Certificate of Completion")
    page.set_author(certificate.program)
    page.set_lang("en-US")
    page.set_creation_date(datetime.combine(certificate.last_day, time(), UTC))
    page.set_auto_page_break(False)
    page.set_margins(_SIDES, 0)
    page.add_font(_NAME, fname=FONT)
    page.add_page()
    for inset, width, color in ((_FRAME, 1.2, _NAVY), (_INNER, 0.4, _GOLD)):
        page.set_line_width(width)
        page.set_draw_color(color)
        page.rect(inset, inset, page.w - 2 * inset, page.h - 2 * inset)
    return page


def _line(page: FPDF, top: float, text: str, points: float, color: tuple[int, int, int]) -> None:
    """Set a text in the middle of the page from `top` on, in as many lines as it needs."""
    page.set_font(_NAME, size=points)
    page.set_text_color(color)
    page.set_y(top)
    height = points * 0.5
    page.multi_cell(0, height, normalize("NFC", text), align=Align.C, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _name(page: FPDF, top: float, name: str) -> None:
    page.set_font(_NAME, size=_MOST)
    wanted = page.get_string_width(normalize("NFC", name))
    fitting = _MOST * min(1.0, (page.epw - 4) / wanted)
    _line(page, top, name, max(fitting, _LEAST), _NAVY)
