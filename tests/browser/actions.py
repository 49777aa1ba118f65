"""What people do again and again."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

from infra.local.client import Client
from infra.local.people import Person
from infra.local.sign_in import CODE
from tests.browser.input_methods import Hand, Pointer
from tests.local_cloud import Connection

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
