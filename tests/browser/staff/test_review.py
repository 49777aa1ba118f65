"""The review queue: what the rules ask first, decided by keyboard, and the next one by itself."""

from playwright.sync_api import Page, expect

from infra.local.client import Client
from tests.browser.staff.conftest import Apply, enter
from tests.browser.visual_checks import look


def test_queue_is_worked_through_by_keyboard(page: Page, new_cycle: str, apply: Apply) -> None:
    applications = [apply("resident"), apply("unlisted_school")]
    enter(page, "staff", f"/staff/review?cycle={new_cycle}")
    question = page.get_by_role("region", name="Question", exact=True)
    expect(question).to_contain_text("Review")
    expect(page.get_by_text("1 of 2")).to_be_visible()
    look(page, "staff-review")
    for place in ("1 of 2", "1 of 1"):
        expect(page.get_by_text(place)).to_be_visible()
        expect(page.get_by_role("region", name="Decision")).to_be_visible()
        page.get_by_role("heading", level=1).click()
        page.keyboard.press("e")
        page.keyboard.type("The school confirmed it.")
        page.keyboard.press("Control+Enter")
    expect(page.get_by_text("No application waits for a review in this cycle.")).to_be_visible()
    look(page, "staff-review-empty")
    assert [it.now()["verdict"]["outcome"] for it in applications] == ["eligible", "eligible"]


def test_application_decided_by_someone_else_leaves_the_queue(
    page: Page, new_cycle: str, apply: Apply, staff: Client
) -> None:
    applications = [apply("resident"), apply("resident")]
    enter(page, "staff", f"/staff/review?cycle={new_cycle}")
    expect(page.get_by_text("1 of 2")).to_be_visible()
    link = page.get_by_role("region", name="Question", exact=True).get_by_role("link")
    here = str(link.get_attribute("href"))
    other = next(it.now()["id"] for it in applications if it.now()["id"] not in here)
    path = f"/api/staff/applications/{other}"
    staff.change(path, "POST", "/verdict", {"outcome": "eligible", "reason": "The residency is accredited."})
    page.keyboard.press("j")
    expect(page.get_by_text("1 of 1")).to_be_visible()
    expect(link).to_have_attribute("href", here)
