"""What is around every screen of the console: who works here, the cycle, the keys, and the ways in and out."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.cloud import Cloud
from infra.local.deploy import outputs
from tests.browser.actions import stored_in_browser
from tests.browser.staff.conftest import answer_with_code, enter
from tests.browser.visual_checks import look

MINUTE = 60_000


@pytest.mark.parametrize("role", ["staff", "coordinator"])
def test_head_tells_who_works_here_and_what_they_may(page: Page, new_cycle: str, role: str) -> None:
    enter(page, role, f"/staff?cycle={new_cycle}")
    head = page.get_by_role("banner")
    expect(head).to_contain_text(f"{role}@example.org")
    expect(head.locator(".tag")).to_have_text(role)
    expect(head.get_by_label("Cycle")).to_have_value(new_cycle)
    expect(head).to_contain_text("Open · closes in")


@pytest.mark.usefixtures("cycle")
def test_cycle_that_visitors_see_is_put_into_the_address(page: Page, staff: Client) -> None:
    cycle = staff.must("GET", "/api/cycles/current")["id"]
    enter(page, "staff", "/staff/applications")
    expect(page).to_have_url(f"/staff/applications?cycle={cycle}")
    expect(page.get_by_role("link", name="Review")).to_have_attribute("href", f"/staff/review?cycle={cycle}")


def test_keys_lead_to_screens_and_are_listed_and_can_be_turned_off(page: Page, new_cycle: str) -> None:
    enter(page, "staff", f"/staff?cycle={new_cycle}")
    page.keyboard.press("g")
    page.keyboard.press("a")
    expect(page).to_have_url(f"/staff/applications?cycle={new_cycle}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Applications")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("Applications")
    look(page, "staff-keys")
    keys.get_by_role("checkbox", name="Use these keys in this browser").uncheck()
    page.keyboard.press("Escape")
    expect(keys).not_to_be_visible()
    page.keyboard.press("?")
    expect(keys).not_to_be_visible()
    page.get_by_role("button", name="Keys").click()
    expect(keys.get_by_role("checkbox")).not_to_be_checked()


def test_keys_do_nothing_where_something_is_typed(page: Page, new_cycle: str) -> None:
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}")
    page.get_by_role("searchbox").press_sequentially("g h?")
    expect(page.get_by_role("searchbox")).to_have_value("g h?")
    expect(page.get_by_role("dialog")).not_to_be_attached()
    expect(page.get_by_role("heading", level=1)).to_have_text("Applications")


def test_signing_out_leaves_nothing_in_the_browser(page: Page, new_cycle: str) -> None:
    enter(page, "staff", f"/staff/applications?cycle={new_cycle}")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Staff sign-in")
    assert stored_in_browser(page) == '[{},{},""]'
    look(page, "staff-sign-in")


def test_person_in_no_group_is_told_so(page: Page, cloud: Cloud) -> None:
    idp: Any = cloud.client("cognito-idp")
    email = "newcomer@example.org"
    attributes = [{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}]
    pool = outputs(cloud)["StaffPoolId"]
    idp.admin_create_user(UserPoolId=pool, Username=email, UserAttributes=attributes, MessageAction="SUPPRESS")
    idp.admin_set_user_password(UserPoolId=pool, Username=email, Password="Newcomer-2026-x", Permanent=True)
    page.goto("/staff")
    page.get_by_role("button", name="Sign in").click()
    answer_with_code(page, email)
    expect(page.get_by_role("heading", level=1)).to_have_text("You aren’t in a staff group yet")
    expect(page.get_by_role("main")).to_contain_text(email)
    look(page, "staff-no-group")


def test_sign_in_that_was_not_finished_can_be_started_again(page: Page) -> None:
    page.goto("/staff/callback?error=access_denied&state=unknown")
    expect(page.get_by_text("Your sign-in wasn’t finished")).to_be_visible()
    expect(page).to_have_url("/staff/callback")


def test_who_does_nothing_is_warned_and_signed_out(page: Page, new_cycle: str) -> None:
    page.clock.install()
    address = f"/staff/applications?cycle={new_cycle}"
    enter(page, "staff", address)
    page.clock.fast_forward(29 * MINUTE)
    warning = page.get_by_role("dialog", name="Are you still here?")
    expect(warning.get_by_role("timer")).to_contain_text("second")
    look(page, "staff-idle")
    warning.get_by_role("button", name="Stay signed in").click()
    expect(warning).not_to_be_attached()
    page.clock.fast_forward(27 * MINUTE)
    expect(page.get_by_role("dialog")).not_to_be_attached()
    page.clock.fast_forward(4 * MINUTE)
    expect(page.get_by_text("Nothing happened here for 30 minutes.")).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).not_to_be_attached()


def test_address_of_the_console_that_leads_nowhere_says_so(page: Page) -> None:
    answer = page.goto("/staff/nowhere")
    assert answer
    assert answer.status == 404
    page.get_by_role("button", name="Sign in").click()
    answer_with_code(page, "staff@example.org")
    expect(page.get_by_role("heading", level=1)).to_have_text("There’s nothing at this address")
