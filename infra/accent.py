"""The colors that follow from the program's accent, in light and in dark; an accent that can't be read is refused.

Contrast is WCAG's: (L1 + 0.05) / (L2 + 0.05), of relative luminances, from 1 to 21.
"""

import re
from collections.abc import Iterable, Mapping
from colorsys import hls_to_rgb, rgb_to_hls

#: What text needs (WCAG 2.2, 1.4.3).
ENOUGH = 4.5
_WHITE = "#ffffff"
_HEX = re.compile("#[0-9a-f]{6}")
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) {\n(.*?)\n}", re.DOTALL)
_STEP = 0.02
Colors = Mapping[str, str]


class Unreadable(ValueError):
    """An accent that is no color, or too bright for the text that is written in it or on it."""


def styles(accent: str, tokens: str) -> str:
    """Return the style sheet of an accent such as `#0b4a5e`, on the grounds that `tokens.css` names."""
    dark = "".join(_DARK.findall(tokens))
    light_rules = _rules(light(accent, _grounds(_DARK.sub("", tokens))))
    dark_rules = _rules(in_the_dark(accent, _grounds(dark)))
    return f":root {{{light_rules}}}\n@media (prefers-color-scheme: dark) {{:root {{{dark_rules}}}}}\n"


def _rules(colors: Colors) -> str:
    return " ".join(f"--{name}: {color};" for name, color in colors.items())


def _grounds(tokens: str) -> list[str]:
    """What text is written on."""
    return re.findall(r"--(?:ground|surface|sunken): (#[0-9a-f]{6});", tokens)


def light(accent: str, grounds: Iterable[str]) -> Colors:
    """The colors for light grounds: the accent as it is, darker under the pointer, and a tint of it."""
    if not _HEX.fullmatch(accent):
        raise Unreadable(f"The accent {accent!r} is no color: write it as six small hexadecimal digits, #0b4a5e.")
    worst = min((_WHITE, *grounds), key=lambda ground: contrast(accent, ground))
    if (found := contrast(accent, worst)) < ENOUGH:
        raise Unreadable(
            f"The accent {accent} has a contrast of {found:.1f} with {worst}, on which the pages write in it. Choose a "
            f"darker one in shared/domain/program.json: {ENOUGH} is enough."
        )
    red, green, blue = _parts(accent)
    hover, soft = _hex(0.745 * red, 0.745 * green, 0.745 * blue), _tint(accent, [accent], 0.92, 0.33)
    return {"accent": accent, "accent-hover": hover, "on-accent": _WHITE, "accent-soft": soft}


def in_the_dark(accent: str, grounds: Iterable[str]) -> Colors:
    """The colors for dark grounds, of the same hue: as bright as it takes, brighter still under the pointer."""
    soft, on = _shade(accent, 0.165, 0.45), _shade(accent, 0.1, 0.7)
    bright = _tint(accent, [*grounds, soft, on], 0.71)
    return {"accent": bright, "accent-hover": _tint(bright, [on], 0.81), "on-accent": on, "accent-soft": soft}


def _tint(color: str, others: Iterable[str], lightness: float, most: float = 0.58) -> str:
    """A color's hue, light enough to be told from all the others."""
    tint = _shade(color, lightness, most)
    while lightness < 1 and any(contrast(tint, other) < ENOUGH for other in others):
        lightness += _STEP
        tint = _shade(color, lightness, most)
    return tint


def _shade(color: str, lightness: float, most: float) -> str:
    """A color's hue, as light and at most as saturated."""
    hue, _, saturation = rgb_to_hls(*_parts(color))
    return _hex(*hls_to_rgb(hue, min(lightness, 1), min(saturation, most)))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors."""
    darker, brighter = sorted((_luminance(one), _luminance(other)))
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(*parts: float) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
