"""The pictures that phones and other sites show of the program, drawn from what it says of itself and from its logo."""

import base64
import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from infra import node

ICON, CARD = 512, (1200, 630)
#: The part of the card that the words have; the rest is the logo's.
_WORDS, _EDGE = 820, 76
_GROUND, _WHITE = "#fbfaf7", "#ffffff"
_OPAQUE = 255
#: How much of an icon a logo fills that has no ground of its own.
_INSET = 0.76
#: What a headline may have, the last one whatever its length; and how high it may be, with its lines this far apart.
_SIZES = range(96, 40, -4)
_HEIGHT, _LEADING = 250, 1.2
_FONT = "node_modules/@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2"
_MEDIUM, _BOLD = 500, 700


def draw(source: Path, logo: Path, texts: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the icon of phones and the card of shared links, as PNG files by name."""
    mark = _mark(source, logo)
    return {"icon.png": _png(_icon(mark)), "share.png": _png(_card(source, mark, texts))}


def _mark(source: Path, logo: Path) -> Image.Image:
    """The logo, as large as an icon; ValueError when no one could see it."""
    data = logo.read_bytes()
    try:
        if logo.suffix == ".svg":
            asked = json.dumps({"svg": data.decode(), "width": ICON})
            data = base64.b64decode(node.answer(source.resolve() / "tools" / "raster.ts", asked))
        mark = Image.open(BytesIO(data)).convert("RGBA")
    except (OSError, CalledProcessError, UnicodeDecodeError) as error:
        raise ValueError(f"The logo {logo.name} of shared/domain/program.json can't be read as a picture.") from error
    scale = ICON / max(mark.size)
    return mark.resize((round(mark.width * scale), round(mark.height * scale)), Image.Resampling.LANCZOS)


def _icon(mark: Image.Image) -> Image.Image:
    """An icon without holes: phones round its corners themselves."""
    red, green, blue, opaque = mark.getpixel((mark.width // 2, 1))  # type: ignore[misc] # of four bands
    if opaque == _OPAQUE and mark.width == mark.height:
        icon, size = Image.new("RGB", (ICON, ICON), (red, green, blue)), ICON
    else:
        icon, size = Image.new("RGB", (ICON, ICON), _GROUND), round(ICON * _INSET)
    _place(icon, mark, (ICON // 2, ICON // 2), size)
    return icon


def _card(source: Path, mark: Image.Image, texts: Mapping[str, Any]) -> Image.Image:
    """The headline on the accent under the program's name and over its society's, and the logo beside them."""
    card = Image.new("RGB", CARD, _GROUND)
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, _WORDS - 1, CARD[1]), fill=texts["accent"])
    _place(card, mark, ((_WORDS + CARD[0]) // 2, CARD[1] // 2), 220)
    small = _font(source, 32, _MEDIUM)
    pen.text((_EDGE, _EDGE), "\n".join(_lines(texts["name"], small)), _WHITE, small, spacing=10)
    society = "\n".join(_lines(texts["society"], small))
    pen.multiline_text((_EDGE, CARD[1] - _EDGE), society, _WHITE, small, "ld", spacing=10)
    large = _largest(source, texts["headline"])
    headline = "\n".join(_lines(texts["headline"], large))
    pen.multiline_text((_EDGE - 4, CARD[1] // 2), headline, _WHITE, large, "lm", spacing=large.size * 0.12)
    return card


def _place(picture: Image.Image, mark: Image.Image, center: tuple[int, int], size: int) -> None:
    fitted = mark.copy()
    fitted.thumbnail((size, size), Image.Resampling.LANCZOS)
    picture.paste(fitted, (center[0] - fitted.width // 2, center[1] - fitted.height // 2), fitted)


def _largest(source: Path, text: str) -> ImageFont.FreeTypeFont:
    """The largest type in which a headline fits between the names."""
    for size in _SIZES:
        font = _font(source, size, _BOLD)
        if len(list(_lines(text, font))) * size * _LEADING <= _HEIGHT:
            break
    return font


def _font(source: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(source / _FONT), size)
    font.set_variation_by_axes([weight])
    return font


def _lines(text: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """A text in lines that fit beside the logo."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > _WORDS - 2 * _EDGE:
            yield line
            longer = word
        line = longer
    yield line


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
