"""Pages that stay where they are while they fill, and that fit a phone with its text at twice the size."""

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.people import People, Person
from tests.browser.actions import Application, sign_in
from tests.browser.conftest import OpenPage
from tests.browser.test_first_view import COUNT_SHIFTS, SHIFTED
from tests.local_cloud import MENTORS, Connection
from tests.proposals import propose_to

#: Below 0.1 is commonly called good; half of it leaves room for a slow connection.
MOST_SHIFT = 0.05
PHONE = {"width": 375, "height": 800}
WIDE = {"width": 1280, "height": 900}
#: Every page of a person with a draft, with the heading that shows once it is whole.
PAGES = {
    "/application": "Your application",
    "/application/about": "About you",
    "/application/training": "Training",
    "/application/self-identification": "Self-identification",
    "/application/interests": "Interests",
    "/application/preferences": "Preferences",
    "/application/statement": "Statement",
    "/application/cv": "CV",
    "/application/confirm": "Confirmation",
    "/application/review": "Review and submit",
    "/application/receipt": "No receipt yet",
    "/application/withdraw": "Withdraw your draft",
    "/status": "Your application isn’t submitted yet",
    "/mentor": "For mentors",
    "/mentors": "The year at a glance",
    "/sign-in": "Sign in",
    "/nowhere": "There’s nothing at this address",
    "/": "At a glance",
}
#: Those of both sides of a match that show something else than before.
PROPOSED = {
    "applicant": {
        "/status": "We found a mentor for you: please answer",
        "/application/receipt": "What happens next",
        "/application": "Your application",
        "/application/review": "Your answers",
    },
    "mentor": {"/mentor": "A mentee for you"},
}
CONFIRMED = {
    "applicant": {"/status": "You have a mentor"},
    "mentor": {"/mentor": "Your mentees"},
}
MODES = {"wide": (WIDE, False), "phone": (PHONE, False), "large text": (PHONE, True)}
#: What a link does, without the input after which movement isn't counted.
FOLLOW = "path => { history.pushState(null, '', path); dispatchEvent(new Event('popstate')); }"
LARGE_TEXT = """addEventListener("DOMContentLoaded", () => { document.documentElement.style.fontSize = "32px"; })"""
STICKING_OUT = """[...document.querySelectorAll("body *")].filter((it) => it.getBoundingClientRect().right > innerWidth)
    .map((it) => it.outerHTML.slice(0, 120))"""


def _whole(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", name=heading, exact=True).first).to_be_visible()
    expect(page.locator("main .skeleton")).to_have_count(0)
    page.wait_for_load_state("networkidle")


def _faults(page: Page, mode: str, pages: Mapping[str, str]) -> list[str]:
    """Go to pages as links do, and say what moved on the way into one, or sticks out of it where text is large."""
    faults = []
    for path, heading in pages.items():
        if not page.url.endswith(path):
            page.evaluate("shifted = 0")
            page.evaluate(FOLLOW, path)
        _whole(page, heading)
        moved = page.evaluate(SHIFTED)
        if mode != "large text" and moved >= MOST_SHIFT:
            faults.append(f"{mode}, {path}: moved by {moved:.3f}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append(f"{mode}, {path}: wider than the window: {page.evaluate(STICKING_OUT)}")
    return faults


def _opened(open_page: OpenPage, mode: str) -> Page:
    viewport, is_large = MODES[mode]
    page = open_page(viewport=viewport)
    page.add_init_script(COUNT_SHIFTS)
    if is_large:
        page.add_init_script(LARGE_TEXT)
    return page


@pytest.mark.parametrize("mode", MODES)
def test_page_moves_nothing_while_it_fills_and_fits_a_phone_with_large_text(
    open_page: OpenPage, connection: Connection, cycle: str, people: People, mode: str
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    page = _opened(open_page, mode)
    sign_in(page, application.person.email, "/application")
    faults = _faults(page, mode, PAGES)
    assert not faults, "\n".join(faults)


@MENTORS
def test_page_with_a_match_moves_nothing_while_it_fills_and_fits_a_phone_with_large_text(
    open_page: OpenPage,
    connection: Connection,
    staff: Client,
    new_cycle: str,
    show_cycle: Callable[[Page], str],
    volunteer: Person,
    application: Application,
) -> None:
    mentor = Client.signed_in(connection, volunteer.email)
    match = propose_to(mentor, volunteer.form, staff, new_cycle)
    sides = {"applicant": application.person.email, "mentor": volunteer.email}
    faults, pages = [], {}
    for mode in MODES:
        for side, email in sides.items():
            page = pages[mode, side] = _opened(open_page, mode)
            show_cycle(page)
            sign_in(page, email, next(iter(PROPOSED[side])))
            faults += _faults(page, mode, PROPOSED[side])
    for client in (application.client, mentor):
        client.must("POST", f"/api/matches/{match['id']}/acceptance")
    for (mode, side), page in pages.items():
        faults += _faults(page, mode, {"/": "At a glance", **CONFIRMED[side]})
    assert not faults, "\n".join(faults)
