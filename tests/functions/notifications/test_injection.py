"""What people type reaches a mail as the text it is, whatever it is."""

import unicodedata
from collections.abc import Mapping
from functools import cache

import pytest

from functions.notifications.compose import Context
from functions.notifications.render import MAILS, render
from tests.functions.notifications.reading import Page, words
from tests.functions.notifications.samples import contexts

CORPUS = [
    "<script>alert(1)</script>",
    "</p></div></body><h1>You won</h1>",
    '"><img src=x onerror=alert(1)>',
    "' style='position:fixed' onmouseover='alert(1)",
    "<a href='https://evil.example.org/'>Sign in</a>",
    "<!-- --><style>*{display:none}</style>",
    "{{7*7}}{% include 'layout.txt' %}{# gone #}",
    "\r\nBcc: everyone@example.org\r\n\r\nHello",
    "\nBcc: everyone@example.org",
    "\x00\x07\x1b[31m\x7f\x85\u2028Bcc: everyone@example.org",
    "\u202egnp.exe\u2066",
    "=?utf-8?q?Bcc:_everyone=40example.org?=",
    "\ud800 lone surrogate",
    "Ω≈ç √ 👩🏽‍⚕️ Ñandú",
    "W" * 5000,
]


@cache
def with_typed(end: str) -> Mapping[str, Context]:
    """The context of each mail when everything that a person types ends so."""
    return contexts(lambda text: text + end)


@cache
def clean_page(mail: str) -> Page:
    """What a mail looks like when people type what the form expects."""
    return Page(render(mail, with_typed("")[mail]).html)


@pytest.mark.parametrize("mail", MAILS)
@pytest.mark.parametrize("typed", CORPUS, ids=range(len(CORPUS)))
def test_mail_takes_what_was_typed_as_text(mail: str, typed: str) -> None:
    rendered = render(mail, with_typed(f" {typed}")[mail])
    clean, page = clean_page(mail), Page(rendered.html)

    assert (page.elements - {"br"}, page.attributes, page.links) == (
        clean.elements - {"br"},
        clean.attributes,
        clean.links,
    )
    assert not [c for c in rendered.subject if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert len(rendered.subject) <= 150
    for part in (rendered.subject, rendered.text, rendered.html):
        part.encode()
        assert "49" not in part
        assert not set(part) & set("\r\x00\x07\x1b\x7f\x85\u2028\u202e\u2066")


@pytest.mark.parametrize("typed", [text for text in CORPUS if text.isprintable()])
def test_mail_keeps_what_was_typed_readable(typed: str) -> None:
    rendered = render("question_received_program", contexts(lambda _: typed)["question_received_program"])
    assert set(words(typed)) <= set(words(rendered.text))
    assert " ".join(typed.split()) in " ".join(Page(rendered.html).text.split())
