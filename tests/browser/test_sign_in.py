"""Coming in, being put out, going: what stays in the browser meanwhile, and what does not."""

import pytest
from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.people import People
from tests.browser.actions import (
    SAVING,
    TYPED,
    Application,
    answer_with_code,
    saved,
    sign_in,
    statement,
    stored_in_browser,
)
from tests.browser.form_filler import Sheet
from tests.browser.page_guard import MADE_UP
from tests.browser.visual_checks import look
from tests.local_cloud import Connection


def test_sign_in_that_expires_keeps_the_draft(
    page: Page, connection: Connection, cycle: str, people: People, origin: str
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/statement")
    expect(statement(page)).to_have_value(application.person.form["statement"])
    readable = MADE_UP | {"Access-Control-Allow-Origin": origin}
    page.route("**/oauth2/token", lambda it: it.fulfill(status=400, json={"error": "invalid_grant"}, headers=readable))
    page.route(SAVING, lambda it: it.fulfill(status=401, json={"message": "Unauthorized"}, headers=MADE_UP))
    statement(page).fill(TYPED)
    expect(page.get_by_text("Your sign-in has ended", exact=True)).to_be_visible()
    expect(statement(page)).to_have_value(TYPED)
    look(page, "trouble-signed-out")
    page.unroute("**/oauth2/token")
    page.unroute(SAVING)
    page.get_by_role("button", name="Sign in again").click()
    answer_with_code(page, application.person.email)
    expect(statement(page)).to_have_value(TYPED)
    saved(page)
    assert application.now()["form"]["statement"] == TYPED


def test_self_identification_is_kept_nowhere_in_the_browser(
    page: Page, connection: Connection, cycle: str, staff: Client, people: People
) -> None:
    person = people.applicant()
    del person.form["self_identification"]
    application = Application(connection, cycle, person).write()
    sign_in(page, person.email, "/application/self-identification")
    sheet = Sheet(page.get_by_role("main"), staff.must("GET", "/api/schemas/application"))
    sheet.field("self_identification.groups")
    page.context.set_offline(True)
    sheet.answer("self_identification.groups", ["hispanic_latino"])
    expect(page.get_by_role("main").get_by_text("Not saved yet: no connection")).to_be_visible()
    kept = stored_in_browser(page).lower()
    assert not [word for word in ("hispanic", "self_identification", "groups") if word in kept]
    page.context.set_offline(False)
    saved(page)
    assert application.now()["form"]["self_identification"] == {"provided": True}
    page.reload()
    answer_with_code(page, person.email)
    expect(page.get_by_text("You’ve answered this")).to_be_visible()
    expect(page.get_by_text("Hispanic or Latino")).not_to_be_visible()
    look(page, "apply-self-identification-answered")


def test_signing_out_leaves_nothing_in_the_browser(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/statement")
    expect(statement(page)).to_have_value(application.person.form["statement"])
    page.route(SAVING, lambda it: it.fulfill(status=503, json={}, headers=MADE_UP))
    statement(page).fill(TYPED)
    expect(page.get_by_role("main").get_by_text("Not saved yet")).to_be_visible()
    assert TYPED in stored_in_browser(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert stored_in_browser(page) == '[{},{},""]'
    page.go_back()
    expect(page.get_by_text(TYPED)).not_to_be_visible()


@pytest.mark.usefixtures("cycle")
def test_sign_in_asks_for_an_address_that_is_one(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill("no one")
    page.get_by_role("button", name="Go to sign-in").click()
    expect(page.get_by_role("textbox", name="E-mail address")).to_have_attribute("aria-invalid", "true")
    look(page, "sign-in-errors")


@pytest.mark.usefixtures("cycle")
def test_sign_in_that_was_not_finished_can_be_started_again(page: Page) -> None:
    page.goto("/callback?error=access_denied&state=unknown")
    expect(page.get_by_text("Your sign-in wasn’t finished")).to_be_visible()
    expect(page).to_have_url("/callback")
    look(page, "callback-failed")
