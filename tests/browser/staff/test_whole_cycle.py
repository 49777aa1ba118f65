"""A coordinator runs a cycle from the copy of another to its published round, without leaving the console."""

from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.cloud import Cloud
from infra.local.cycles import EASTERN
from infra.local.people import People, Person
from tests.browser.actions import Application
from tests.browser.staff.conftest import enter
from tests.local_cloud import MENTORS, Connection, eventually, inbox
from tests.proposals import newest_draft

pytestmark = MENTORS


def wall(at: datetime) -> str:
    """A time as the console's fields take it."""
    return f"{at.astimezone(EASTERN):%Y-%m-%dT%H:%M}"


def test_cycle_is_run_from_copy_to_published_round(
    page: Page,
    cloud: Cloud,
    connection: Connection,
    staff: Client,
    new_cycle: str,
    volunteer: Person,
    people: People,
) -> None:
    now, made = datetime.now(EASTERN), f"{new_cycle}-b"
    mentor = Client.signed_in(connection, volunteer.email)
    mentor.must("PUT", "/api/mentor", volunteer.form)
    name = staff.must("GET", f"/api/staff/cycles/{new_cycle}")["name"]

    enter(page, "coordinator", f"/staff/cycles?cycle={new_cycle}")
    page.get_by_role("link", name=f"Copy {name}", exact=True).click()
    main = page.get_by_role("main")
    main.get_by_label("Id").fill(made)
    main.get_by_label("Name").fill(f"The cycle after {name}")
    main.get_by_label("Opens").fill(wall(now - timedelta(days=2)))
    main.get_by_label("Deadline").fill(wall(now + timedelta(days=2)))
    main.get_by_label("Term starts on").fill(f"{now + timedelta(days=90):%Y-%m-%d}")
    page.get_by_role("button", name="Make the cycle").click()
    expect(page).to_have_url(f"/staff/cycles/{made}?cycle={new_cycle}")

    applicant = Application(connection, made, people.applicant()).write().submit()
    resident = Application(connection, made, people.applicant("resident")).write().submit()
    eventually(lambda: all(one.now().get("verdict") for one in (applicant, resident)))

    go(page, "Mentors")
    page.get_by_role("searchbox").fill(volunteer.email)
    found = page.get_by_role("rowheader")
    expect(found).to_have_count(1)
    found.get_by_role("link").click()
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".facts-line .tag").first).to_have_text("Active")

    page.get_by_label("Cycle", exact=True).select_option(made)
    go(page, "Review")
    expect(page.get_by_role("region", name="Decision")).to_be_visible()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("i")
    page.keyboard.type("The school could not be found.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("No application waits for a review in this cycle.")).to_be_visible()

    go(page, "Cycles")
    page.get_by_role("link", name=f"The cycle after {name}", exact=True).click()
    main.get_by_label("Deadline").fill(wall(datetime.now(EASTERN) - timedelta(minutes=1)))
    main.get_by_label("Reason").fill("The demonstration of a cycle is short.")
    page.get_by_role("button", name="Save the cycle").click()
    expect(main.get_by_label("Reason")).not_to_be_attached()

    number = eventually(lambda: newest_draft(staff, made), seconds=90)["round"]
    go(page, "Rounds")
    page.get_by_role("link", name=f"Round {number}", exact=True).click()
    page.get_by_role("button", name="Publish…").click()
    page.get_by_role("dialog").get_by_role("button", name="Publish and mail").click()
    expect(page.locator(".facts-line .tag").first).to_have_text("Published")
    assert eventually(lambda: mentor.must("GET", "/api/matches")["items"])
    assert eventually(lambda: [it for it in inbox(cloud, volunteer.email) if "We found a mentee" in it["Subject"]])
    assert [one.now()["status"] for one in (applicant, resident)] == ["eligible", "ineligible"]


def go(page: Page, screen: str) -> None:
    """Follow the console's own way to a screen."""
    page.get_by_role("navigation").get_by_role("link", name=screen, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(screen)
