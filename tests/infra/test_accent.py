"""Whose program it is, by configuration: a logo, and an accent that can be read in light and in dark."""

import re
from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from infra import pages
from infra.accent import ENOUGH, Unreadable, contrast, in_the_dark, light, styles
from infra.bundling import ROOT
from shared.domain.program import PROGRAM

TOKENS = (ROOT / pages.SOURCE / "src/styles/tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = ("#fbfaf7", "#ffffff", "#f2f0ea"), ("#12181d", "#1a2229", "#0d1216")
#: Red, violet, green, brown, gray and black.
OTHERS = ("#7a1f3d", "#5b21b6", "#14532d", "#6b3a00", "#444444", "#000000")


@pytest.mark.parametrize("accent", [PROGRAM["accent"], *OTHERS])
def test_all_that_follows_from_an_accent_can_be_read_in_light_and_in_dark(accent: str) -> None:
    for colors, grounds in ((light(accent, LIGHT), LIGHT), (in_the_dark(accent, DARK), DARK)):
        words = (colors["accent"], colors["accent-hover"])
        pairs = [*product(words, (*grounds, colors["accent-soft"], colors["on-accent"]))]
        assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < ENOUGH} == {}
    assert light(accent, LIGHT)["accent"] == accent


def test_grounds_are_those_of_the_pages() -> None:
    for grounds in (LIGHT, DARK):
        assert all(f": {ground};" in TOKENS for ground in grounds)
    made = styles(PROGRAM["accent"], TOKENS)
    both = (light(PROGRAM["accent"], LIGHT), in_the_dark(PROGRAM["accent"], DARK))
    assert re.findall("#[0-9a-f]{6}", made) == [color for colors in both for color in colors.values()]


@pytest.mark.parametrize(
    ("accent", "why"),
    [
        ("#1e90ff", "has a contrast of 2.8 with #f2f0ea"),
        ("#ffffff", "has a contrast of 1.0 with #ffffff"),
        ("#757575", "has a contrast of 4.0 with #f2f0ea"),
        ("teal", "is no color"),
        ("#FFF", "is no color"),
        ("#0b4a5e; }", "is no color"),
    ],
)
def test_accent_that_can_not_be_read_is_refused(accent: str, why: str) -> None:
    with pytest.raises(Unreadable, match=re.escape(why)):
        styles(accent, TOKENS)


def test_contrast_is_wcags() -> None:
    assert [round(contrast("#ffffff", color), 2) for color in ("#000000", "#767676", "#ffffff")] == [21.0, 4.54, 1.0]


def test_build_has_the_programs_own_name_society_accent_and_logo(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    logo = tmp_path / "mark.png"
    Image.new("RGBA", (64, 64), "#7a1f3d").save(logo)
    monkeypatch.setitem(pages.TEXTS, "accent", "#7a1f3d")
    monkeypatch.setitem(pages.TEXTS, "logo", str(logo))
    monkeypatch.setitem(pages.TEXTS, "name", "Mentors of Hematology")
    built = pages.build(ROOT)
    document = built[f"{pages.STATIC}/index.html"].decode()
    assert "<title>Mentors of Hematology</title>" in document
    (kind, icon) = re.findall(r'<link rel="icon" type="([^"]+)" href="/([^"]+)">', document)[0]
    assert (kind, built[f"{pages.STATIC}/{icon}"]) == ("image/png", logo.read_bytes())
    (sheet,) = re.findall(r'<link rel="stylesheet" href="/([^"]+)">', built[f"{pages.STATIC}/staff.html"].decode())
    inline = max(re.findall("<style>(.*?)</style>", document, re.DOTALL), key=len)
    for css in (inline, built[f"{pages.STATIC}/{sheet}"].decode()):
        assert ("--accent:#7a1f3d" in css.replace(" ", ""), PROGRAM["accent"] in re.sub("--info:[^;]*", "", css)) == (
            True,
            False,
        )
    scripts = "".join(data.decode() for name, data in built.items() if name.endswith(".js"))
    assert PROGRAM["society"] in scripts


def test_build_refuses_an_accent_that_can_not_be_read_and_a_logo_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(pages.TEXTS, "accent", "#ffcc00")
    with pytest.raises(Unreadable):
        pages.build(ROOT)
    monkeypatch.undo()
    for path in ("functions/portal/pages/src/nowhere.svg", "shared/domain/program.json"):
        monkeypatch.setitem(pages.TEXTS, "logo", path)
        with pytest.raises(ValueError, match="no SVG or PNG file"):
            pages.build(ROOT)


@pytest.mark.parametrize("name", ["mark.png", "mark.svg"])
def test_build_refuses_a_logo_that_is_no_picture(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    logo = tmp_path / name
    logo.write_text("<p>a mark", encoding="utf-8")
    monkeypatch.setitem(pages.TEXTS, "logo", str(logo))
    with pytest.raises(ValueError, match=f"The logo {name} .* can't be read as a picture"):
        pages.build(ROOT)
