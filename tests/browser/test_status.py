"""The state of an application as its applicant reads it, from none at all to a verdict with its reasons."""

import pytest
from playwright.sync_api import Page, expect

from infra.local.people import People
from tests.browser.actions import Application, sign_in
from tests.browser.visual_checks import look
from tests.local_cloud import Connection, eventually


def test_status_goes_from_nothing_to_a_draft(page: Page, connection: Connection, cycle: str, people: People) -> None:
    person = people.applicant()
    sign_in(page, person.email, "/status")
    expect(page.get_by_role("heading", name="You don’t have an application in this cycle")).to_be_visible()
    look(page, "status-none")
    Application(connection, cycle, person).write()
    page.get_by_role("link", name="Apply").click()
    page.get_by_role("link", name="Status", exact=True).click()
    expect(page.get_by_role("heading", name="Your application isn’t submitted yet")).to_be_visible()
    expect(page.get_by_text("Submit it by")).to_contain_text("The whole minute counts: you have until")
    look(page, "status-draft")


@pytest.mark.parametrize(
    ("kind", "title", "in_the_way"),
    [
        ("no_group", "Your application doesn’t meet the criteria", ["Not met"]),
        ("resident", "Our staff will review your application", ["Review"]),
    ],
)
def test_verdict_comes_by_itself_with_every_reason(
    page: Page, connection: Connection, cycle: str, people: People, kind: str, title: str, in_the_way: list[str]
) -> None:
    application = Application(connection, cycle, people.applicant(kind)).write()
    sign_in(page, application.person.email, "/application/review")
    page.get_by_role("button", name="Submit your application").click()
    page.get_by_role("link", name="Check your status").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    verdict = eventually(lambda: application.now().get("verdict"))
    criteria = page.get_by_role("region", name="The criteria, one by one")
    expect(criteria.get_by_role("listitem")).to_have_count(len(verdict["reasons"]))
    for reason in verdict["reasons"]:
        expect(criteria.get_by_text(reason["message"])).to_be_visible()
        expect(criteria.get_by_text(reason["source"])).to_be_visible()
    expect(criteria.get_by_role("listitem").first).to_contain_text(in_the_way[0])
    expect(page.get_by_text(application.now()["receipt"]["number"]).first).to_be_visible()
    look(page, f"status-{kind}")
