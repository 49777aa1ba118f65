"""Coming in, being put out, going: what stays in the browser meanwhile, and what does not."""

from urllib.parse import parse_qs, urlsplit

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
@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("  ", "Enter your e-mail address."),
        ("no one", "Enter a whole e-mail address"),
        ("ana@-bad.example.edu", None),  # only the server knows
    ],
)
def test_sign_in_asks_for_an_address_that_is_one(page: Page, typed: str, wrong: str | None) -> None:
    made: list[str] = []
    page.on("request", lambda request: made.append(request.url) if request.url.endswith("/api/accounts") else None)
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(typed)
    page.get_by_role("button", name="Continue").click()
    if not wrong:
        page.get_by_role("button", name="Get your code").click()
    field = page.get_by_role("textbox", name="E-mail address")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(page).to_have_title("Error: Sign in · Diversity Mentoring Program")
    expect(page.get_by_role("alert")).to_contain_text(wrong or "E")
    assert len(made) == (0 if wrong else 1)
    look(page, "sign-in-errors")


@pytest.mark.usefixtures("cycle")
@pytest.mark.parametrize("back", ["kept", "loaded again"])
def test_address_mistyped_is_told_before_it_is_an_account_and_after_it(page: Page, people: People, back: str) -> None:
    right = people.applicant().email
    mistyped = right.replace("@example", "@exmaple")
    made: list[str] = []
    page.on("request", lambda request: made.append(request.url) if request.url.endswith("/api/accounts") else None)
    page.goto("/status")
    page.get_by_label("E-mail address").fill(f" {mistyped} ")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text(mistyped, exact=True)).to_be_visible()
    look(page, "sign-in-check")
    assert not made
    page.get_by_role("button", name="Get your code").click()
    page.get_by_role("textbox", name="Username").wait_for()
    if back == "kept":
        page.go_back()
    else:
        page.goto("/status")
    expect(page.get_by_text(mistyped, exact=True)).to_be_visible()
    page.get_by_role("button", name="No code? Start again").click()
    field = page.get_by_label("E-mail address")
    expect(field).to_be_focused()
    expect(field).to_have_value(mistyped)
    field.fill(right)
    page.get_by_role("button", name="Continue").click()
    with page.expect_request("**/oauth2/authorize*") as sent:
        page.get_by_role("button", name="Get your code").click()
    assert parse_qs(urlsplit(sent.value.url).query)["login_hint"] == [right]
    answer_with_code(page, right)
    assert "@" not in stored_in_browser(page)


@pytest.mark.usefixtures("cycle")
def test_sign_in_that_was_not_finished_can_be_started_again(page: Page) -> None:
    page.goto("/callback?error=access_denied&state=unknown")
    expect(page.get_by_text("Your sign-in wasn’t finished")).to_be_visible()
    expect(page).to_have_url("/callback")
    look(page, "callback-failed")
