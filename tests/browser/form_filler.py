"""Forms filled in by their labels, which are the schema's: what a person reads, found where a person looks."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.input_methods import Hand, Pointer

ROLES = ("textbox", "combobox", "spinbutton", "checkbox", "group")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class Sheet:
    """A form that shows somewhere on a page, and the schema that it shows."""

    def __init__(self, scope: Page | Locator, schema: Mapping[str, Any], hand: Hand | None = None) -> None:
        self._scope = scope
        self._schema = schema
        self._hand = hand or Pointer()

    def fill(self, form: Mapping[str, Any], *parts: str) -> None:
        """Answer what the form says, or only these parts of it."""
        for path, value in _flat(form):
            if not parts or any(path == part or path.startswith(f"{part}.") for part in parts):
                self.answer(path, value)

    def answer(self, path: str, value: Any) -> None:
        """Give one answer."""
        field = self.field(path)
        kind = field.evaluate("it => it.type === 'checkbox' ? 'checkbox' : it.localName")
        if kind == "fieldset":
            self._answer_group(field, path, value)
        elif kind == "select":
            label: str = field.evaluate(
                "(it, value) => [...it.options].find((one) => one.value === value).label", value
            )
            self._hand.select(field, label)
        elif kind == "checkbox":
            self._hand.tick(field)
        else:
            self._hand.write(field, "\n".join(value) if isinstance(value, list) else str(value))

    def field(self, path: str) -> Locator:
        """Where an answer is given: a control, or the group of controls."""
        name = re.compile(rf"^{re.escape(self.label(path))}( \(optional\))?$")
        first, *others = (self._scope.get_by_role(role, name=name) for role in ROLES)  # type: ignore[arg-type]
        for other in others:
            first = first.or_(other)
        first.wait_for()
        return first

    def label(self, path: str) -> str:
        """What a field is called."""
        return str(self._node(path)["title"])

    def choice(self, path: str, value: Any) -> str:
        """What a choice is called."""
        if isinstance(value, bool):
            return "Yes" if value else "No"
        node = self._node(path)
        choices = self._resolved(node.get("items", node))["oneOf"]
        return next(str(choice["title"]) for choice in choices if choice["const"] == value)

    def _answer_group(self, group: Locator, path: str, value: Any) -> None:
        if group.get_by_role("combobox", name="Month").count():
            year, month = value.split("-")
            self._hand.select(group.get_by_role("combobox", name="Month"), MONTHS[int(month) - 1])
            self._hand.select(group.get_by_role("combobox", name="Year"), year)
            return
        for one in value if isinstance(value, list) else [value]:
            self._hand.tick(group.get_by_label(self.choice(path, one), exact=True))

    def _node(self, path: str) -> dict[str, Any]:
        node = self._resolved(self._schema)
        for name in path.split("."):
            node = self._resolved(node["properties"][name])
        return node

    def _resolved(self, node: Mapping[str, Any]) -> dict[str, Any]:
        """A node of the schema with what it refers to, and without the choice to leave it out."""
        found = dict(node)
        if "$ref" in found:
            target: Any = self._schema
            for key in found.pop("$ref").removeprefix("#/").split("/"):
                target = target[key]
            return self._resolved(target | found)
        real = [option for option in found.get("anyOf", []) if option.get("type") != "null"]
        if len(real) == 1:
            del found["anyOf"]
            return self._resolved(real[0]) | found
        return found


#: What each step of a first Mentor Interest Form asks for.
MENTOR_STEPS = (
    ("name", "stage", "institution", "location"),
    ("disciplines", "disease_sites", "topics", "settings"),
    ("mentee_stages", "formats", "capacity", "months_available", "avoid_institutions"),
    ("introduction", "bio"),
)


def fill_mentor_form(page: Page, sheet: Sheet, form: Mapping[str, Any]) -> None:
    """Go through the steps, up to the button that sends the form."""
    for number, parts in enumerate(MENTOR_STEPS, start=1):
        page.get_by_text(f"Step {number} of {len(MENTOR_STEPS)}").wait_for()
        sheet.fill(form, *parts)
        if number < len(MENTOR_STEPS):
            page.get_by_role("button", name="Continue").click()


def _flat(form: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in form.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value
