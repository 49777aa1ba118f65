"""Someone whom staff let in after the close, before there is an application: who reads so by mail and on every page."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.cloud import Cloud
from infra.local.cycles import EASTERN
from infra.local.people import People
from tests.browser.actions import Application, saved, sign_in
from tests.browser.visual_checks import look
from tests.local_cloud import Connection, close_now, eventually, inbox


def test_newcomer_with_an_exception_begins_after_the_close(
    page: Page,
    connection: Connection,
    staff: Client,
    new_cycle: str,
    show_cycle: Callable[[Page], str],
    people: People,
    cloud: Cloud,
) -> None:
    person = people.applicant()
    close_now(staff, new_cycle)
    until = (datetime.now(UTC) + timedelta(days=3)).astimezone(EASTERN)
    exception = {"email": person.email, "until": until.strftime("%Y-%m-%dT%H:%M"), "reason": "Their internet was down."}
    own = staff.must("POST", f"/api/staff/cycles/{new_cycle}/extensions", exception)["until_et"]
    (mail,) = eventually(lambda: inbox(cloud, person.email))
    assert own in mail["Subject"]
    assert own in mail["BodyText"]
    show_cycle(page)
    sign_in(page, person.email, "/status")
    expect(page.get_by_text(f"Our staff extended the deadline for you. You can apply until {own}")).to_be_visible()
    look(page, "newcomer-status")
    page.get_by_role("link", name="Start your application").click()
    expect(page.get_by_text("You can apply: we extended the deadline for you")).to_be_visible()
    expect(page.get_by_text(f"Deadline, extended for you: {own}")).to_be_visible()
    look(page, "newcomer-begin")
    page.get_by_role("link", name="Start your application").click()
    page.get_by_label("First name").fill("Noor")
    saved(page)
    stored = Application(connection, new_cycle, person).now()
    assert (stored["form"]["applicant"]["first_name"], stored["extension"]["until_et"]) == ("Noor", own)
    page.get_by_role("link", name="Apply").click()
    expect(page.get_by_text(f"Deadline, extended for you: {own}")).to_be_visible()
    expect(page.get_by_text("You can apply: we extended")).to_have_count(0)
