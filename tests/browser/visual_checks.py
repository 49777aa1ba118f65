"""How a page looks and reads: accessible in light and dark, whole on a narrow screen, and kept as pictures."""

import os
from typing import Any, Literal

from playwright.sync_api import Page

from infra.local.cloud import ROOT

Scheme = Literal["light", "dark"]
PICTURES = ROOT / ".build" / "screenshots"
AXE = ROOT / "functions" / "portal" / "pages" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = (1280, 900), (375, 800)
#: As narrow as staff are expected to work.
TABLET = (768, 1024)
#: What 200% and 400% of zoom leave of a wide screen; the last is as narrow as a page may become.
ZOOMED = (640, 320)
#: Whether both widths are kept in both schemes, for people to look at; else one each, which is what axe reads.
ALL = os.environ.get("PICTURES") == "all"


def look(page: Page, name: str) -> None:
    """Keep pictures of what the page shows, and fail when it is not accessible or runs off a narrow screen."""
    before = page.viewport_size
    faults = [fault for scheme in ("light", "dark") for fault in _in(page, name, scheme)]
    for width in ZOOMED:
        _resize(page, (width, 800))
        faults += _too_wide(page, width)
    page.emulate_media(color_scheme="light")
    if before:
        _resize(page, (before["width"], before["height"]))
    assert not faults, "\n".join([f"{name}:", *faults])


def _in(page: Page, name: str, scheme: Scheme) -> list[str]:
    """The pictures in one scheme; axe reads the wide page in light and the narrow one in dark."""
    page.emulate_media(color_scheme=scheme)
    faults = []
    for size in (WIDE, TABLET, NARROW):
        is_read = size == {"light": WIDE, "dark": NARROW}[scheme]
        if not (is_read or ALL):
            continue
        _resize(page, size)
        # As high as the page: what sticks to an edge of the window would cover something in a picture of more.
        _resize(page, (size[0], max(size[1], page.evaluate("document.documentElement.scrollHeight"))))
        page.screenshot(path=PICTURES / f"{name}-{size[0]}-{scheme}.png", animations="disabled")
        if is_read:
            faults += violations(page, f"{size[0]} px, {scheme}")
    return faults


def violations(page: Page, where: str) -> list[str]:
    """What axe finds. It is put in beside the page's content policy, which stays in force for the page itself."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS
    )
    return [
        f"{where}: {violation['id']} ({violation['help']}) at {node['target']}: {node['html'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"][:5]
    ]


def _too_wide(page: Page, width: int) -> list[str]:
    """What sticks out to the right, for no one should have to scroll sideways in order to read."""
    too_wide: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    out = """[...document.querySelectorAll("body *")].filter((it) => it.getBoundingClientRect().right > innerWidth)
        .slice(0, 5).map((it) => it.outerHTML.slice(0, 150))"""
    return [f"wider than {width} px: {page.evaluate(out)}"] if too_wide else []


def _resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
