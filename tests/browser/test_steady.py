"""Pages that stay where they are while they fill, and that fit a phone with its text at twice the size."""

import pytest
from playwright.sync_api import Page, expect

from infra.local.people import People
from tests.browser.actions import Application, sign_in
from tests.browser.conftest import OpenPage
from tests.browser.test_first_view import COUNT_SHIFTS, SHIFTED
from tests.local_cloud import Connection

#: Below 0.1 is commonly called good; half of it leaves room for a slow connection.
MOST_SHIFT = 0.05
PHONE = {"width": 375, "height": 800}
WIDE = {"width": 1280, "height": 900}
#: Every signed-in page, with what shows once it is whole.
PAGES = {
    "/application": "Your application",
    "/application/training": "Training",
    "/application/review": "Review and submit",
    "/status": "Your application isn’t submitted yet",
    "/mentor": "For mentors",
    "/": "At a glance",
}
#: What a link does, without the input after which movement isn't counted.
FOLLOW = "path => { history.pushState(null, '', path); dispatchEvent(new Event('popstate')); }"
LARGE_TEXT = """addEventListener("DOMContentLoaded", () => { document.documentElement.style.fontSize = "32px"; })"""
STICKING_OUT = """[...document.querySelectorAll("body *")].filter((it) => it.getBoundingClientRect().right > innerWidth)
    .map((it) => it.outerHTML.slice(0, 120))"""


def _whole(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", name=heading, exact=True).first).to_be_visible()
    expect(page.locator("main .skeleton")).to_have_count(0)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_nothing_moves_on_the_way_into_a_signed_in_page(
    open_page: OpenPage, connection: Connection, cycle: str, people: People, viewport: dict[str, int]
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    page = open_page(viewport=viewport)
    page.add_init_script(COUNT_SHIFTS)
    sign_in(page, application.person.email, "/application")
    moved = {}
    for path, heading in PAGES.items():
        if path != "/application":
            page.evaluate("shifted = 0")
            page.evaluate(FOLLOW, path)
        _whole(page, heading)
        moved[path] = round(page.evaluate(SHIFTED), 3)
    assert max(moved.values()) < MOST_SHIFT, moved


def test_text_twice_as_large_fits_a_phone(
    open_page: OpenPage, connection: Connection, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    page = open_page(viewport=PHONE)
    page.add_init_script(LARGE_TEXT)
    sign_in(page, application.person.email, "/application")
    wide = {}
    for path, heading in PAGES.items():
        page.evaluate(FOLLOW, path)
        _whole(page, heading)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide[path] = page.evaluate(STICKING_OUT)
    assert not wide, wide
