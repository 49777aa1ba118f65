"""Cycles: a coordinator copies one, changes its dates and runs a policy dry; staff read."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from infra.local.client import Client
from tests.browser.staff.conftest import Apply, enter
from tests.browser.visual_checks import look


def test_coordinator_copies_a_cycle_and_is_refused_beside_the_field(page: Page, new_cycle: str, staff: Client) -> None:
    enter(page, "coordinator", f"/staff/cycles?cycle={new_cycle}")
    name = staff.must("GET", f"/api/staff/cycles/{new_cycle}")["name"]
    copy = page.get_by_role("link", name=f"Copy {name}", exact=True)
    expect(copy).to_be_visible()
    look(page, "staff-cycles")
    copy.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Copy of")
    made = f"{new_cycle}-b"
    page.get_by_label("Id").fill(made)
    page.get_by_label("Opens").fill("2030-02-16T00:00")
    page.get_by_role("main").get_by_label("Deadline").fill("2030-04-15T23:59")
    expect(page.get_by_text("11:59 PM EDT, 03:59 UTC the next day")).to_be_visible()
    page.get_by_role("main").get_by_label("Deadline").fill("2030-03-10T02:30")
    expect(page.get_by_text("Clocks go forward and skip this minute.")).to_be_visible()
    page.get_by_role("button", name="Make the cycle").click()
    expect(page.get_by_label("Deadline")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("clocks skip it when they go forward")).to_be_visible()
    look(page, "staff-cycle-refused")
    page.get_by_role("main").get_by_label("Deadline").fill("2030-04-15T23:59")
    page.get_by_role("button", name="Make the cycle").click()
    expect(page).to_have_url(f"/staff/cycles/{made}?cycle={new_cycle}")
    assert staff.must("GET", f"/api/staff/cycles/{made}")["deadline_et"] == "April 15, 2030, 11:59 PM ET"


def test_deadline_is_shortened_with_a_reason_and_whom_it_touches_shown(
    page: Page, new_cycle: str, apply: Apply, staff: Client
) -> None:
    apply(submit=False)
    enter(page, "coordinator", f"/staff/cycles/{new_cycle}?cycle={new_cycle}")
    expect(page.get_by_role("main").get_by_label("Reason")).not_to_be_attached()
    earlier = datetime.now(UTC) + timedelta(days=1)
    page.get_by_role("main").get_by_label("Deadline").fill(f"{earlier:%Y-%m-%d}T12:00")
    expect(page.get_by_text("1 person with a draft will get a mail")).to_be_visible()
    look(page, "staff-cycle-shortened")
    page.get_by_role("button", name="Save the cycle").click()
    expect(page.get_by_role("main").get_by_label("Reason")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("main").get_by_label("Reason").fill("The date was a mistake.")
    page.get_by_role("button", name="Save the cycle").click()
    expect(page.get_by_role("main").get_by_label("Reason")).not_to_be_attached()
    facts = staff.must("GET", f"/api/staff/activity?cycle={new_cycle}&type=DeadlineShortened")["items"]
    assert [fact["note"] for fact in facts] == ["The date was a mistake."]


def test_policy_is_run_dry(page: Page, new_cycle: str, apply: Apply) -> None:
    apply()
    enter(page, "staff", f"/staff/cycles/{new_cycle}?cycle={new_cycle}")
    expect(page.get_by_role("button", name="Save the cycle")).not_to_be_attached()
    page.get_by_role("button", name="Start the dry run").click()
    expect(page.get_by_text("no verdict would change")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("1 application checked")).to_be_visible()
    look(page, "staff-dry-run")
