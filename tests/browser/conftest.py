"""A real browser in front of the deployed stack; each page is watched for what it must never do."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from infra.local.client import Client
from infra.local.people import People, Person
from tests.browser import chromium
from tests.browser.actions import Application
from tests.browser.page_guard import Watch
from tests.local_cloud import WORKER, Connection, eventually, write_cycle

#: Milliseconds that a page gets for whatever it is to show; a machine that does much else is slow.
PATIENCE = 30_000
OUTCOME = pytest.StashKey[bool]()
#: The property under which a test records what it measured, for the end of the run to tell.
MEASURED = "measured"


class OpenPage(Protocol):
    """Opens an empty page in a context of its own; options are the context's, such as `timezone_id`."""

    def __call__(self, **options: Any) -> Page: ...


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once. Without one there is nothing to see: CI fails then."""
    try:
        path = chromium.find()
    except chromium.NoBrowser as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def origin(connection: Connection) -> str:
    """Where the pages come from."""
    return str(connection["api_url"])


@pytest.fixture
def open_page(
    browser: Browser, connection: Connection, origin: str, request: pytest.FixtureRequest
) -> Iterator[OpenPage]:
    """Makes pages; at the end none of them may have done what no page may do."""
    sign_in = urlsplit(connection["cognito"]["people"]["authorize_url"])
    port = sign_in.port
    watches: list[tuple[Page, Watch]] = []

    def make(**options: Any) -> Page:
        context = browser.new_context(base_url=origin, **{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(PATIENCE)
        watch = Watch(context, origin, {f"http://localhost:{port}", f"http://127.0.0.1:{port}"})
        page = context.new_page()
        watches.append((page, watch))
        return page

    yield make
    failed = request.node.stash.get(OUTCOME, False)
    for page, _ in watches:
        for shown in page.context.pages if failed else ():
            print(f"\n{shown.url} shows:\n{_read(shown)}")
        page.context.close()
    faults = [fault for _, watch in watches for fault in watch.faults]
    assert not faults, "\n".join(faults)


def _read(page: Page) -> str:
    """What a page says, without the choices of its long lists."""
    try:
        return re.sub(r"\n *- option [^\n]*", "", page.locator("body").aria_snapshot())
    except Error as error:
        return error.message


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page in a context of its own."""
    return open_page()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Remember that a test failed, so that what its pages showed can be told."""
    if call.excinfo is not None:
        item.stash[OUTCOME] = True
    return (yield)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Tell what was measured."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == MEASURED and report.when == "call":
                terminalreporter.write_line(value)


@pytest.fixture(scope="session")
def people() -> People:
    """Those whom the browser tests are about."""
    return People(seed=23 + 100 * WORKER)


@pytest.fixture(scope="session")
def cycle(staff: Client) -> str:
    """The cycle that pages show as the current one: of all that are open it closes last."""
    closes = datetime.now(UTC) + timedelta(days=400)
    cycle = f"{closes.year}-{(closes.year + 1) % 100:02}"
    write_cycle(staff, cycle, closes, name=f"{cycle} Diversity Mentoring Program")
    return cycle


@pytest.fixture
def show_cycle(new_cycle: str) -> Callable[[Page], str]:
    """Has a page's context take the test's own cycle, which it may close, for the current one; returns its id."""

    def show(page: Page) -> str:
        own = f"/api/cycles/{new_cycle}"
        page.context.route(
            "**/api/cycles/current",
            lambda route: route.continue_(url=route.request.url.replace("/api/cycles/current", own)),
        )
        return new_cycle

    return show


@pytest.fixture
def volunteer(people: People, connection: Connection) -> Iterator[Person]:
    """Someone who can mentor one person, and takes no other once the test is over."""
    person = people.mentor()
    person.form.update(capacity=1, mentee_stages=["medical_student", "resident"])
    yield person
    Client.signed_in(connection, person.email).call("POST", "/api/mentor/pause", {})


@pytest.fixture
def application(connection: Connection, new_cycle: str, people: People) -> Application:
    """An application that is found eligible."""
    person = people.applicant()
    person.form["preferences"] = {"format": "either", "same_region": False}
    made = Application(connection, new_cycle, person).write().submit()
    eventually(lambda: made.now()["status"] == "eligible")
    return made
