"""A pair's dates are moved, and a person is found by their address and erased."""

import pytest
from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.people import Person
from infra.local.year import STAFF
from tests.browser.actions import Application
from tests.browser.staff.conftest import enter
from tests.browser.visual_checks import look
from tests.local_cloud import MENTORS, Connection
from tests.proposals import propose_to

pytestmark = MENTORS


@pytest.fixture
def pair(
    connection: Connection, staff: Client, new_cycle: str, volunteer: Person, application: Application
) -> tuple[str, Application]:
    """A pair that both confirmed: the id of the mentor's record, and the applicant."""
    mentor = Client.signed_in(connection, volunteer.email)
    match = propose_to(mentor, volunteer.form, staff, new_cycle)
    for side in (mentor, application.client):
        side.must("POST", f"/api/matches/{match['id']}/acceptance")
    return mentor.must("GET", "/api/mentor")["id"], application


def test_dates_of_a_pair_are_moved_it_is_ended_and_its_applicant_is_erased(
    page: Page, pair: tuple[str, Application], new_cycle: str
) -> None:
    mentor, application = pair
    term = application.client.must("GET", f"{application.path}/match")["term"]
    enter(page, "coordinator", f"/staff/mentors/{mentor}?cycle={new_cycle}")
    page.get_by_role("button", name="Move the dates").click()
    dialog = page.get_by_role("dialog")
    ends = f"{int(term['ends_on'][:4]) - 2}{term['ends_on'][4:]}"
    dialog.get_by_label("Until").fill(ends)
    dialog.get_by_label("Reason").fill("The mentor moves to another hospital.")
    dialog.get_by_role("button", name="Move the dates").click()
    expect(dialog.get_by_text("Choose a day after today.").first).to_be_visible()
    look(page, "staff-pair-dates")
    earlier = f"{int(term['ends_on'][:4])}-{int(term['ends_on'][5:7]):02}-01"
    dialog.get_by_label("Until").fill(earlier)
    dialog.get_by_role("button", name="Move the dates").click()
    expect(dialog).to_have_count(0)
    moved = application.client.must("GET", f"{application.path}/match")["term"]
    assert (moved["starts_on"], moved["ends_on"]) == (term["starts_on"], earlier)
    matches = page.get_by_role("region", name="Matches")
    matches.get_by_role("link").first.click()
    expect(matches.get_by_role("button", name="Move the dates")).to_be_visible()

    matches.get_by_role("button", name="End this match").click()
    dialog.get_by_label("Reason").fill("They can’t find a time to talk.")
    look(page, "staff-pair-ending")
    dialog.get_by_role("button", name="End the match").click()
    expect(dialog).to_have_count(0)
    expect(matches).to_contain_text("Ended")
    expect(matches).to_contain_text(f"Closed by {STAFF['coordinator']}: “They can’t find a time to talk.”")
    assert application.client.must("GET", f"{application.path}/match")["state"] == "ended"

    page.get_by_role("navigation", name="Main").get_by_role("link", name="People").click()
    email = application.person.email
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("region", name="Applications").get_by_role("link", name=new_cycle)).to_be_visible()
    assert email not in page.url
    look(page, "staff-person")
    page.get_by_role("button", name="Erase this person").click()
    dialog.get_by_label("Reason").fill("They asked for it by phone.")
    dialog.get_by_role("button", name="Erase for good").click()
    expect(dialog.get_by_text("That isn’t this person’s address.").first).to_be_visible()
    look(page, "staff-person-erasing")
    dialog.get_by_label(f"Type {email}").fill(email)
    dialog.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("We’re erasing this person")).to_be_visible()
    expect(page.get_by_text("Erased", exact=True)).to_be_visible(timeout=60_000)
    expect(page.get_by_text(f"We hold nothing about {email}.")).to_be_visible()
