"""Ways of using the pages that are not everybody's, and addresses that lead nowhere."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.actions import stored_in_browser
from tests.browser.conftest import OpenPage
from tests.browser.input_methods import Keyboard
from tests.browser.page_guard import MADE_UP
from tests.browser.visual_checks import look

MOVING = """document.getAnimations().filter((it) => it.playState === "running" &&
    it.effect.getComputedTiming().duration > 1).length"""

pytestmark = pytest.mark.usefixtures("cycle")


@pytest.mark.parametrize(("motion", "moves"), [("no-preference", True), ("reduce", False)])
def test_nothing_moves_for_those_who_ask_for_rest(open_page: OpenPage, motion: str, moves: bool) -> None:
    page = open_page(reduced_motion=motion)
    page.route("**/api/cycles/current", lambda _: None)  # never answered: what waits for it goes on waiting
    page.goto("/")
    expect(page.get_by_text("Loading…").first).to_be_attached()
    assert bool(page.evaluate(MOVING)) == moves
    page.unroute_all(behavior="ignoreErrors")


def test_keyboard_skips_to_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    hand = Keyboard(page)
    hand.press(page.get_by_role("link", name="Mentors"))
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page).to_have_title("Guide someone on their way into oncology · Diversity Mentoring Program")


def test_address_that_leads_nowhere_says_so(page: Page) -> None:
    answer = page.goto("/nowhere")
    assert answer
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("There’s nothing at this address")
    look(page, "not-found")


def test_page_says_what_to_do_when_the_server_fails(page: Page) -> None:
    def fail(route: Route) -> None:
        body = {"type": "failure", "title": "That did not work", "detail": "Try again in a moment.", "instance": "r-1"}
        route.fulfill(status=500, json=body, headers=MADE_UP)

    page.route("**/api/cycles/current", fail)
    page.goto("/")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Try again in a moment.")
    expect(alert).to_contain_text("r-1")
    look(page, "home-failure")
    page.unroute("**/api/cycles/current")
    alert.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("timer")).to_be_visible()
    assert stored_in_browser(page) == '[{},{},""]'
