"""What a slow phone on a slow network gets, in the figures of Lighthouse; times are printed at the end, not judged."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MEASURED, OpenPage

#: Slow 3G, in bytes a second and milliseconds, and a processor of a quarter of this one's speed.
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER = 4
PHONE = {"width": 375, "height": 800}
MOST_SHIFT = 0.05
#: A task longer than 50 ms keeps a person waiting.
WATCH = """window.figures = {paint: 0, largest: 0, shift: 0, blocked: 0};
const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take))
    .observe({type, buffered: true});
watch("paint", ({name, startTime}) => { if (name === "first-contentful-paint") figures.paint = startTime; });
watch("largest-contentful-paint", ({startTime}) => { figures.largest = startTime; });
watch("layout-shift", ({value, hadRecentInput}) => { if (!hadRecentInput) figures.shift += value; });
watch("longtask", ({duration}) => { figures.blocked += duration - 50; });"""


def slowed(page: Page) -> Page:
    """Have a page's network and processor be those of a slow phone."""
    browser = page.context.new_cdp_session(page)
    browser.send("Network.enable")
    browser.send("Network.emulateNetworkConditions", SLOW_3G)
    browser.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    return page


@pytest.mark.usefixtures("cycle")
@pytest.mark.parametrize("path", ["/", "/mentors", "/application"])
def test_slow_phone_sees_the_page_without_anything_moving(
    open_page: OpenPage, path: str, record_property: Callable[[str, object], None]
) -> None:
    page = slowed(open_page(viewport=PHONE))
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    figures = page.evaluate("figures")
    assert 0 < figures["paint"] <= figures["largest"]
    assert figures["shift"] < MOST_SHIFT
    paints = f"first paint {figures['paint']:.0f} ms, largest paint {figures['largest']:.0f} ms"
    more = f"moved {figures['shift']:.3f}, blocked {figures['blocked']:.0f} ms"
    record_property(MEASURED, f"{path} on slow 3G with a processor {SLOWER} times slower: {paints}, {more}")
