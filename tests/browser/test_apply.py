"""A student applies: from the program's page to the receipt, again with changes, and out and in again."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.cloud import Cloud
from infra.local.people import People
from tests import pdfs
from tests.browser.actions import STEPS, Application, answer_with_code, ask_for_code, saved, sign_in, stored_in_browser
from tests.browser.conftest import OpenPage
from tests.browser.form_filler import Sheet
from tests.browser.input_methods import Keyboard
from tests.browser.test_steady import PHONE, WIDE
from tests.browser.visual_checks import look
from tests.local_cloud import Connection, eventually, inbox

#: Makes an address too long for a line of a small screen, as many are.
LONG = "maria-fernanda.rodriguez-villanueva."
#: Whether nothing lies on an element's foot, and its foot is in the window.
SHOWS_WHOLE = """it => { const { x, bottom } = it.getBoundingClientRect();
    return it.contains(document.elementFromPoint(x + 9, bottom - 4)); }"""


def test_student_applies_by_keyboard_alone(
    page: Page, connection: Connection, cycle: str, staff: Client, people: People, cloud: Cloud
) -> None:
    student, hand = people.applicant(), Keyboard(page)
    person = replace(student, email=LONG + student.email)
    schema = staff.must("GET", "/api/schemas/application")
    page.goto("/")
    hand.press(page.get_by_role("button", name="Check your eligibility"))
    check = page.get_by_role("region", name="Would you be eligible?")
    sheet = Sheet(check, schema, hand)
    sheet.fill(person.form, "training")
    sheet.answer("location.state", person.form["location"]["state"])
    sheet.fill(person.form, "self_identification")
    hand.press(check.get_by_role("button", name="Check"))
    expect(page.get_by_role("heading", name="You look eligible")).to_be_focused()
    hand.press(check.get_by_role("link", name="Use these answers"))
    look(page, "sign-in")
    ask_for_code(page, person.email, hand)
    answer_with_code(page, person.email, hand)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your application")
    expect(page.get_by_text("Your answers from the check are filled in")).to_be_visible()
    look(page, "apply-begin")
    hand.press(page.get_by_role("link", name="Continue: About you"))

    sheet = Sheet(page.get_by_role("main"), schema, hand)
    for number, (step, parts) in enumerate(STEPS.items(), start=1):
        expect(page).to_have_url(f"/application/{step}")
        expect(page.get_by_role("heading", level=1)).to_be_focused()
        sheet.fill({part: person.form[part] for part in parts})
        if step == "cv":
            send_cv(page, hand)
        look(page, f"apply-{number}-{step}")
        hand.press(page.get_by_role("button", name="Go to review" if number == len(STEPS) else "Save and continue"))

    expect(page).to_have_url("/application/review")
    saved(page)
    look(page, "apply-review")
    hand.press(page.get_by_role("button", name="Submit your application"))
    expect(page).to_have_url("/application/receipt")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    application = Application(connection, cycle, person).now()
    expect(page.get_by_text(application["receipt"]["number"])).to_be_visible()
    called = person.form["applicant"].get("preferred_name") or person.form["applicant"]["first_name"]
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Thank you, {called}")
    fingerprint = page.get_by_text(application["receipt"]["sha256"])
    expect(fingerprint).to_be_hidden()
    look(page, "apply-receipt")
    hand.press(page.get_by_text("Fingerprint of what you submitted"))
    expect(fingerprint).to_be_visible()
    sent = person.form | {"self_identification": {"provided": True}}
    sent["training"] = {"school_country": "US"} | sent["training"]
    assert {part: application["form"][part] for part in sent} == sent
    assert application["materials"]["cv"]["status"] == "accepted"
    kept = stored_in_browser(page)
    assert not [word for word in (person.email, person.form["applicant"]["last_name"], "eyJ", "@") if word in kept]
    eventually(
        lambda: [mail for mail in inbox(cloud, person.email) if application["receipt"]["number"] in mail["BodyText"]]
    )
    hand.press(page.get_by_role("button", name="Sign out"))
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert stored_in_browser(page) == '[{},{},""]'


def send_cv(page: Page, hand: Keyboard) -> None:
    """Choose a file as the keyboard does, and wait until it was checked."""
    with page.expect_file_chooser() as chooser:
        hand.press(page.get_by_label("Choose your CV"))
    chooser.value.set_files({"name": "cv.pdf", "mimeType": "application/pdf", "buffer": pdfs.english()})
    expect(page.get_by_text("Your CV was accepted")).to_be_visible()


def test_submitted_application_is_changed_and_submitted_again(
    page: Page, connection: Connection, cycle: str, staff: Client, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write().submit()
    first = application.now()["receipt"]
    sign_in(page, application.person.email, "/application")
    expect(page.get_by_text(f"receipt {first['number']}")).to_be_visible()
    look(page, "apply-submitted")
    page.get_by_role("link", name="Preferences").click()
    sheet = Sheet(page.get_by_role("main"), staff.must("GET", "/api/schemas/application"))
    sheet.answer("preferences.format", "in_person")
    saved(page)
    page.get_by_role("link", name="Review and submit").click()
    expect(page.get_by_text(sheet.choice("preferences.format", "in_person"), exact=True)).to_be_visible()
    assert application.now()["unsubmitted_changes"]
    page.get_by_role("link", name="All steps").or_(page.get_by_role("link", name="Apply")).last.click()
    expect(page.get_by_text("Changed since you submitted")).to_be_visible()
    look(page, "apply-changed")
    page.get_by_role("link", name="Review and submit again").click()
    page.get_by_role("button", name="Submit again").click()
    expect(page).to_have_url("/application/receipt")
    second = application.now()
    assert second["receipt"]["number"] != first["number"]
    assert second["submitted_version"] == second["version"]
    expect(page.get_by_text(second["receipt"]["number"])).to_be_visible()
    expect(page.get_by_text(first["number"])).not_to_be_visible()


def test_draft_is_deleted_and_another_begun(page: Page, connection: Connection, cycle: str, people: People) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application")
    page.get_by_role("link", name="Delete your draft").click()
    look(page, "apply-delete")
    page.get_by_role("button", name="Delete draft").click()
    expect(page.get_by_role("link", name="Start your application")).to_be_visible()
    assert application.client.call("GET", application.path).status_code == 404
    page.get_by_role("link", name="Start your application").click()
    page.get_by_label("First name").fill("Ada")
    saved(page)
    assert application.now()["form"]["applicant"] == {"first_name": "Ada"}


def test_application_is_withdrawn_and_reopened(page: Page, connection: Connection, cycle: str, people: People) -> None:
    application = Application(connection, cycle, people.applicant()).write().submit()
    sign_in(page, application.person.email, "/application")
    page.get_by_role("link", name="Withdraw your application").click()
    look(page, "apply-withdraw")
    page.get_by_label("Reason").fill("I have found a mentor at my school.")
    page.get_by_role("button", name="Withdraw application").click()
    expect(page.get_by_text("You withdrew this application")).to_be_visible()
    assert application.now()["status"] == "withdrawn"
    look(page, "apply-withdrawn")
    page.get_by_role("button", name="Reopen your application").click()
    expect(page.get_by_role("navigation", name="Steps of the application")).to_be_visible()
    assert application.now()["status"] == "draft"
    page.get_by_role("link", name="Review and submit").click()
    page.get_by_role("button", name="Submit").click()
    expect(page).to_have_url("/application/receipt")
    expect(page.get_by_text(application.now()["receipt"]["number"])).to_be_visible()


def test_what_is_missing_shows_beside_its_field(page: Page, connection: Connection, cycle: str, people: People) -> None:
    person = people.applicant()
    del person.form["statement"], person.form["training"]["program"]
    application = Application(connection, cycle, person).write()
    sign_in(page, person.email, "/application/review")
    page.get_by_role("button", name="Submit your application").click()
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("heading")).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(2)
    look(page, "apply-review-errors")
    summary.get_by_role("link", name="Degree program").click()
    program = page.get_by_role("combobox", name="Degree program")
    expect(program).to_be_focused()
    expect(program).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("link", name="Training has a problem")).to_be_visible()
    look(page, "apply-step-errors")
    program.select_option("DO")
    expect(program).not_to_have_attribute("aria-invalid", "true")
    saved(page)
    assert application.now()["form"]["training"]["program"] == "DO"


def test_school_is_found_while_it_is_typed_and_may_be_any_other(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/training")
    school = page.get_by_role("combobox", name="Medical school")
    school.fill("")
    school.press_sequentially("meharry")
    expect(page.get_by_role("option", name="Meharry Medical College")).to_be_visible()
    look(page, "apply-school")
    school.press("ArrowDown")
    school.press("Enter")
    expect(school).to_have_value("Meharry Medical College")
    expect(page.get_by_role("listbox")).not_to_be_visible()
    saved(page)
    assert application.now()["form"]["training"]["school"] == "Meharry Medical College"
    school.fill("Prairie State College of Medicine")
    school.press("Tab")
    expect(page.get_by_text("This school isn’t on our list.").first).to_be_visible()
    saved(page)
    assert application.now()["form"]["training"]["school"] == "Prairie State College of Medicine"


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_school_mistyped_is_offered_and_its_list_shows_whole(
    open_page: OpenPage, connection: Connection, cycle: str, people: People, viewport: dict[str, int]
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    page = open_page(viewport=viewport)
    sign_in(page, application.person.email, "/application/training")
    school = page.get_by_role("combobox", name="Medical school")
    school.fill("university")
    seen = (
        "it => { const box = it.getBoundingClientRect(); return document.elementFromPoint(box.x + 9, box.bottom - 4) }"
    )
    bottom = page.get_by_role("listbox").evaluate_handle(seen)
    assert page.get_by_role("listbox").evaluate("(it, seen) => it.contains(seen)", bottom)
    school.fill("Mehary medical colege")
    school.press("Tab")
    expect(page.get_by_text("Did you mean Meharry Medical College?").first).to_be_visible()
    look(page, "apply-school-near")
    page.get_by_role("button", name="Use this name").click()
    expect(school).to_have_value("Meharry Medical College")
    expect(school).to_be_focused()
    saved(page)
    assert application.now()["form"]["training"]["school"] == "Meharry Medical College"


@pytest.mark.usefixtures("cycle")
def test_eligibility_check_asks_for_the_school_as_the_form_does(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Check your eligibility").click()
    school = page.get_by_role("combobox", name="Medical school")
    school.fill("meharry")
    page.get_by_role("option", name="Meharry Medical College").click()
    expect(school).to_have_value("Meharry Medical College")
