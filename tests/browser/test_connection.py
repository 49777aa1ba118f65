"""A connection that breaks, a server that fails, a page that goes away: nothing typed is lost."""

from contextlib import suppress

from playwright.sync_api import Error, Page, Route, expect

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
from tests.browser.page_guard import MADE_UP
from tests.browser.visual_checks import look
from tests.local_cloud import Connection


def test_connection_lost_while_typing_loses_nothing(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/statement")
    expect(statement(page)).to_have_value(application.person.form["statement"])
    page.context.set_offline(True)
    statement(page).fill(TYPED)
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
    expect(statement(page)).to_have_value(application.person.form["statement"])
    page.context.set_offline(True)
    statement(page).fill(TYPED)
    expect(page.get_by_role("main").get_by_text("Not saved yet: no connection")).to_be_visible()
    reopened = page.context.new_page()
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")
    page.close()
    reopened.context.set_offline(False)
    assert application.now()["form"]["statement"] == application.person.form["statement"]
    sign_in(reopened, application.person.email, "/application/statement")
    expect(reopened.get_by_text("We restored what you typed")).to_be_visible()
    expect(statement(reopened)).to_have_value(TYPED)
    look(reopened, "trouble-restored")
    saved(reopened)
    assert application.now()["form"]["statement"] == TYPED


def test_page_loaded_again_while_typing_loses_nothing(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/statement")
    statement(page).fill(TYPED)
    page.reload()
    answer_with_code(page, application.person.email)
    expect(statement(page)).to_have_value(TYPED)
    saved(page)
    assert application.now()["form"]["statement"] == TYPED


def test_failing_server_is_tried_again_until_everything_is_saved(
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
    statement(page).fill(TYPED)
    expect(page.get_by_role("main").get_by_text("Not saved yet: something is wrong on our side")).to_be_visible()
    page.get_by_role("button", name="Save and continue").click()
    expect(page).to_have_url("/application/cv")
    page.go_back()
    expect(statement(page)).to_have_value(TYPED)
    assert application.now()["form"]["statement"] == application.person.form["statement"]
    page.unroute(SAVING)
    page.clock.fast_forward("01:00")
    saved(page)
    assert application.now()["form"]["statement"] == TYPED
