"""Applicants look at how they identified: when they ask, and never otherwise; the trail knows of it."""

from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.people import People
from shared.domain.choices import GROUPS
from tests.browser.actions import Application, saved, sign_in, stored_in_browser
from tests.browser.visual_checks import look
from tests.local_cloud import Connection


def test_answer_shows_when_its_owner_asks_and_every_look_is_in_the_trail(
    page: Page, connection: Connection, staff: Client, cycle: str, people: People
) -> None:
    person = people.applicant()
    person.form["self_identification"] = {"groups": ["black_african_american"]}
    application = Application(connection, cycle, person).write()
    chosen = GROUPS["black_african_american"]
    sign_in(page, person.email, "/application/review")
    main = page.get_by_role("main")
    expect(main.get_by_role("button", name="Show my answers")).to_be_visible()
    expect(main.get_by_text(chosen)).to_have_count(0)
    main.get_by_role("button", name="Show my answers").click()
    expect(main.get_by_text(chosen)).to_be_visible()
    look(page, "own-answers-review")
    assert "black_african_american" not in stored_in_browser(page)
    main.get_by_role("button", name="Hide my answers").click()
    expect(main.get_by_text(chosen)).to_have_count(0)

    application.submit()
    page.get_by_role("link", name="Status", exact=True).click()
    identified = page.get_by_role("region", name="Self-identification")
    identified.get_by_role("button", name="Show my answers").click()
    expect(identified.get_by_role("definition")).to_have_text([chosen])
    application.client.must("PUT", application.path, {"self_identification": {"declines": True}})
    identified.get_by_role("button", name="Hide my answers").click()
    identified.get_by_role("button", name="Show my answers").click()
    expect(identified.get_by_role("definition")).to_have_text([chosen, "Yes"])
    expect(identified).to_contain_text("Changed since, not submitted")
    look(page, "own-answers-status")

    id = application.now()["id"]
    trail = staff.must("GET", f"/api/staff/activity?subject={id}")["items"]
    assert [fact["actor"] for fact in trail if fact["type"] == "SelfIdentificationRead"] == ["applicant"] * 3


def test_answer_can_be_looked_at_and_given_again_in_its_step(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/self-identification")
    page.get_by_role("button", name="Show my answers").click()
    (group,) = application.person.form["self_identification"]["groups"]
    expect(page.get_by_role("definition")).to_have_text([GROUPS[group]])
    look(page, "own-answers-step")
    page.get_by_role("button", name="Answer again").click()
    expect(page.get_by_role("definition")).to_have_count(0)
    page.get_by_label("I decline to answer").check()
    saved(page)
