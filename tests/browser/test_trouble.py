"""Submitting too late, and writing in two places: the page says what happened, and nothing typed is lost."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.people import People
from tests.browser.actions import Application, answer_with_code, saved, sign_in
from tests.browser.visual_checks import look
from tests.local_cloud import Connection, close_now, eventually


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
    submit = page.get_by_role("button", name="Submit your application")
    expect(submit).to_be_enabled()
    close_now(staff, new_cycle)
    submit.click()
    alert = page.get_by_role("alert").filter(has_text="Your submission came after the deadline")
    expect(alert).to_contain_text(staff.must("GET", f"/api/cycles/{new_cycle}")["deadline_et"])
    expect(alert).to_contain_text("too late")
    expect(alert).to_contain_text("We kept your draft")
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
    page.get_by_role("button", name="Use the other answer").click()
    expect(page.get_by_label("Preferred name")).to_have_value("Bay")
    expect(page.get_by_label("Pronouns")).to_have_value("they/them")
    saved(page)
    stored = application.now()["form"]["applicant"]
    assert (stored["preferred_name"], stored["pronouns"], stored["phone"]) == ("Bay", "they/them", "+1 202 555 0100")


def test_draft_deleted_elsewhere_is_not_sent_again_until_its_person_says_so(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/about")
    phone = page.get_by_label("Phone")
    expect(phone).to_be_visible()
    application.client.must("DELETE", f"/api/applications/{application.now()['id']}")
    phone.fill("+1 202 555 0100")
    gone = page.get_by_role("region", name="Your draft was deleted on another page or device")
    expect(gone).to_be_visible()
    expect(page.get_by_text("Not saved: this draft was deleted on another page or device.")).to_be_visible()
    page.get_by_label("Pronouns").fill("they/them")
    look(page, "trouble-deleted")
    assert application.client.call("GET", application.path).status_code == 404
    gone.get_by_role("button", name="Start again with these answers").click()
    expect(gone).not_to_be_visible()
    saved(page)
    form = application.now()["form"]
    assert (form["applicant"]["phone"], form["applicant"]["pronouns"]) == ("+1 202 555 0100", "they/them")
    assert (form["statement"], "self_identification" in form) == (application.person.form["statement"], False)
