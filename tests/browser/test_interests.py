"""Interests as chips: up to three, “any” alone, and what matters most of them."""

from playwright.sync_api import Page, expect

from infra.local.people import People
from tests.browser.actions import Application, saved, sign_in
from tests.browser.visual_checks import look
from tests.local_cloud import Connection


def test_interests_are_few_and_one_matters_most(page: Page, connection: Connection, cycle: str, people: People) -> None:
    person = people.applicant()
    person.form["interests"]["disease_sites"] = ["lung", "skin", "breast"]
    application = Application(connection, cycle, person).write()
    sign_in(page, person.email, "/application/interests")
    sites = page.get_by_role("group", name="Disease sites", exact=True)
    expect(sites.get_by_label("Sarcoma")).to_be_disabled()
    expect(sites.get_by_role("status")).to_have_text("You chose 3. To choose another, take one out first.")
    first = page.get_by_role("group", name="The disease site that matters most to you (optional)")
    first.get_by_label("Skin").check()
    look(page, "apply-interests-chips")
    saved(page)
    assert application.now()["form"]["interests"]["first_disease_site"] == "skin"
    sites.get_by_label("Skin").uncheck()
    expect(first.get_by_label("All the same to me")).to_be_checked()
    sites.get_by_label("Open to any").check()
    expect(first).to_have_count(0)
    saved(page)
    interests = application.now()["form"]["interests"]
    assert (interests["disease_sites"], interests.get("first_disease_site")) == (["any"], None)
