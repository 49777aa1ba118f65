"""Staff at work in the console, and applications for them to work with."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from infra.local.people import People
from infra.local.sign_in import CODE
from infra.local.year import STAFF
from tests.browser.actions import Application
from tests.local_cloud import Connection, eventually

Apply = Callable[..., Application]


def enter(page: Page, role: str, path: str = "/staff") -> None:
    """Open an address of the console and sign in, by the mailed code, as `staff` or `coordinator`."""
    page.goto(path)
    page.get_by_role("button", name="Sign in").click()
    answer_with_code(page, STAFF[role])
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def answer_with_code(page: Page, email: str) -> None:
    """Go through the pages of managed login until they lead back."""
    page.get_by_role("textbox", name="Username").fill(email)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Email code").click()
    page.get_by_role("textbox", name="code").fill(CODE)
    page.get_by_role("button", name="Sign in").click()


@pytest.fixture
def apply(connection: Connection, new_cycle: str, people: People) -> Apply:
    """Makes an application in the test's own cycle, submitted and judged: `kind` says how it is judged."""

    def make(kind: str = "student", *, submit: bool = True) -> Application:
        application = Application(connection, new_cycle, people.applicant(kind)).write()
        if submit:
            application.submit()
            eventually(lambda: application.now().get("verdict"))
        return application

    return make


def open_application(page: Page, application: Application) -> None:
    """Follow the link of an application in the list that shows."""
    person = application.person.form["applicant"]
    page.get_by_role("link", name=f"{person['first_name']} {person['last_name']}").click()
    expect(page.get_by_role("region", name="Activity")).to_be_visible()


def columns_drawn(chart: Locator) -> int:
    """How many columns of pixels of a chart that is drawn have something in them."""
    chart.scroll_into_view_if_needed()
    drawn: int = eventually(lambda: chart.evaluate(COLUMNS_DRAWN))
    return drawn


COLUMNS_DRAWN = """(canvas) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
    return [...Array(width).keys()].filter((x) => [...Array(height).keys()].some((y) => data[4 * (y * width + x) + 3]))
        .length;
}"""
