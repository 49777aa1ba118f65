"""Reading a mail's HTML as a mail program would."""

import re
from html.parser import HTMLParser


class Page(HTMLParser):
    """The elements, attributes and text of a page; the head, the program's name on top and the heading set apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        self.text += " " if tag != "a" else f" {dict(attrs)['href']} "

    def handle_data(self, data: str) -> None:
        self.text += data


def body_of(html: str) -> str:
    """What follows the heading."""
    return html.partition("</h1>")[2]


def words(text: str) -> list[str]:
    """The words of a text in alphabetical order, without case and punctuation."""
    return sorted(re.findall(r"[\w@.:/+-]*\w", text.casefold()))
