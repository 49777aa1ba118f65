"""Interests as chips: up to three, “any” alone, and what matters most of them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.people import People
from tests.browser.actions import Application, saved, sign_in
from tests.browser.visual_checks import look
from tests.local_cloud import MENTORS, Connection, eventually


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


@pytest.fixture
def sharing(connection: Connection, staff: Client, people: People) -> Iterator[dict[str, dict[str, int]]]:
    """What is told of mentors' interests once five of them share two; no round takes them after the test."""
    mentors = [people.mentor() for _ in range(5)]
    clients = [Client.signed_in(connection, mentor.email) for mentor in mentors]
    for mentor, client in zip(mentors, clients, strict=True):
        form = {**mentor.form, "disease_sites": ["sarcoma"], "settings": ["government"]}
        record = client.must("PUT", "/api/mentor", form)
        staff.change(f"/api/staff/mentors/{record['id']}", "POST", "/approval")
    yield eventually(lambda: _told(staff), 90)
    for client in clients:
        client.must("POST", "/api/mentor/pause", {})


def _told(client: Client) -> dict[str, dict[str, int]] | None:
    told: dict[str, dict[str, int]] = client.must("GET", "/api/mentor_interests")
    return told if "sarcoma" in told["disease_sites"] and "government" in told["settings"] else None


@MENTORS
def test_choices_say_how_many_mentors_share_them_from_five_on(
    page: Page, connection: Connection, cycle: str, people: People, sharing: dict[str, dict[str, int]]
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/interests")
    sites = page.get_by_role("group", name="Disease sites", exact=True)
    expect(sites.get_by_role("checkbox", name="Sarcoma", exact=True)).to_have_accessible_description(
        f"At least {sharing['disease_sites']['sarcoma']} mentors share this."
    )
    told = {site: number for counts in sharing.values() for site, number in counts.items()}
    assert all(number >= 5 and number % 5 == 0 for number in told.values())
    expect(page.locator(".chip-shared")).to_have_count(len(told))
    expect(sites.get_by_label("Open to any")).to_have_accessible_description("")
    expect(page.get_by_text("“5+” means that five or more of our mentors share the interest.")).to_be_visible()
    look(page, "apply-interests-shared")
