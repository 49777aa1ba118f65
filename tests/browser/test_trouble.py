"""What goes wrong while somebody writes, and that nothing typed is lost by it."""

from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import Error, Locator, Page, Route, expect

from infra.local.client import Client
from infra.local.people import People
from tests.browser.acts import Application, answer_with_code, saved, sign_in, stored_in_browser
from tests.browser.looks import look
from tests.browser.sheets import Sheet
from tests.browser.watch import MADE_UP
from tests.clouds import Connection, close_now, eventually

SAVING = "**/api/cycles/*/application"
TYPED = "Written while everything went wrong: " + "a sentence that nobody should have to write twice; " * 4 + "the end."


def _statement(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Statement")


def test_late_submission_shows_what_happened_and_keeps_the_draft(
    page: Page,
    connection: Connection,
    staff: Client,
    new_cycle: str,
    show_cycle: Callable[[Page], str],
    people: People,
) -> None:
    application = Application(connection, new_cycle, people.applicant()).write()
    show_cycle(page)
    sign_in(page, application.person.email, "/application/review")
    submit = page.get_by_role("button", name="Submit the application")
    expect(submit).to_be_enabled()
    close_now(staff, new_cycle)
    submit.click()
    alert = page.get_by_role("alert").filter(has_text="This came after the deadline")
    expect(alert).to_contain_text(staff.must("GET", f"/api/cycles/{new_cycle}")["deadline_et"])
    expect(alert).to_contain_text("too late")
    expect(alert).to_contain_text("Your draft is kept")
    expect(alert.get_by_role("link", name="mentoring@example.org")).to_be_visible()
    look(page, "trouble-late")
    assert application.now()["form"]["statement"] == application.person.form["statement"]
    rows = staff.must("GET", "/api/staff/applications", params={"cycle": new_cycle})["items"]
    assert {row["id"]: row["late"] for row in rows}[application.now()["id"]]
    page.get_by_role("link", name="Apply").click()
    page.reload()
    answer_with_code(page, application.person.email)
    expect(page.get_by_text("The deadline has passed")).to_be_visible()
    page.get_by_role("link", name="See your answers").click()
    expect(page.get_by_text(application.person.form["statement"])).to_be_visible()
    look(page, "trouble-closed")


def test_two_tabs_conflict_into_a_choice_that_loses_nothing(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    other = page.context.new_page()
    for tab in (page, other):
        sign_in(tab, application.person.email, "/application/about")
        expect(tab.get_by_label("Preferred name")).to_be_visible()
    page.get_by_label("Preferred name").fill("Ash")
    page.get_by_label("Phone").fill("+1 202 555 0100")
    saved(page)
    eventually(lambda: application.now()["form"]["applicant"].get("preferred_name") == "Ash")
    other.get_by_label("Preferred name").fill("Bay")
    other.get_by_label("Pronouns").fill("they/them")
    choice = other.get_by_role("region", name="Changed in two places")
    expect(choice.get_by_text("Ash", exact=True)).to_be_visible()
    expect(choice.get_by_text("Bay", exact=True)).to_be_visible()
    look(other, "trouble-two-tabs")
    eventually(lambda: application.now()["form"]["applicant"].get("pronouns") == "they/them")
    expect(other.get_by_label("Phone")).to_have_value("+1 202 555 0100")
    choice.get_by_role("button", name="Keep this page").click()
    expect(choice).not_to_be_visible()
    saved(other)
    eventually(lambda: application.now()["form"]["applicant"]["preferred_name"] == "Bay")
    page.get_by_label("Preferred name").fill("Cam")
    page.get_by_role("button", name="Take the other").click()
    expect(page.get_by_label("Preferred name")).to_have_value("Bay")
    expect(page.get_by_label("Pronouns")).to_have_value("they/them")
    saved(page)
    told = application.now()["form"]["applicant"]
    assert (told["preferred_name"], told["pronouns"], told["phone"]) == ("Bay", "they/them", "+1 202 555 0100")


def test_connection_lost_while_typing_loses_nothing(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/statement")
    expect(_statement(page)).to_have_value(application.person.form["statement"])
    page.context.set_offline(True)
    _statement(page).fill(TYPED)
    expect(page.get_by_role("main").get_by_text("Not saved yet: no connection")).to_be_visible()
    assert TYPED in stored_in_browser(page)
    look(page, "trouble-offline")
    page.context.set_offline(False)
    saved(page)
    assert application.now()["form"]["statement"] == TYPED
    assert TYPED not in stored_in_browser(page)


def test_page_that_crashes_without_a_connection_brings_back_what_was_typed(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/statement")
    expect(_statement(page)).to_have_value(application.person.form["statement"])
    page.context.set_offline(True)
    _statement(page).fill(TYPED)
    expect(page.get_by_role("main").get_by_text("Not saved yet: no connection")).to_be_visible()
    anew = page.context.new_page()
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")
    page.close()
    anew.context.set_offline(False)
    assert application.now()["form"]["statement"] == application.person.form["statement"]
    sign_in(anew, application.person.email, "/application/statement")
    expect(anew.get_by_text("What you typed is back")).to_be_visible()
    expect(_statement(anew)).to_have_value(TYPED)
    look(anew, "trouble-restored")
    saved(anew)
    assert application.now()["form"]["statement"] == TYPED


def test_page_loaded_again_while_typing_loses_nothing(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/statement")
    _statement(page).fill(TYPED)
    page.reload()
    answer_with_code(page, application.person.email)
    expect(_statement(page)).to_have_value(TYPED)
    saved(page)
    assert application.now()["form"]["statement"] == TYPED


def test_failing_server_is_tried_again_until_it_has_taken_all(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    busy = MADE_UP | {"Content-Type": "application/problem+json"}

    def fail(route: Route) -> None:
        if route.request.method == "PUT":
            route.fulfill(status=503, json={"type": "unavailable", "title": "Busy"}, headers=busy)
        else:
            route.continue_()

    page.clock.install()
    sign_in(page, application.person.email, "/application/statement")
    page.route(SAVING, fail)
    _statement(page).fill(TYPED)
    expect(page.get_by_role("main").get_by_text("Not saved yet: our side could not take it")).to_be_visible()
    page.get_by_role("button", name="Save and continue").click()
    expect(page).to_have_url("/application/cv")
    page.go_back()
    expect(_statement(page)).to_have_value(TYPED)
    assert application.now()["form"]["statement"] == application.person.form["statement"]
    page.unroute(SAVING)
    page.clock.fast_forward("01:00")
    saved(page)
    assert application.now()["form"]["statement"] == TYPED


def test_sign_in_that_expires_keeps_the_draft(
    page: Page, connection: Connection, cycle: str, people: People, origin: str
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/statement")
    expect(_statement(page)).to_have_value(application.person.form["statement"])
    readable = MADE_UP | {"Access-Control-Allow-Origin": origin}
    page.route("**/oauth2/token", lambda it: it.fulfill(status=400, json={"error": "invalid_grant"}, headers=readable))
    page.route(SAVING, lambda it: it.fulfill(status=401, json={"message": "Unauthorized"}, headers=MADE_UP))
    _statement(page).fill(TYPED)
    expect(page.get_by_text("Your sign-in has ended", exact=True)).to_be_visible()
    expect(_statement(page)).to_have_value(TYPED)
    look(page, "trouble-signed-out")
    page.unroute("**/oauth2/token")
    page.unroute(SAVING)
    page.get_by_role("button", name="Sign in again").click()
    answer_with_code(page, application.person.email)
    expect(_statement(page)).to_have_value(TYPED)
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
    expect(page.get_by_text("You have answered")).to_be_visible()
    expect(page.get_by_text("Hispanic or Latino")).not_to_be_visible()
    look(page, "apply-self-identification-answered")


def test_signing_out_leaves_nothing_in_the_browser(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/statement")
    expect(_statement(page)).to_have_value(application.person.form["statement"])
    page.route(SAVING, lambda it: it.fulfill(status=503, json={}, headers=MADE_UP))
    _statement(page).fill(TYPED)
    expect(page.get_by_role("main").get_by_text("Not saved yet")).to_be_visible()
    assert TYPED in stored_in_browser(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert stored_in_browser(page) == '[{},{},""]'
    page.go_back()
    expect(page.get_by_text(TYPED)).not_to_be_visible()
