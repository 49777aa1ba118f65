"""One's own account: the address changed by a code, a mentor who retires, and leaving for good."""

import re

from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.cloud import Cloud
from infra.local.people import People, Person
from tests.browser.actions import Application, sign_in
from tests.browser.conftest import OpenPage
from tests.browser.visual_checks import look
from tests.local_cloud import Connection, eventually, inbox


def test_address_is_changed_by_the_code_that_was_mailed_to_the_new_one(
    page: Page,
    open_page: OpenPage,
    connection: Connection,
    staff: Client,
    cycle: str,
    people: People,
    cloud: Cloud,
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    renamed = f"renamed.{application.person.email}"
    sign_in(page, application.person.email, "/account")
    expect(page.get_by_role("heading", name="Your e-mail address")).to_be_visible()
    look(page, "account")
    page.get_by_role("button", name="E-mail me a code").click()
    expect(page.get_by_text("Enter your new e-mail address.")).to_be_visible()
    page.get_by_label("New e-mail address").fill(renamed)
    page.get_by_role("button", name="E-mail me a code").click()
    (mail,) = eventually(lambda: inbox(cloud, renamed))
    found = re.search(r"\b\d{6}\b", mail["BodyText"])
    assert found
    page.get_by_label("Code").fill(f"{(int(found[0]) + 1) % 1_000_000:06}")
    page.get_by_role("button", name="Change my address").click()
    expect(page.get_by_text("That isn’t the code we e-mailed.")).to_be_visible()
    look(page, "account-code")
    page.get_by_label("Code").fill(found[0])
    page.get_by_role("button", name="Change my address").click()
    expect(page.get_by_text("Your address was changed").first).to_be_visible()
    expect(page.get_by_text(f"You sign in with {renamed}")).to_be_visible()
    look(page, "account-changed")
    (note,) = eventually(
        lambda: [mail for mail in inbox(cloud, application.person.email) if "changed" in mail["Subject"]]
    )
    assert renamed not in note["BodyText"]

    elsewhere = open_page()
    sign_in(elsewhere, renamed, "/account")
    expect(elsewhere.get_by_text(f"You sign in with {renamed}")).to_be_visible()
    Client.signed_in(connection, renamed).must("POST", f"{application.path}/submission")
    eventually(lambda: len(inbox(cloud, renamed)) > 1)
    assert eventually(lambda: found_by(staff, cycle, renamed)) == [application.now()["id"]]


def found_by(staff: Client, cycle: str, words: str) -> list[str]:
    """The applications that staff find by these words."""
    items = staff.must("GET", "/api/staff/applications", params={"cycle": cycle, "q": words})["items"]
    return [row["id"] for row in items]


def test_mentor_retires_by_typing_the_word(page: Page, connection: Connection, volunteer: Person) -> None:
    mentor = Client.signed_in(connection, volunteer.email)
    mentor.must("PUT", "/api/mentor", volunteer.form)
    sign_in(page, volunteer.email, "/account")
    retire = page.get_by_role("region", name="Retire as a mentor")
    retire.get_by_role("button", name="Retire").click()
    expect(retire.get_by_text("Type “retire” to confirm.")).to_be_visible()
    assert mentor.must("GET", "/api/mentor")["status"] == "interested"
    look(page, "account-mentor")
    retire.get_by_label("Type “retire” to confirm").fill("retire")
    retire.get_by_role("button", name="Retire").click()
    expect(page.get_by_text("You’ve retired as a mentor").first).to_be_visible()
    assert mentor.must("GET", "/api/mentor")["status"] == "retired"


def test_person_who_leaves_for_good_is_found_nowhere(
    page: Page, connection: Connection, staff: Client, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write().submit()
    email = application.person.email
    assert eventually(lambda: found_by(staff, cycle, email))
    sign_in(page, email, "/account")
    page.get_by_label("Type “erase” to confirm").fill("erase")
    page.get_by_role("button", name="Erase everything").click()
    expect(page.get_by_text("We’re erasing your account").first).to_be_visible()
    look(page, "account-left")
    eventually(lambda: not found_by(staff, cycle, email), seconds=90)
