"""What people do again and again."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

from infra.local.client import Client, Refused
from infra.local.people import Person
from infra.local.sign_in import CODE
from tests.browser.input_methods import Hand, Pointer
from tests.local_cloud import Connection, close_now, eventually

#: The application's steps: the address of each, and the parts of the form that it asks for.
STEPS: Mapping[str, tuple[str, ...]] = {
    "about": ("applicant", "location"),
    "training": ("training",),
    "self-identification": ("self_identification",),
    "interests": ("interests",),
    "preferences": ("preferences",),
    "introduction": ("introduction",),
    "statement": ("statement",),
    "cv": (),
    "confirm": ("attestations",),
}
#: Where drafts are saved to, for a test that stands in for the server.
SAVING = "**/api/cycles/*/application"
TYPED = f"Written while all went wrong: {'a sentence that no one should have to write twice; ' * 4}the end."


def sign_in(page: Page, email: str, path: str, hand: Hand | None = None) -> None:
    """Open a page that asks who is there, and answer with the mailed code."""
    page.goto(path)
    ask_for_code(page, email, hand)
    answer_with_code(page, email, hand)
    page.wait_for_url(path)


def ask_for_code(page: Page, email: str, hand: Hand | None = None) -> None:
    """Tell the page that shows whom to mail a code to, and that the address is right."""
    hand = hand or Pointer()
    hand.write(page.get_by_label("E-mail address"), email)
    hand.press(page.get_by_role("button", name="Continue"))
    expect(page.get_by_text(email, exact=True)).to_be_visible()
    hand.press(page.get_by_role("button", name="Get your code"))


def answer_with_code(page: Page, email: str, hand: Hand | None = None) -> None:
    """Go through the pages of managed login until they lead back."""
    hand = hand or Pointer()
    hand.write(page.get_by_role("textbox", name="Username"), email)
    hand.press(page.get_by_role("button", name="Next"))
    hand.press(page.get_by_role("button", name="Email code"))
    hand.write(page.get_by_role("textbox", name="code"), CODE)
    hand.press(page.get_by_role("button", name="Sign in"))
    # On a phone it's in the menu.
    expect(page.get_by_role("button", name="Sign out", include_hidden=True)).to_be_attached()


def saved(page: Page) -> None:
    """Wait until all that was typed is stored."""
    expect(page.locator(".save-state")).to_have_attribute("data-phase", "saved")
    expect(page.locator(".save-state")).to_contain_text("Saved at")


def statement(page: Page) -> Locator:
    """Where the statement is written."""
    return page.get_by_role("textbox", name="Statement")


def stored_in_browser(page: Page) -> str:
    """All that the page's origin keeps in this browser."""
    kept: str = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    return kept


class Application:
    """An application as the API tells it, for what a test prepares and for comparing with what a page shows."""

    def __init__(self, connection: Connection, cycle: str, person: Person) -> None:
        self.person = person
        self.client = Client.signed_in(connection, person.email)
        self.path = f"/api/cycles/{cycle}/application"

    def now(self) -> dict[str, Any]:
        """What is stored."""
        return self.client.must("GET", self.path)

    def write(self) -> "Application":
        """Fill it in whole."""
        self.client.must("PUT", self.path, self.person.form)
        return self

    def submit(self) -> "Application":
        """Submit it."""
        self.client.must("POST", f"{self.path}/submission")
        return self


def propose_to(volunteer: Client, form: Mapping[str, Any], staff: Client, cycle: str) -> dict[str, Any]:
    """Approve a volunteer with this form, and have a round propose someone of the cycle; return their match."""
    record = volunteer.must("PUT", "/api/mentor", form)
    staff.change(f"/api/staff/mentors/{record['id']}", "POST", "/approval")
    propose(staff, cycle)
    (match,) = eventually(lambda: volunteer.must("GET", "/api/matches")["items"])
    return dict(match)


def propose(staff: Client, cycle: str) -> None:
    """Close the cycle, match and publish, as staff do; the closing round may come before theirs or after it."""
    close_now(staff, cycle)
    staff.must("POST", f"/api/staff/cycles/{cycle}/rounds")
    eventually(lambda: _published(staff, cycle), 90)


def newest_draft(staff: Client, cycle: str) -> Any:
    """The newest round if it's a draft: a provisional one may be under way when the window closes."""
    rounds = staff.must("GET", f"/api/staff/cycles/{cycle}/rounds")["items"]
    return rounds and rounds[0]["state"] == "draft" and rounds[0]


def _published(staff: Client, cycle: str) -> bool:
    """Publish the newest draft; False when there's none with a pair, or when another one came before it."""
    draft = newest_draft(staff, cycle)
    path = f"/api/staff/cycles/{cycle}/rounds/{draft['round']}" if draft else ""
    try:
        return bool(draft and draft["matched"] and staff.change(path, "POST", "/publication"))
    except Refused:
        return False
