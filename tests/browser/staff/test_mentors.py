"""Mentors: found, approved, paused and brought back, given more places, retired."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.people import People, Person
from tests.browser.page_guard import MADE_UP
from tests.browser.staff.conftest import Apply, columns_drawn, enter
from tests.browser.visual_checks import look
from tests.local_cloud import MENTORS, Connection, eventually

pytestmark = MENTORS


@pytest.fixture
def interested(connection: Connection, people: People) -> Iterator[tuple[Person, str]]:
    """Someone who offered to mentor one person, and the id of their record; no one's mentor once the test is over."""
    person = people.mentor()
    person.form.update(capacity=1, formats=["either"], mentee_stages=["medical_student", "resident"])
    client = Client.signed_in(connection, person.email)
    yield person, client.must("PUT", "/api/mentor", person.form)["id"]
    client.call("POST", "/api/mentor/pause", {})


def name_of(person: Person) -> str:
    name = person.form["name"]
    return f"{name['first']} {name['last']}"


def record_of(staff: Client, mentor: str) -> Any:
    return staff.must("GET", f"/api/staff/mentors/{mentor}")


def test_mentor_is_found_and_led_through_all_that_can_be_done(
    page: Page, new_cycle: str, interested: tuple[Person, str], staff: Client
) -> None:
    person, mentor = interested
    enter(page, "staff", f"/staff/mentors?cycle={new_cycle}")
    page.get_by_label("Status").select_option("interested")
    expect(page.get_by_role("rowheader").filter(has_text=name_of(person))).to_be_visible()
    with page.expect_response(lambda answer: "&q=" in answer.url or "?q=" in answer.url):
        page.get_by_role("searchbox").fill(person.email)
    expect(page.get_by_role("rowheader")).to_have_text([name_of(person)])
    expect(page).to_have_url(re.compile("status=interested$"))
    look(page, "staff-mentors")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("j")
    expect(page.get_by_role("rowheader").get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name_of(person))
    taking = page.get_by_role("region", name="Taking part")
    taking.get_by_role("button", name="Approve").click()
    expect(page.locator(".facts-line .tag").first).to_have_text("Active")
    look(page, "staff-mentor")

    page.get_by_role("heading", level=1).click()
    page.keyboard.press("p")
    taking.get_by_label("Until").fill("2031-01-31")
    taking.get_by_role("button", name="Pause").click()
    expect(taking).to_contain_text("Paused until Jan 31, 2031")
    assert record_of(staff, mentor)["paused_until"] == "2031-01-31T05:00:00.000Z"
    taking.get_by_role("button", name="Undo the pause").click()
    expect(taking.get_by_role("button", name="Pause again")).to_be_visible()
    assert record_of(staff, mentor)["status"] == "active"

    places = page.get_by_role("region", name="Places")
    places.get_by_label("Mentees at once").select_option("3")
    places.get_by_role("button", name="Change the places").click()
    expect(places.get_by_label("Reason")).to_have_attribute("aria-invalid", "true")
    places.get_by_label("Reason").fill("They wrote that they can take three.")
    places.get_by_role("button", name="Change the places").click()
    expect(page.locator(".facts-line")).to_contain_text("3 of 3 places open")
    expect(page.get_by_role("region", name="Activity")).to_contain_text("They wrote that they can take three.")

    page.get_by_role("heading", level=1).click()
    page.keyboard.press("t")
    dialog = page.get_by_role("dialog", name=f"Retire {name_of(person)}?")
    expect(dialog).to_contain_text("This can’t be undone.")
    look(page, "staff-mentor-retiring")
    dialog.get_by_role("button", name="Retire for good").click()
    expect(page.locator(".facts-line .tag").first).to_have_text("Retired")
    expect(taking.get_by_role("button")).to_have_count(0)
    assert record_of(staff, mentor)["status"] == "retired"


def test_who_was_overtaken_sees_the_stored_copy(
    page: Page, new_cycle: str, interested: tuple[Person, str], staff: Client
) -> None:
    _, mentor = interested
    enter(page, "staff", f"/staff/mentors/{mentor}?cycle={new_cycle}")
    taking = page.get_by_role("region", name="Taking part")
    expect(taking.get_by_role("button", name="Approve")).to_be_visible()
    staff.change(f"/api/staff/mentors/{mentor}", "POST", "/retirement", {"reason": "They wrote to us."})
    page.get_by_role("region", name="Places").get_by_label("Mentees at once").select_option("2")
    page.get_by_label("Reason").fill("They asked for two.")
    page.get_by_role("button", name="Change the places").click()
    expect(page.locator(".facts-line .tag").first).to_have_text("Retired")


def test_shortages_of_the_newest_round_show_as_bars(page: Page, new_cycle: str, apply: Apply, staff: Client) -> None:
    application = apply()
    rounds = f"/api/staff/cycles/{new_cycle}/rounds"
    (newest,) = eventually(lambda: staff.must("GET", rounds)["items"], seconds=90)[:1]
    assert application.now()["status"] == "eligible"
    found = [{"name": "hematology", "applicants": 12}, {"name": "palliative_care", "applicants": 3}]
    shortages = {"disciplines": found, "stages": [], "regions": [{"name": "South", "applicants": 4}]}
    body = {"items": [{**newest, "shortages": shortages}]}
    page.route(f"**{rounds}", lambda route: route.fulfill(json=body, headers=MADE_UP))
    enter(page, "coordinator", f"/staff/mentors?cycle={new_cycle}")
    lacking = page.get_by_role("region", name="Where mentors are lacking")
    expect(lacking.get_by_role("row")).to_have_text(
        ["DisciplinesApplicants", "Hematology12", "Palliative care3", "RegionsApplicants", "South4"]
    )
    assert all(columns_drawn(chart) > 20 for chart in lacking.locator("canvas").all())
    look(page, "staff-lacking")


@pytest.mark.parametrize("one", [False, True])
def test_what_cannot_be_read_can_be_tried_again(
    page: Page, new_cycle: str, interested: tuple[Person, str], one: bool
) -> None:
    person, mentor = interested
    body = {"type": "failure", "title": "That did not work", "detail": "Try again in a moment.", "instance": "r-1"}
    address = f"/staff/mentors/{mentor}" if one else "/staff/mentors"
    api = re.compile(rf"/api{address}$")
    page.route(api, lambda route: route.fulfill(status=500, json=body, headers=MADE_UP))
    enter(page, "staff", f"{address}?cycle={new_cycle}")
    expect(page.get_by_role("alert")).to_contain_text("Try again in a moment.")
    page.unroute(api)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text(name_of(person)).first).to_be_visible()
