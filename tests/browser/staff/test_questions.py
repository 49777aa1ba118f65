"""Staff ask an applicant for more, also after the close, and the applicant answers in the portal."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from infra.local.client import Client
from infra.local.cloud import Cloud
from tests.browser.actions import sign_in
from tests.browser.conftest import OpenPage
from tests.browser.staff.conftest import Apply, enter
from tests.browser.visual_checks import look
from tests.local_cloud import close_now, eventually, inbox

QUESTION = "In which hospital do you train, and who can confirm it?"
ANSWER = "At Lakeside Cancer Center; the residency office confirms it."


def test_applicant_is_asked_for_more_and_answers_after_the_close(
    open_page: OpenPage,
    show_cycle: Callable[[Page], str],
    cloud: Cloud,
    staff: Client,
    new_cycle: str,
    apply: Apply,
) -> None:
    application = apply("resident")
    close_now(staff, new_cycle)
    console = open_page()
    enter(console, "staff", f"/staff/applications/{application.now()['id']}?cycle={new_cycle}")
    expect(console.get_by_role("button", name="Ask the applicant for more")).to_be_visible()
    console.get_by_role("heading", level=1).click()
    console.keyboard.press("a")
    asks = console.get_by_role("main").get_by_label("Your question")
    console.get_by_role("button", name="Ask", exact=True).click()
    expect(asks).to_have_attribute("aria-invalid", "true")
    asks.fill(QUESTION)
    look(console, "staff-question")
    console.get_by_role("button", name="Ask", exact=True).click()
    expect(console.get_by_text("Waiting for an answer")).to_be_visible()
    eventually(lambda: [mail for mail in inbox(cloud, application.person.email) if "please answer" in mail["Subject"]])

    page = open_page()
    show_cycle(page)
    sign_in(page, application.person.email, "/status")
    asked = page.get_by_role("region", name="We need to know more: please answer")
    expect(asked).to_contain_text(QUESTION)
    asked.get_by_role("button", name="Send your answer").click()
    expect(asked.get_by_label("Your answer")).to_have_attribute("aria-invalid", "true")
    asked.get_by_label("Your answer").fill(ANSWER)
    look(page, "status-question")
    asked.get_by_role("button", name="Send your answer").click()
    expect(page.get_by_role("region", name="Your answers to our questions")).to_contain_text(ANSWER)

    console.get_by_role("link", name="Home", exact=True).click()
    expect(console.get_by_role("region", name="Tasks")).to_contain_text("answer")
