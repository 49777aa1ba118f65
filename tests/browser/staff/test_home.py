"""Home: what waits for the staff, and how the cycle is going."""

from typing import Any

from playwright.sync_api import Page, Route, expect

from infra.local.client import Client
from tests.browser.page_guard import MADE_UP
from tests.browser.staff.conftest import Apply, columns_drawn, enter
from tests.browser.visual_checks import look

TASK: dict[str, Any] = {
    "id": "mail_refused-1",
    "kind": "mail_refused",
    "subject": "someone",
    "title": "An e-mail couldn’t be delivered",
    "advice": "Check the address.",
    "data": {},
    "state": "open",
    "created_at": "2026-11-01T12:00:00.000Z",
    "created_at_et": "November 1, 2026, 8:00 AM ET",
    "done_at": None,
    "done_by": None,
}


def test_home_tells_what_waits_and_leads_there(page: Page, new_cycle: str, apply: Apply, staff: Client) -> None:
    apply("resident")
    enter(page, "staff", f"/staff?cycle={new_cycle}")
    deadline = staff.must("GET", f"/api/staff/cycles/{new_cycle}")["deadline_et"]
    expect(page.get_by_role("main")).to_contain_text(deadline)
    expect(page.get_by_role("link", name="0 late, unanswered")).to_be_visible()
    counts = page.get_by_role("region", name="The cycle in counts")
    expect(counts.get_by_role("row", name="Submitted 1")).to_be_visible(timeout=30_000)
    expect(counts.get_by_role("row", name="Eligible 0")).to_be_visible()
    for chart in counts.locator("canvas").all():
        assert columns_drawn(chart) > 20
    look(page, "staff-home")
    page.get_by_role("link", name="1 to review").click()
    expect(page).to_have_url(f"/staff/review?cycle={new_cycle}")


def test_task_that_is_done_leaves_the_list(page: Page, new_cycle: str) -> None:
    page.route(
        "**/api/staff/tasks?*", lambda it: it.fulfill(json={"items": [{**TASK, "cycle": new_cycle}]}, headers=MADE_UP)
    )
    done: list[str] = []

    def mark_done(route: Route) -> None:
        done.append(route.request.url)
        route.fulfill(json={**TASK, "state": "done"}, headers=MADE_UP)

    page.route("**/api/staff/tasks/*/done", mark_done)
    enter(page, "staff", f"/staff?cycle={new_cycle}")
    tasks = page.get_by_role("region", name="Tasks")
    expect(tasks).to_contain_text("Check the address.")
    look(page, "staff-tasks")
    tasks.get_by_role("button", name="Mark done").click()
    expect(tasks).to_contain_text("Nothing waits for you.")
    assert [url.rpartition("/api/")[2] for url in done] == ["staff/tasks/mail_refused-1/done"]
