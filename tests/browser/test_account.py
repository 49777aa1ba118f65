"""One's own account: the address changed by a code, and a mentor who retires."""

import re

from playwright.sync_api import Page, expect

from infra.local.cloud import Cloud
from infra.local.people import People
from tests.browser.actions import Application, sign_in
from tests.browser.visual_checks import look
from tests.local_cloud import Connection, eventually, inbox


def test_address_is_changed_by_the_code_that_was_mailed_to_the_new_one(
    page: Page, connection: Connection, cycle: str, people: People, cloud: Cloud
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
