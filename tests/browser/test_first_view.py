"""What comes over the wire when someone opens the pages for the first time: little, steady, and well guarded."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Response, Route, expect

from shared.domain.program import PROGRAM
from tests.browser.conftest import MEASURED, OpenPage
from tests.browser.visual_checks import PICTURES

KILOBYTE = 1000
MOST = 60 * KILOBYTE
#: The share of the window that moved, weighted by how far; 0.1 is what is commonly called good.
MOST_SHIFT = 0.02
CODE = {"document", "script", "font"}
COUNT_SHIFTS = """window.shifted = 0; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});"""
#: Read once the next frame was drawn.
SHIFTED = (
    "new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => seen(shifted)))))"
)
FIRST_PAINT = """new Promise((seen) => new PerformanceObserver((list) => {
    for (const entry of list.getEntriesByName("first-contentful-paint")) seen(entry.startTime);
}).observe({type: "paint", buffered: true}))"""
PERSONAL = ("/application", "/status", "/mentor")

pytestmark = pytest.mark.usefixtures("cycle")


@pytest.mark.parametrize("path", ["/", *PERSONAL])
def test_first_view_is_light(page: Page, path: str, record_property: Callable[[str, object], None]) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    code = [answer for answer in answers if answer.request.resource_type in CODE]
    weights = {answer.url: answer.request.sizes()["responseBodySize"] for answer in code}
    assert {answer.request.resource_type for answer in code} == CODE
    assert all(answer.headers.get("content-encoding") == "gzip" for answer in code)
    assert 0 < sum(weights.values()) <= MOST, weights
    told = f"{sum(weights.values()) / KILOBYTE:.1f} KB in {len(code)} files, first paint after {_painted(page):.0f} ms"
    record_property(MEASURED, f"first view of {path}: {told}")


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("path", ["/", "/mentors", *PERSONAL])
def test_nothing_moves_when_the_facts_arrive(open_page: OpenPage, path: str, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    page.add_init_script(COUNT_SHIFTS)
    held: list[Route] = []
    page.route("**/api/cycles/current", lambda route: held.append(route))
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.evaluate(FIRST_PAINT)
    (facts,) = held
    facts.continue_()
    expect(page.get_by_role("contentinfo").get_by_role("link", name="@")).to_be_visible()
    assert page.evaluate(SHIFTED) < MOST_SHIFT


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/", PROGRAM["invitation"]),
        ("/mentors", PROGRAM["mentors"]["invitation"]),
        ("/application", "Sign in with your e-mail address."),
    ],
)
def test_first_view_shows_before_any_code_is_there_and_stays(open_page: OpenPage, path: str, text: str) -> None:
    page = open_page(viewport={"width": 375, "height": 800})
    page.add_init_script(COUNT_SHIFTS)
    arrived: list[bool] = []
    held: list[Route] = []
    page.route("**/assets/*.js", lambda route: route.continue_() if arrived else held.append(route))
    page.goto(path, wait_until="commit")
    expect(page.get_by_text(text)).to_be_visible()
    before = page.get_by_text(text).bounding_box()
    assert page.locator("#app").get_attribute("inert") is not None
    arrived.append(True)
    for route in held:
        route.continue_()
    expect(page.get_by_role("contentinfo").get_by_role("link", name="@")).to_be_visible()
    assert page.locator("#app").get_attribute("inert") is None
    assert (page.get_by_text(text).bounding_box(), page.evaluate(SHIFTED) < MOST_SHIFT) == (before, True)


def test_first_view_whose_code_does_not_come_says_so_and_loads_again(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 375, "height": 800})
    page.route("**/assets/*.js", lambda _: None)
    page.goto("/", wait_until="commit")
    notice = page.get_by_text("You can’t use this page yet")
    expect(page.get_by_text(PROGRAM["invitation"])).to_be_visible()
    expect(notice).to_be_hidden()
    expect(notice).to_be_visible(timeout=15_000)
    page.screenshot(path=PICTURES / "first-view-without-code-375-light.png")
    page.unroute("**/assets/*.js")
    page.get_by_role("link", name="load the page again").click()
    expect(page.get_by_role("contentinfo").get_by_role("link", name="@")).to_be_visible()
    expect(notice).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 375])
def test_every_page_begins_at_the_headers_edge(open_page: OpenPage, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    found = []
    for path in ("/", "/mentors", "/application", "/status", "/mentor", "/sign-in", "/nowhere"):
        page.goto(path)
        places = page.get_by_role("heading", level=1).bounding_box(), page.locator(".brand").bounding_box()
        found.append((path, [place and place["x"] for place in places]))
    (edge,) = {edge for path, edges in found for edge in edges if path == "/"}
    assert found == [(path, [edge, edge]) for path, _ in found]


def _painted(page: Page) -> float:
    return float(page.evaluate(FIRST_PAINT))


def test_document_is_guarded_and_its_files_are_kept(page: Page) -> None:
    files: list[Response] = []
    page.on("response", lambda file: files.append(file))
    document = page.goto("/")
    assert document
    page.wait_for_load_state("networkidle")
    policy = dict(rule.split(" ", 1) for rule in document.headers["content-security-policy"].split("; "))
    assert (policy["default-src"], policy["script-src"]) == ("'none'", "'self'")
    assert re.fullmatch(r"'self'( 'sha256-[\w+/=]{44}'){2}", policy["style-src"])
    assert (policy["base-uri"], policy["frame-ancestors"]) == ("'none'", "'none'")
    assert "unsafe" not in document.headers["content-security-policy"]
    told = {name: document.headers[name] for name in ("x-content-type-options", "referrer-policy", "cache-control")}
    assert told == {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cache-control": "no-cache"}
    assert "camera=()" in document.headers["permissions-policy"]
    kept = [file for file in files if "/assets/" in file.url]
    assert kept
    assert all("immutable" in file.headers["cache-control"] for file in kept)
    assert all(file.headers["x-content-type-options"] == "nosniff" for file in kept)
    assert page.context.cookies() == []


def test_browser_refuses_what_is_smuggled_into_the_document(browser: Browser, origin: str) -> None:
    page = browser.new_page()  # not watched: here the policy is to be violated
    page.goto(origin)
    smuggled = """document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.smuggled = 1'>");
        const script = document.createElement("script"); script.textContent = "window.smuggled = 2";
        document.body.append(script);"""
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate(smuggled)
    assert page.evaluate("window.smuggled") is None
    page.close()
