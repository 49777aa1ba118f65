"""A mail's subject, plain text and HTML, rendered from the templates of that mail."""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

MAILS: tuple[str, ...] = (
    "received",
    "eligible",
    "needs_review",
    "not_eligible",
    "late",
    "withdrawn",
    "deadline_extended",
    "mentor_interest_received",
    "mentor_approved",
    "match_proposed_applicant",
    "match_proposed_mentor",
    "match_confirmed_applicant",
    "match_confirmed_mentor",
    "match_closed_applicant",
    "match_closed_mentor",
    "unmatched",
    "question_received_asker",
    "question_received_program",
)
TEMPLATES = Path(__file__).parent / "templates"
_SUBJECT_LENGTH = 150
_TEXT_WIDTH = 76
# Control characters, lone surrogates, the Unicode line ends, and the marks that turn the reading direction round.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
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
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


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
