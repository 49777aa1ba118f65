"""The program's own page, before any account: its facts, its clock, the eligibility check and the question form."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from infra.local.client import Client
from infra.local.cloud import Cloud
from infra.local.people import People
from tests.browser.actions import Application, answer_with_code, ask_for_code, stored_in_browser
from tests.browser.conftest import OpenPage
from tests.browser.form_filler import Sheet
from tests.browser.visual_checks import look
from tests.local_cloud import Connection, close_now, eventually, inbox, write_cycle

MINUTE = timedelta(minutes=1)
MENTORS_TITLE = "Guide someone on their way into oncology · Diversity Mentoring Program"


def test_facts_are_those_of_the_cycle(page: Page, cycle: str, staff: Client) -> None:
    facts = staff.must("GET", f"/api/cycles/{cycle}")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Find your mentor in oncology")
    expect(page.get_by_text(facts["name"])).to_be_visible()
    expect(page.get_by_text(f"The deadline is {facts['deadline_et']}")).to_be_visible()
    minute, half = facts["deadline_et"].split(", ")[-1].removesuffix(" ET").split(" ")
    whole = f"The whole minute counts: you have until {minute}:59 {half} ET."
    expect(page.get_by_text(whole).first).to_be_visible()
    expect(page.get_by_role("timer")).to_contain_text("days")
    expect(page.get_by_role("link", name=facts["contact_email"]).first).to_be_visible()
    look(page, "home")


@pytest.mark.parametrize("phase", ["open soon", "are closed"])
def test_window_that_is_not_open_is_told(
    page: Page, staff: Client, new_cycle: str, show_cycle: Callable[[Page], str], phase: str
) -> None:
    close_now(staff, new_cycle)
    if phase == "open soon":
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        write_cycle(staff, new_cycle, opens=tomorrow, closes=tomorrow + timedelta(days=30))
    show_cycle(page)
    page.goto("/")
    expect(page.get_by_role("heading", name=f"Applications {phase}")).to_be_visible()
    look(page, f"home-{phase.replace(' ', '-')}")


def test_countdown_follows_the_servers_clock_and_not_the_readers(
    open_page: OpenPage, staff: Client, new_cycle: str, show_cycle: Callable[[Page], str]
) -> None:
    facts = write_cycle(staff, new_cycle, closes=datetime.now(UTC) + timedelta(hours=5))
    page = open_page(timezone_id="Asia/Tokyo")
    page.clock.install(time=datetime.now(UTC) + timedelta(hours=9, minutes=17))
    show_cycle(page)
    page.goto("/")
    timer = page.get_by_role("timer")
    expect(timer).to_contain_text("hours")
    ends = datetime.fromisoformat(facts["accepts_before"])
    earlier, later = (_left(ends - datetime.now(UTC) + at) for at in (5 * timedelta(seconds=1), timedelta()))
    assert timer.inner_text().removesuffix(" left") in (earlier, later)
    expect(page.get_by_text(f"The deadline is {facts['deadline_et']}")).to_be_visible()
    in_tokyo = (ends - MINUTE).astimezone(ZoneInfo("Asia/Tokyo"))
    told = f"{in_tokyo:%B} {in_tokyo.day}, {in_tokyo.year}, {in_tokyo:%I:%M %p} GMT+9".replace(", 0", ", ")
    expect(page.get_by_text(told).first).to_be_visible()


def _left(span: timedelta) -> str:
    minutes = span // MINUTE
    return f"{minutes // 60} hours {minutes % 60} minute{'s' if minutes % 60 != 1 else ''}"


@pytest.mark.usefixtures("cycle")
def test_eligibility_is_checked_before_any_account(page: Page, staff: Client, people: People) -> None:
    page.goto("/")
    page.get_by_role("button", name="Check your eligibility").click()
    check = page.get_by_role("region", name="Would you be eligible?")
    check.get_by_role("button", name="Check").click()
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("heading")).to_be_focused()
    look(page, "home-check-errors")
    summary.get_by_role("link").first.click()
    expect(check.get_by_role("radio").first).to_be_focused()
    sheet = Sheet(check, staff.must("GET", "/api/schemas/application"))
    form = people.applicant().form
    sheet.fill(form, "training")
    sheet.answer("location.state", form["location"]["state"])
    sheet.answer("self_identification.groups", ["black_african_american"])
    check.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="You look eligible")).to_be_focused()
    look(page, "home-check-eligible")
    check.get_by_label("Black or African American").uncheck()
    expect(page.get_by_role("heading", name="You look eligible")).to_have_count(0)
    expect(check.get_by_role("status")).to_have_text("You changed an answer. Check again to see what it means.")
    check.get_by_label("I decline to answer").check()
    check.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="You don’t look eligible")).to_be_visible()
    look(page, "home-check-ineligible")


def test_answers_of_the_check_are_carried_into_the_form_but_for_self_identification(
    page: Page, connection: Connection, cycle: str, staff: Client, people: People
) -> None:
    person = people.applicant()
    training = {**person.form["training"], "school_country": "US"}
    page.goto("/")
    page.get_by_role("button", name="Check your eligibility").click()
    check = page.get_by_role("region", name="Would you be eligible?")
    sheet = Sheet(check, staff.must("GET", "/api/schemas/application"))
    sheet.fill(person.form, "training")
    sheet.answer("location.state", person.form["location"]["state"])
    sheet.fill(person.form, "self_identification")
    check.get_by_role("button", name="Check").click()
    check.get_by_role("link", name="Use these answers").click()
    assert not [group for group in person.form["self_identification"]["groups"] if group in stored_in_browser(page)]
    ask_for_code(page, person.email)
    answer_with_code(page, person.email)
    expect(page.get_by_text("Your answers from the check are filled in")).to_be_visible()
    application = Application(connection, cycle, person)
    form = eventually(lambda: application.client.call("GET", application.path).json().get("form"))
    assert form == {"training": training, "location": {"state": person.form["location"]["state"]}}
    assert "check" not in stored_in_browser(page)


@pytest.mark.usefixtures("cycle")
def test_question_reaches_the_staff_and_its_asker(page: Page, cloud: Cloud) -> None:
    page.goto("/#ask")
    form = page.get_by_role("region", name="Ask the program")
    form.get_by_role("button", name="Send your question").click()
    expect(form.get_by_role("alert").get_by_role("link")).to_have_count(3)
    look(page, "home-ask-errors")
    form.get_by_label("Your name").fill("Noor Example")
    expect(form.get_by_text("Enter your name.")).to_have_count(0)
    expect(form.get_by_role("alert").get_by_role("link")).to_have_count(2)
    form.get_by_label("E-mail address").fill("not an address")
    form.get_by_label("Your question").fill("May I apply while I am on leave?")
    form.get_by_role("button", name="Send your question").click()
    expect(form.get_by_role("textbox", name="E-mail address")).to_have_attribute("aria-invalid", "true")
    form.get_by_label("E-mail address").fill("noor@example.edu")
    expect(form.get_by_role("textbox", name="E-mail address")).not_to_have_attribute("aria-invalid", "true")
    expect(form.get_by_role("alert")).to_have_count(0)
    form.get_by_role("button", name="Send your question").click()
    expect(form.get_by_text("We received your question")).to_be_visible()
    confirmation = eventually(lambda: inbox(cloud, "noor@example.edu"))[-1]
    assert "We have your question" in confirmation["BodyText"]
    assert "on leave" not in confirmation["BodyText"]
    question = eventually(lambda: inbox(cloud, "mentoring@example.org"))[-1]
    assert "on leave" in question["BodyText"]


@pytest.mark.usefixtures("cycle")
def test_without_javascript_the_document_has_the_facts(open_page: OpenPage, staff: Client) -> None:
    page = open_page(java_script_enabled=False, viewport={"width": 375, "height": 800})

    def says(text: str) -> Locator:
        """A search by text alone passes over what is in `noscript`."""
        return page.get_by_role("paragraph").filter(has_text=text)

    def shown() -> Any:
        facts = staff.must("GET", "/api/cycles/current")
        page.goto("/")
        return facts if says(facts["deadline_et"]).is_visible() else None

    facts = eventually(shown)
    expect(page.get_by_role("heading", level=1)).to_have_text("Find your mentor in oncology")
    expect(says("Students in an MD or DO program")).to_be_visible()
    expect(page.get_by_role("link", name=facts["contact_email"])).to_be_visible()


def test_on_a_phone_the_head_is_one_line_and_the_ways_are_behind_a_button(open_page: OpenPage, cycle: str) -> None:
    page = open_page(viewport={"width": 375, "height": 800})
    page.goto("/")
    expect(page.get_by_text(cycle).first).to_be_visible()
    assert page.get_by_role("banner").evaluate("it => it.getBoundingClientRect().height") <= 60
    mentors = page.get_by_role("link", name="Mentors", exact=True)
    menu = page.get_by_role("button", name="Menu")
    expect(mentors).to_be_hidden()
    menu.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    look(page, "home-menu")
    page.keyboard.press("Escape")
    expect(mentors).to_be_hidden()
    expect(menu).to_be_focused()
    menu.click()
    mentors.click()
    expect(page).to_have_title(MENTORS_TITLE)
    expect(mentors).to_be_hidden()


@pytest.mark.usefixtures("cycle")
def test_mentors_read_what_it_means_before_they_sign_in(page: Page, staff: Client) -> None:
    page.goto("/")
    page.get_by_role("link", name="Become a mentor").click()
    expect(page).to_have_title(MENTORS_TITLE)
    deadline = staff.must("GET", "/api/cycles/current")["deadline_et"]
    year = page.get_by_role("region", name="The year at a glance")
    expect(year.get_by_text(f"Until {deadline}")).to_be_visible()
    expect(page.get_by_text("Hematology, Medical oncology")).to_be_visible()
    answer = page.get_by_text("You get no proposals while you’re paused", exact=False)
    expect(answer).to_be_hidden()
    page.get_by_text("Can I take a break?").press("Enter")
    expect(answer).to_be_visible()
    look(page, "mentors")
    page.get_by_role("link", name="Fill in the Mentor Interest Form").first.click()
    expect(page.get_by_label("E-mail address")).to_be_visible()


def test_home_of_a_person_says_what_waits_and_shows_the_ways_that_concern_them(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant("student")).write()
    page.goto("/")
    page.get_by_role("link", name="Sign in").click()
    ask_for_code(page, application.person.email)
    answer_with_code(page, application.person.email)
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="Status")).to_be_visible()
    page.get_by_role("link", name="Program", exact=True).click()
    yours = page.get_by_role("navigation", name="Yours")
    expect(yours.get_by_role("heading")).to_have_text("What waits for you")
    expect(yours.get_by_role("link", name="Review and submit your application")).to_be_visible()
    expect(page.get_by_role("link", name="Mentors", exact=True)).to_be_hidden()
    look(page, "home-yours")
