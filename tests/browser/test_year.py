"""A pair's year on a page of its own, to its end: a survey and certificates. It's moved into the past in the table."""

import json
from datetime import timedelta
from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from infra.local.client import Client
from infra.local.cloud import Cloud
from infra.local.cycles import today
from infra.local.people import Person
from infra.local.term import a_year_ago, begin, is_complete
from tests.browser.actions import Application, answer_with_code, sign_in
from tests.browser.conftest import OpenPage
from tests.browser.staff.conftest import enter
from tests.browser.visual_checks import PICTURES, look
from tests.local_cloud import MENTORS, Connection, eventually, inbox
from tests.proposals import propose_to

pytestmark = MENTORS
NOTE = "We met every other week, and my mentor read my first abstract."


def test_year_ends_in_a_survey_and_a_certificate_for_both(
    page: Page,
    open_page: OpenPage,
    cloud: Cloud,
    connection: Connection,
    staff: Client,
    new_cycle: str,
    volunteer: Person,
    application: Application,
) -> None:
    mentor = Client.signed_in(connection, volunteer.email)
    match = propose_to(mentor, volunteer.form, staff, new_cycle)
    for side in (mentor, application.client):
        side.must("POST", f"/api/matches/{match['id']}/acceptance")
    path = f"/api/matches/{match['id']}/certificate"
    assert mentor.call("GET", path).json()["type"] == "not_possible"

    begin(cloud, match["id"], today() - timedelta(days=100))
    sign_in(page, application.person.email, f"/matches/{match['id']}")
    expect(page.get_by_role("link", name="Answer it, in two taps")).to_have_count(2)
    look(page, "year-in-term")

    begin(cloud, match["id"], a_year_ago())
    assert eventually(lambda: is_complete(mentor, match["id"]), seconds=180)
    page.reload()
    answer_with_code(page, application.person.email)
    expect(page.get_by_role("heading", name="Your term is complete")).to_be_visible()
    look(page, "year-complete")
    answer_survey(page, mentor, application)
    console = open_page()
    enter(console, "staff", f"/staff/applications/{match['application']}")
    expect(console.get_by_text("Badly (1 of 5); doesn’t recommend the program")).to_be_visible()
    expect(console.get_by_text(NOTE)).to_be_visible()
    look(console, "staff-application-survey")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Download your certificate (PDF)")).to_be_hidden()
    edges = [at.bounding_box() for at in (page.locator(".brand"), page.get_by_role("heading", level=1))]
    assert [edge and edge["x"] for edge in edges] == [0, 0]
    page.screenshot(path=PICTURES / "year-print.png", full_page=True)
    page.emulate_media(media="screen")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download your certificate (PDF)").click()
    name = " ".join(volunteer.form["name"][part] for part in ("first", "last"))
    own = text_of(download.value.path().read_bytes())
    theirs = text_of(mentor.call("GET", path).content)
    assert ("as a mentee" in own, "as a mentor" in theirs) == (True, True)
    assert all(name in text for text in (own, theirs))
    mails = eventually(lambda: [mail for mail in inbox(cloud, volunteer.email) if "is complete" in mail["Subject"]])
    assert f"/matches/{match['id']}" in json.dumps(mails)


def answer_survey(page: Page, mentor: Client, application: Application) -> None:
    """Answer with two taps, add a note, change the answer; the other side reads that it was given, and no more."""
    page.get_by_role("button", name="Very well").click()
    expect(page.get_by_role("heading", name="Would you recommend the program?")).to_be_focused()
    look(page, "year-survey")
    page.get_by_role("button", name="Yes", exact=True).click()
    note = page.get_by_label("Would you like to add something?")
    note.fill(NOTE)
    look(page, "year-survey-note")
    page.get_by_role("button", name="Send the note").click()
    expect(page.get_by_role("definition")).to_have_text(["Very well", "Yes", NOTE])
    page.get_by_role("button", name="Change your answer").click()
    page.get_by_role("button", name="Badly").click()
    page.get_by_role("button", name="No", exact=True).click()
    expect(note).to_have_value(NOTE)
    page.get_by_role("button", name="No, that’s all").click()
    expect(page.get_by_role("definition")).to_have_text(["Badly", "No", NOTE])
    look(page, "year-survey-answered")
    (own,), (theirs,) = (side.must("GET", "/api/matches")["items"] for side in (application.client, mentor))
    assert {**own["survey"]["applicant"], "answered_at": ""} == {
        "rating": 1, "recommend": False, "note": NOTE, "answered_at": "",
    }  # fmt: skip
    assert (theirs["survey"], theirs["thread"][-1]["answered"]) == ({}, {"own": False, "other": True})


def text_of(pdf: bytes) -> str:
    """What a PDF says, read by another library than the one that made it."""
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
