"""A mail's subject, plain text and HTML, rendered from the subject and the one body of its folder."""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape

TEMPLATES = Path(__file__).parent / "templates"
#: Every mail is a folder with its subject and its body.
MAILS: tuple[str, ...] = tuple(sorted(path.name for path in TEMPLATES.iterdir() if path.is_dir()))
_SUBJECT_LENGTH = 150
_TEXT_WIDTH = 76
# Control characters, lone surrogates, the Unicode line ends, and the marks that turn the reading direction round.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
# A line of a body that isn't a paragraph: a tag, or one call that makes a whole block.
_MARKUP = re.compile(r"\s*(\{%.*|\{\{[^{}]*\}\}\s*)?")
# How a quote, a list or a block of facts begins its lines.
_INDENT = re.compile(r"^ *(?:> |- )?")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail as it is sent; `subject` is one line."""

    subject: str
    text: str
    html: str


def render(mail: str, context: Mapping[str, Any]) -> Rendered:
    """Fill in a mail of `MAILS` (ValueError for another); jinja2's UndefinedError when the context lacks something."""
    if mail not in MAILS:
        raise ValueError(f"there is no mail called {mail!r}")
    subject = _one_line(_fill(f"{mail}/subject.txt", context))
    text = _wrapped(_fill(f"{mail}/body.txt", context))
    return Rendered(subject, text, _fill(f"{mail}/body.html", {**context, "subject": subject}))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_source),
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _source(name: str) -> str:
    """A template's source; a body, `.txt` or `.html`, is `body.txt` with the layout and parts of its kind.

    Each line of a body's own text is a paragraph.
    """
    folder, _, file = name.rpartition("/")
    kind = file.partition(".")[2]
    if not file.startswith("body."):
        return (TEMPLATES / name).read_text(encoding="utf-8")
    body = (TEMPLATES / folder / "body.txt").read_text(encoding="utf-8")
    if kind == "html":
        body = "\n".join(line if _MARKUP.fullmatch(line) else f"<p>{line}</p>" for line in body.splitlines())
    return f'{{% extends "layout.{kind}" %}}{{% import "parts.{kind}" as parts %}}{body}'


def _fill(template: str, context: Mapping[str, Any]) -> str:
    filled = _environment().get_template(template).render(context)
    return _UNWANTED.sub(" ", filled.replace("\r\n", "\n").replace("\r", "\n")).strip() + "\n"


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SUBJECT_LENGTH else line[: _SUBJECT_LENGTH - 1].rstrip() + "…"


def _wrapped(text: str) -> str:
    """Break lines at 76 characters, leave words and addresses whole, keep quotes and lists in shape."""
    lines = "\n".join(_broken(line) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"


def _broken(line: str) -> str:
    if len(line) <= _TEXT_WIDTH:
        return line.rstrip()
    indent = _INDENT.findall(line)[0]
    return textwrap.fill(
        line[len(indent) :],
        _TEXT_WIDTH,
        initial_indent=indent,
        subsequent_indent=indent.replace("-", " "),
        break_long_words=False,
        break_on_hyphens=False,
    )
