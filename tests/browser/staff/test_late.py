"""Exceptions: for someone who came late, for an address with no application, and for everyone."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.cycles import EASTERN
from infra.local.people import People
from tests.browser.actions import Application
from tests.browser.page_guard import MADE_UP
from tests.browser.staff.conftest import Apply, enter
from tests.browser.visual_checks import look
from tests.local_cloud import close_now, eventually


def test_late_people_are_named_and_extended(page: Page, new_cycle: str, apply: Apply, staff: Client) -> None:
    application = apply(submit=False)
    close_now(staff, new_cycle)
    assert application.client.call("POST", f"{application.path}/submission").status_code == 409
    eventually(lambda: staff.must("GET", f"/api/staff/cycles/{new_cycle}/late")["items"])
    enter(page, "staff", f"/staff/late?cycle={new_cycle}")
    row = page.get_by_role("row").nth(1)
    expect(row).to_contain_text(application.person.email)
    look(page, "staff-late")
    row.get_by_role("button", name="Extend").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Reason").fill("Our sign-in was down at the deadline.")
    look(page, "staff-late-extend")
    dialog.get_by_role("button", name="Extend the deadline").click()
    expect(dialog).to_contain_text("has a later deadline")
    expect(row).to_contain_text("Extended until")
    assert application.now()["extension"]["until_et"].endswith("11:59 PM ET")


def test_whom_our_failure_touched_is_extended_with_one_click(
    page: Page, new_cycle: str, apply: Apply, staff: Client
) -> None:
    draft = apply(submit=False)
    read = staff.call("GET", f"/api/staff/applications/{draft.now()['id']}")
    until = f"{datetime.now(UTC) + timedelta(days=20):%Y-%m-%d}T23:59"
    row = {
        "application": draft.now()["id"],
        "name": "Ana Diaz",
        "email": draft.person.email,
        "attempts": 2,
        "last_failed_at": "2026-11-28T22:10:00.000Z",
        "last_failed_at_et": "November 28, 2026, 5:10 PM ET",
        "reason": "Our system failed when this person tried to apply.",
        "revision": int(read.headers["etag"].strip('"')),
    }
    answer = {"items": [row], "until": until}
    page.route("**/proposed_extensions", lambda route: route.fulfill(json=answer, headers=MADE_UP))
    enter(page, "staff", f"/staff/late?cycle={new_cycle}")
    owed = page.get_by_role("region", name="We owe them an extension")
    expect(owed.get_by_role("row").nth(1)).to_contain_text(draft.person.email)
    look(page, "staff-proposed")
    owed.get_by_role("button", name="Extend Ana Diaz").click()
    expect(owed).not_to_be_attached()
    assert draft.now()["extension"]["until_et"].endswith("11:59 PM ET")


def test_address_without_an_application_is_extended(
    page: Page, new_cycle: str, staff: Client, connection: dict[str, str], people: People
) -> None:
    close_now(staff, new_cycle)
    person = people.applicant()
    enter(page, "staff", f"/staff/late?cycle={new_cycle}")
    expect(page.get_by_text("No one has come late in this cycle.")).to_be_visible()
    expect(page.get_by_role("button", name="Extend for everyone")).not_to_be_attached()
    page.keyboard.press("n")
    dialog = page.get_by_role("dialog", name="Extend for an address")
    dialog.get_by_role("textbox", name="E-mail address").fill("not an address")
    dialog.get_by_role("textbox", name="Reason").fill("They wrote to us before the deadline.")
    dialog.get_by_role("button", name="Extend the deadline").click()
    expect(dialog.get_by_role("textbox", name="E-mail address")).to_have_attribute("aria-invalid", "true")
    expect(dialog.get_by_role("textbox", name="Reason")).to_have_value("They wrote to us before the deadline.")
    dialog.get_by_role("textbox", name="E-mail address").fill(person.email)
    dialog.get_by_role("button", name="Extend the deadline").click()
    expect(dialog).to_contain_text(f"Whoever signs in as {person.email} can apply until")
    Application(connection, new_cycle, person).write().submit()


def test_coordinator_extends_for_everyone(page: Page, new_cycle: str, staff: Client) -> None:
    enter(page, "coordinator", f"/staff/late?cycle={new_cycle}")
    page.get_by_role("button", name="Extend for everyone").click()
    dialog = page.get_by_role("dialog", name="Extend for everyone")
    later = datetime.now(EASTERN) + timedelta(days=20)
    dialog.get_by_label("New deadline").fill(f"{later:%Y-%m-%d}T23:59")
    dialog.get_by_role("textbox", name="Reason").fill("A hurricane closed several schools.")
    look(page, "staff-everyone")
    dialog.get_by_role("button", name="Extend for everyone").click()
    expect(dialog.locator(".notice-success")).to_be_visible()
    shown = staff.must("GET", f"/api/staff/cycles/{new_cycle}")["deadline_et"]
    expect(dialog).to_contain_text(shown)
    assert f"{later:%B} {later.day}, {later.year}, 11:59 PM ET" == shown
    page.keyboard.press("Escape")
    expect(page.get_by_role("banner")).to_contain_text("closes in 20 days")
