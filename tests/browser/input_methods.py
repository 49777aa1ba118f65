"""Two ways of working with a page: with a pointer, and by keyboard alone."""

from typing import Protocol

from playwright.sync_api import Locator, Page

#: So many steps of the Tab key are enough to walk through any page twice.
STEPS = 300
#: Whether the control has the focus; a group of radio buttons is one stop of the Tab key.
HAS_FOCUS = """(it) => it === document.activeElement || (it.type === "radio" && it.type === document.activeElement.type
    && it.name === document.activeElement.name)"""


class Hand(Protocol):
    """What can be done to a control."""

    def press(self, control: Locator) -> None:
        """Press a button or follow a link."""

    def tick(self, control: Locator) -> None:
        """Choose a checkbox or a radio button."""

    def write(self, control: Locator, text: str) -> None:
        """Write a text in place of what is there."""

    def select(self, control: Locator, label: str) -> None:
        """Choose from a list."""


class Pointer:
    """A hand on a mouse or a screen."""

    def press(self, control: Locator) -> None:
        control.click()

    def tick(self, control: Locator) -> None:
        control.check()

    def write(self, control: Locator, text: str) -> None:
        control.fill(text)

    def select(self, control: Locator, label: str) -> None:
        control.select_option(label=label)


class Keyboard:
    """A hand that has nothing but keys: what Tab does not reach cannot be used."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._keys = page.keyboard

    def reach(self, control: Locator) -> None:
        """Walk on until the control has the focus."""
        control.wait_for()
        for _ in range(STEPS):
            if control.evaluate(HAS_FOCUS):
                return
            self._keys.press("Tab")
        raise AssertionError(f"the Tab key does not lead to {control}")

    def press(self, control: Locator) -> None:
        self.reach(control)
        self._keys.press("Enter")

    def tick(self, control: Locator) -> None:
        self.reach(control)
        if control.get_attribute("type") == "radio":
            for _ in range(STEPS):
                if control.evaluate("it => it === document.activeElement"):
                    break
                self._keys.press("ArrowDown")
        if not control.is_checked():
            self._keys.press("Space")

    def write(self, control: Locator, text: str) -> None:
        self.reach(control)
        self._keys.press("ControlOrMeta+a")
        self._keys.insert_text(text)

    def select(self, control: Locator, label: str) -> None:
        self.reach(control)
        # Typing goes on from what is chosen: "M" at "MD" leads to the next one.
        if control.evaluate("it => it.selectedOptions[0]?.label") != label:
            self._keys.type(label)
