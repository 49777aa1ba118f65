"""The review: changing an answer and coming back, errors in the form's order, and what is said on the way."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.people import People
from tests.browser.actions import STEPS, Application, answer_with_code, saved, sign_in
from tests.browser.conftest import OpenPage
from tests.browser.test_first_view import COUNT_SHIFTS, SHIFTED
from tests.browser.test_steady import FOLLOW, MOST_SHIFT, PHONE, WIDE
from tests.browser.visual_checks import look
from tests.local_cloud import Connection, write_cycle


def test_change_comes_back_to_the_review_with_the_changed_answer_marked(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    person = people.applicant()
    person.form["training"]["school_country"] = "US"  # else the step would suggest it, which is a change as well
    application = Application(connection, cycle, person).write()
    sign_in(page, application.person.email, "/application/review")
    page.get_by_role("link", name=re.compile("Change ?: Training")).click()
    program = page.get_by_role("combobox", name="Degree program")
    other = "DO" if program.input_value() == "MD" else "MD"
    program.select_option(other)
    page.get_by_role("button", name="Save and go back to review").click()
    expect(page).to_have_url("/application/review")
    row = page.get_by_role("definition").filter(has_text="Changed")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(other)
    expect(row).to_be_focused()
    look(page, "apply-review-changed")
    saved(page)
    page.get_by_role("link", name=re.compile("Change ?: Interests")).click()
    page.get_by_role("button", name="Save and go back to review").click()
    expect(page.get_by_role("heading", name="Interests")).to_be_focused()
    page.get_by_role("link", name="Training", exact=True).or_(
        page.get_by_role("link", name="Training complete")
    ).click()
    expect(page.get_by_role("button", name="Save and continue")).to_be_visible()


def test_errors_follow_the_form_and_say_what_to_do(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    person = people.applicant()
    application = Application(connection, cycle, person)
    application.client.must("PUT", application.path, {"training": {"stage": "medical_student"}})
    sign_in(page, person.email, "/application/review")
    expect(page).to_have_title("Review and submit · Diversity Mentoring Program")
    page.get_by_role("button", name="Submit your application").click()
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("heading")).to_be_focused()
    expect(page).to_have_title("Error: Review and submit · Diversity Mentoring Program")
    links = summary.get_by_role("link")
    fields = [link.get_attribute("href") or "" for link in links.all()]
    parts = [part for parts in STEPS.values() for part in parts]
    places = [next(place for place, part in enumerate(parts) if part in field) for field in fields]
    assert len(fields) > len(parts)
    assert places == sorted(places), fields
    sentences = [link.inner_text() for link in links.all()]
    assert len(set(sentences)) == len(sentences), sentences
    look(page, "apply-review-all-missing")
    links.first.click()
    expect(page).to_have_title("Error: About you · Diversity Mentoring Program")


def test_step_left_with_gaps_says_how_many(page: Page, connection: Connection, cycle: str, people: People) -> None:
    person = people.applicant()
    del person.form["training"]["program"], person.form["training"]["graduation"]
    application = Application(connection, cycle, person).write()
    sign_in(page, application.person.email, "/application/training")
    page.get_by_role("button", name="Save and continue").click()
    expect(page).to_have_url("/application/self-identification")
    expect(page.get_by_role("main").get_by_text("Training: 2 answers still missing")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Training: 2 answers still missing.")
    look(page, "apply-left-with-gaps")
    page.get_by_role("link", name="Go back", exact=True).click()
    expect(page).to_have_url("/application/training")


def test_step_warns_in_the_last_day_and_the_last_hour_by_the_servers_clock(
    open_page: OpenPage,
    connection: Connection,
    staff: Client,
    new_cycle: str,
    show_cycle: Callable[[Page], str],
    people: People,
) -> None:
    application = Application(connection, new_cycle, people.applicant()).write()
    page = open_page(viewport=PHONE)
    show_cycle(page)
    sign_in(page, application.person.email, "/application/statement")
    expect(page.get_by_role("link", name="All steps")).to_be_visible()
    expect(page.get_by_text("Less than one")).to_have_count(0)
    for span, left in (("day", timedelta(hours=5)), ("hour", timedelta(minutes=20))):
        facts = write_cycle(staff, new_cycle, closes=datetime.now(UTC) + left)
        page.reload()
        answer_with_code(page, application.person.email)
        warning = page.locator(".notice", has_text=f"Less than one {span} left:")
        minute, half = facts["deadline_et"].split(", ")[-1].removesuffix(" ET").split(" ")
        expect(warning).to_contain_text(f"You can submit until {minute}:59 {half} ET")
    look(page, "apply-last-hour")

    page.get_by_role("link", name="All steps").click()
    expect(page.locator("p", has_text="Deadline: ")).to_contain_text(f"You can submit until {minute}:59 {half} ET")
    page.get_by_role("link", name="Withdraw your draft").click()
    expect(page.get_by_text("Withdrawing the draft doesn’t delete it.")).to_be_visible()
    look(page, "apply-withdraw-draft")


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_what_changed_since_the_last_submission_is_listed_before_the_next(
    open_page: OpenPage, connection: Connection, cycle: str, people: People, viewport: dict[str, int]
) -> None:
    person = people.applicant()
    person.form["training"]["school"] = "Meharry Medical College"
    application = Application(connection, cycle, person).write().submit()
    stays = application.now()["form"]["location"]["state"]
    changed = {
        "training": {"school": "Howard University College of Medicine"},
        "statement": f"{application.person.form['statement']} I would like to add this.",
        "location": {"state": stays},
    }
    application.client.must("PUT", application.path, changed)
    page = open_page(viewport=viewport)
    page.add_init_script(COUNT_SHIFTS)
    sign_in(page, application.person.email, "/application")
    for path, heading in (("/application/review", "Review your answers"), ("/status", "Your status")):
        page.evaluate("shifted = 0")
        page.evaluate(FOLLOW, path)
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        expect(page.get_by_text("You changed:")).to_have_text("You changed: Medical school, Statement")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(SHIFTED) < MOST_SHIFT, path
        page.get_by_text("Before and after").click()
        expect(page.locator(".small-facts ins").last).to_have_text("Added: I would like to add this.")
        expect(page.locator(".small-facts dt")).to_have_text(["Medical school", "Statement"])
        look(page, f"changed-since{path.replace('/', '-')}")
    page.get_by_role("link", name="Review and submit them").click()
    page.get_by_role("button", name="Submit again").click()
    expect(page.get_by_role("heading", name=re.compile("^Thank you"))).to_be_visible()
    page.get_by_role("link", name="Check your status").click()
    expect(page.get_by_text("You changed:")).to_have_count(0)
