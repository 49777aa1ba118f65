"""A mentor comes forward, a match is proposed, both sides answer: each on their own page."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.people import Person
from tests.browser.actions import Application, answer_with_code, sign_in
from tests.browser.conftest import OpenPage
from tests.browser.form_filler import Sheet, fill_mentor_form
from tests.browser.visual_checks import look
from tests.local_cloud import MENTORS, Connection, eventually
from tests.proposals import propose, propose_to

pytestmark = MENTORS

ShowCycle = Callable[[Page], str]


def show_again(page: Page, way: str) -> None:
    """Leave the page for the program's and come back, so that it tells what is new."""
    ways = page.get_by_role("navigation", name="Main")
    ways.get_by_role("link", name="Program").click()
    ways.get_by_role("link", name=way).click()


def test_mentor_comes_forward_and_both_sides_accept(
    page: Page,
    open_page: OpenPage,
    connection: Connection,
    staff: Client,
    new_cycle: str,
    show_cycle: ShowCycle,
    volunteer: Person,
    application: Application,
) -> None:
    sign_in(page, volunteer.email, "/mentor")
    sheet = Sheet(page.get_by_role("main"), staff.must("GET", "/api/schemas/mentor_interest"))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert").get_by_role("heading")).to_be_focused()
    look(page, "mentor-form-errors")
    fill_mentor_form(page, sheet, volunteer.form)
    preview = page.get_by_role("region", name="This is what an applicant sees before accepting")
    expect(preview.get_by_text(volunteer.form["introduction"])).to_be_visible()
    look(page, "mentor-form")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("We have your form. We e-mailed you a confirmation.")).to_be_visible()
    look(page, "mentor-interested")
    mentor = Client.signed_in(connection, volunteer.email)
    record = mentor.must("GET", "/api/mentor")
    assert {name: record["form"][name] for name in volunteer.form} == volunteer.form
    staff.change(f"/api/staff/mentors/{record['id']}", "POST", "/approval")

    student = open_page()
    show_cycle(student)
    sign_in(student, application.person.email, "/status")
    expect(student.get_by_role("heading", name="You’re eligible")).to_be_visible()
    look(student, "status-eligible")
    propose(staff, new_cycle)
    (match,) = eventually(lambda: mentor.must("GET", "/api/matches")["items"])

    show_again(page, "Mentors")
    proposal = page.get_by_role("region", name="A mentee for you")
    for reason in match["reasons"]:
        expect(proposal.get_by_text(reason)).to_be_visible()
    form = application.person.form
    expect(proposal.get_by_text(form["introduction"])).to_be_visible()
    expect(proposal.get_by_text(form["applicant"]["last_name"])).to_have_count(0)
    look(page, "mentor-proposal")
    proposal.get_by_role("button", name="Accept this mentee").click()
    expect(page.get_by_text("You accepted; your mentee hasn’t answered yet")).to_be_visible()
    look(page, "mentor-waiting")

    student.reload()
    _accept(student, application)
    expect(student.get_by_role("link", name=volunteer.email)).to_be_visible()
    look(student, "status-matched")
    with student.expect_download() as download:
        student.get_by_role("button", name="Add these dates to your calendar").click()
    _check_calendar(
        download.value.path().read_bytes().decode(), application.client.must("GET", f"{application.path}/match")
    )

    _check_first_meeting(student, application.client.must("GET", "/api/matches")["items"][0])

    show_again(page, "Mentors")
    expect(page.get_by_role("link", name=application.person.email)).to_be_visible()
    expect(page.get_by_text(form["statement"])).to_be_visible()
    look(page, "mentor-matched")


def _accept(student: Page, application: Application) -> None:
    answer_with_code(student, application.person.email)
    proposal = student.get_by_role("region", name="The proposal")
    expect(proposal.get_by_role("heading", name="Why this mentor")).to_be_visible()
    look(student, "status-proposal")
    proposal.get_by_role("button", name="Accept this mentor").click()


def _check_first_meeting(page: Page, match: dict[str, Any]) -> None:
    kit = match["first_meeting"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Download (.ics)").nth(1).click()
    lines = download.value.path().read_bytes().decode().split("\r\n")
    second = kit["times"][1]["starts_at"].replace("-", "").replace(":", "").replace(".000", "")
    assert f"DTSTART:{second}" in lines
    link = page.get_by_role("link", name="Add to Google Calendar").nth(1)
    assert second in (link.get_attribute("href") or "")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the text").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == kit["mail"]["body"]
    href = page.get_by_role("link", name="Open in your mail program").get_attribute("href") or ""
    assert href.startswith(f"mailto:{match['contact']['email']}?subject=")


def _check_calendar(text: str, match: dict[str, Any]) -> None:
    lines = text.replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    days = [line.split(":")[1] for line in lines if line.startswith("DTSTART")]
    wanted = [match["term"]["starts_on"], *(one["due_on"] for one in match["term"]["check_ins"])]
    assert days[:-1] == [day.replace("-", "") for day in wanted]
    assert match["contact"]["email"] in text.replace("\r\n ", "")


@pytest.mark.usefixtures("application")
def test_mentor_declines_with_a_reason_pauses_and_comes_back(
    page: Page,
    connection: Connection,
    staff: Client,
    new_cycle: str,
    volunteer: Person,
) -> None:
    mentor = Client.signed_in(connection, volunteer.email)
    propose_to(mentor, volunteer.form, staff, new_cycle)
    sign_in(page, volunteer.email, "/mentor")
    page.get_by_role("button", name="Decline").click()
    expect(page.get_by_role("heading", name="Decline this proposal?")).to_be_focused()
    page.get_by_role("button", name="Yes, decline").click()
    reason = page.get_by_label("Why are you declining?")
    expect(reason).to_have_attribute("aria-invalid", "true")
    look(page, "mentor-decline")
    reason.fill("I am on leave until summer.")
    page.get_by_role("button", name="Yes, decline").click()
    expect(page.get_by_text("You declined this proposal.")).to_be_visible()
    assert [match["state"] for match in mentor.must("GET", "/api/matches")["items"]] == ["declined"]

    page.get_by_role("button", name="Pause").click()
    until = f"{datetime.now(UTC) + timedelta(days=90):%Y-%m-%d}"
    page.get_by_label("Until").fill(until)
    look(page, "mentor-pause")
    page.get_by_role("button", name="Start the pause").click()
    expect(page.get_by_role("heading", name="You’re paused")).to_be_visible()
    assert mentor.must("GET", "/api/mentor")["status"] == "paused"
    look(page, "mentor-paused")
    page.get_by_role("button", name="Take part again").click()
    expect(page.get_by_role("heading", name="You’re taking part in matching")).to_be_visible()
    assert mentor.must("GET", "/api/mentor")["status"] == "active"
