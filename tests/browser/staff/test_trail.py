"""The trail and repair: a fact is found and sent again; what failed for good is listed."""

from playwright.sync_api import Page, expect

from infra.local.client import Client
from tests.browser.staff.conftest import Apply, enter
from tests.browser.visual_checks import look
from tests.local_cloud import eventually


def test_coordinator_finds_a_fact_and_sends_it_again(page: Page, new_cycle: str, apply: Apply, staff: Client) -> None:
    application = apply()
    enter(page, "coordinator", f"/staff/trail?cycle={new_cycle}")
    page.get_by_role("main").get_by_label("What").select_option(label="Submitted")
    expect(page.get_by_role("listitem").filter(has_text="Submitted")).to_have_count(1)
    look(page, "staff-trail")
    page.get_by_role("button", name="Send again").click()
    dialog = page.get_by_role("dialog", name="Send this fact again")
    expect(dialog).to_contain_text("Verdicts by the rules, E-mail")
    look(page, "staff-replay")
    dialog.get_by_role("button", name="Send it again").click()
    expect(dialog).to_contain_text("The trail keeps that you sent it again.")
    found = eventually(
        lambda: staff.must("GET", f"/api/staff/activity?cycle={new_cycle}&type=ActivityReplayed")["items"]
    )
    assert [fact["subject"] for fact in found] == [application.now()["id"]]


def test_staff_read_the_trail_and_send_nothing_again(page: Page, new_cycle: str, apply: Apply) -> None:
    apply()
    enter(page, "staff", f"/staff/trail?cycle={new_cycle}")
    expect(page.get_by_role("listitem").filter(has_text="Submitted")).not_to_have_count(0)
    expect(page.get_by_role("button", name="Send again")).not_to_be_attached()


def test_nothing_to_repair_says_so(page: Page, new_cycle: str) -> None:
    enter(page, "coordinator", f"/staff/repair?cycle={new_cycle}")
    expect(page.get_by_text("Nothing has failed for good.")).to_be_visible()
    look(page, "staff-repair")
