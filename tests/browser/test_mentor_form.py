"""The Mentor Interest Form: a single name, institutions found while they're typed, and errors in the form's order."""

import pytest
from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.people import People
from tests.browser.actions import answer_with_code, sign_in
from tests.browser.conftest import OpenPage
from tests.browser.form_filler import MENTOR_STEPS, Sheet
from tests.browser.test_steady import FOLLOW, PHONE, WIDE
from tests.browser.visual_checks import look
from tests.local_cloud import Connection

pytestmark = pytest.mark.usefixtures("cycle")
#: How far down the page a control is.
TOP = "(it) => it.getBoundingClientRect().top + scrollY"


def test_errors_follow_the_mentor_form_and_are_in_the_title(page: Page, people: People) -> None:
    sign_in(page, people.mentor().email, "/mentor")
    page.get_by_role("button", name="Continue").click()
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("heading")).to_be_focused()
    expect(page).to_have_title("Error: For mentors · Diversity Mentoring Program")
    targets = [link.get_attribute("href") or "" for link in summary.get_by_role("link").all()]
    places = [page.locator(f"[id='{target.removeprefix('#')}']").first.evaluate(TOP) for target in targets if target]
    assert places == sorted(places), targets
    sentences = [link.inner_text() for link in summary.get_by_role("link").all()]
    told = ["Enter your first name.", "Enter your last name.", "Choose your career stage."]
    assert sentences == [*told, "Enter your institution.", "Choose your state or territory."]


def test_step_of_the_mentor_form_is_kept_and_the_browsers_way_back_leads_to_the_one_before(
    page: Page, staff: Client, people: People
) -> None:
    person = people.mentor()
    sign_in(page, person.email, "/mentor")
    sheet = Sheet(page.get_by_role("main"), staff.must("GET", "/api/schemas/mentor_interest"))
    sheet.fill(person.form, *MENTOR_STEPS[0])
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Step 2 of 4")).to_be_focused()
    sites = page.get_by_role("group", name="Disease sites", exact=True)
    for site in ("Breast", "Lung", "Skin", "Sarcoma"):
        sites.get_by_label(site).check()
    look(page, "mentor-form-step-2")
    sites.get_by_label("Open to any").check()
    expect(sites.get_by_role("checkbox", checked=True)).to_have_count(1)
    sites.get_by_label("Sarcoma").check()
    expect(sites.get_by_label("Open to any")).not_to_be_checked()
    page.go_back()
    expect(sheet.field("institution")).to_have_value(person.form["institution"])
    page.reload()
    answer_with_code(page, person.email)
    expect(page.get_by_text("We restored what you typed")).to_be_visible()
    expect(page.get_by_text("Step 2 of 4")).to_be_visible()
    page.evaluate(FOLLOW, "/mentor?step=4")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Step 2 of 4")).to_be_focused()


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_mentor_with_a_single_name_and_mistyped_institutions(
    open_page: OpenPage, connection: Connection, staff: Client, people: People, viewport: dict[str, int]
) -> None:
    person = people.mentor()
    page = open_page(viewport=viewport)
    sign_in(page, person.email, "/mentor")
    sheet = Sheet(page.get_by_role("main"), staff.must("GET", "/api/schemas/mentor_interest"))
    single = {**person.form, "name": {"first": "Suharto", "single_name": True}, "institution": "UNM Hospital"}
    sheet.answer("name.first", "Suharto")
    expect(page.get_by_label("Last name")).to_be_visible()
    sheet.answer("name.single_name", True)
    expect(page.get_by_label("Last name")).to_have_count(0)
    sheet.fill(single, "stage", "institution", "location")
    sheet.field("institution").press("Tab")
    expect(page.get_by_text("We take this as University of New Mexico.")).to_be_visible()
    for parts in MENTOR_STEPS[1:3]:
        page.get_by_role("button", name="Continue").click()
        sheet.fill(single, *parts)

    avoided = page.get_by_role("combobox", name="Institutions to avoid")
    avoided.press_sequentially("meharry")
    page.get_by_role("option", name="Meharry Medical College").click()
    expect(avoided).to_have_value("")
    avoided.fill("Morehouse School of Medicin")
    avoided.press("Enter")
    expect(page.get_by_text("Did you mean").first).to_be_visible()
    look(page, "mentor-institutions")
    page.get_by_role("listitem").filter(has_text="Medicin").get_by_role("button", name="Use this name").click()
    avoided.fill("Prairie Hospital")  # counts without being added
    page.get_by_role("button", name="Continue").click()
    sheet.fill(single, *MENTOR_STEPS[3])
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("We have your form. We e-mailed you a confirmation.")).to_be_visible()
    record = Client.signed_in(connection, person.email).must("GET", "/api/mentor")
    assert record["form"]["name"] == {"first": "Suharto", "single_name": True}
    assert record["institution"]["name"] == "University of New Mexico"
    names = [(each["typed"], each.get("name")) for each in record["avoid_institutions"]]
    assert names[0] == ("Meharry Medical College", "Meharry Medical College")
    assert names[1][1].startswith("Morehouse")
    assert names[2] == ("Prairie Hospital", None)
    answers = page.get_by_role("region", name="Your Mentor Interest Form")
    expect(answers.get_by_text("We take “UNM Hospital” as University of New Mexico.")).to_be_visible()
    expect(answers.get_by_text("Last name")).to_have_count(0)
    look(page, "mentor-institutions-meant")


def test_mentor_who_meets_either_way_has_both_boxes_checked(page: Page, connection: Connection, people: People) -> None:
    person = people.mentor()
    mentor = Client.signed_in(connection, person.email)
    mentor.must("PUT", "/api/mentor", {**person.form, "formats": ["either"]})
    sign_in(page, person.email, "/mentor")
    page.get_by_role("button", name="Change your answers").click()
    boxes = page.get_by_role("group", name="Meeting formats").get_by_role("checkbox")
    expect(boxes).to_have_count(2)
    expect(boxes.nth(0)).to_be_checked()
    boxes.nth(1).uncheck()
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("In person")).to_have_count(0)
    assert mentor.must("GET", "/api/mentor")["form"]["formats"] == ["virtual"]
