"""From one record of a list to the next, past what the list has shown, and back to where one was."""

import re
from typing import Any

from playwright.sync_api import Page, Route, expect

from infra.local.client import Client
from tests.browser.page_guard import MADE_UP
from tests.browser.staff.conftest import Apply, enter
from tests.local_cloud import eventually

#: Calls of one page of a list at most.
CALLS = 10


def test_next_goes_on_past_the_page_that_the_list_showed(
    page: Page, new_cycle: str, apply: Apply, staff: Client
) -> None:
    for _ in range(2):
        apply(submit=False)
    query = {"cycle": new_cycle}
    first, second = eventually(lambda: two(staff.must("GET", "/api/staff/applications", params=query)["items"]))
    asked: list[str] = []

    def answer(route: Route) -> None:
        """The first page has one row, the second the other."""
        asked.append(route.request.url)
        turn = len(asked)
        items = [first] if turn == 1 else [] if turn <= CALLS else [second]
        body = {"items": items, "next_cursor": "more" if turn <= CALLS else None}
        route.fulfill(json=body, headers=MADE_UP)

    page.route(re.compile(r"/api/staff/applications\?"), answer)
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}")
    rows = page.get_by_role("rowheader")
    expect(rows).to_have_count(1)
    expect(page.get_by_role("button", name="Show more")).to_be_visible()
    shown = rows.inner_text()
    rows.get_by_role("link").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(shown)
    expect(page.get_by_role("link", name="Next", exact=True)).to_be_visible()
    page.keyboard.press("j")
    expect(heading).not_to_have_text(shown)
    expect(heading).not_to_have_text("Application")
    expect(page.get_by_role("link", name="Previous", exact=True)).to_be_visible()
    page.keyboard.press("k")
    expect(heading).to_have_text(shown)


def two(rows: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
    """Both rows, once they are there."""
    return rows if len(rows) == 2 else None


def test_who_comes_back_to_a_list_goes_on_from_there(page: Page, new_cycle: str, apply: Apply) -> None:
    for _ in range(3):
        apply(submit=False)
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}&sort=name")
    rows = page.get_by_role("rowheader")
    expect(rows).to_have_count(3)
    second = rows.nth(1).inner_text()
    rows.nth(1).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(second)
    page.keyboard.press("u")
    expect(rows).to_have_count(3)
    page.keyboard.press("j")
    expect(rows.nth(2).get_by_role("link")).to_be_focused()
