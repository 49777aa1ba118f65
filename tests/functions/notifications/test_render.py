from pathlib import Path
from typing import get_args

import pytest
from jinja2 import UndefinedError

from functions.notifications.mails import MAILS_BY_EVENT
from functions.notifications.render import MAILS, TEMPLATES, _environment, render
from shared.domain.activity import ActivityType
from tests.functions.notifications.reading import Page, body_of, words
from tests.functions.notifications.samples import PORTAL, contexts
from tests.functions.notifications.show import write

WITHOUT_LINK = {"question_received_asker", "question_received_program"}


def test_every_mail_is_a_folder_with_a_subject_and_a_body() -> None:
    folders = {path.name: {file.name for file in path.iterdir()} for path in TEMPLATES.iterdir() if path.is_dir()}
    assert folders == {mail: {"subject.txt", "body.txt"} for mail in MAILS}


def test_every_folder_has_its_row_and_every_row_its_folder() -> None:
    assert sorted({mail for rows in MAILS_BY_EVENT.values() for mail in rows}) == sorted(MAILS)


def test_every_mail_follows_an_activity_that_exists() -> None:
    assert set(MAILS_BY_EVENT) <= set(get_args(ActivityType))


@pytest.mark.parametrize("mail", MAILS)
def test_mail_says_the_same_in_text_and_html(mail: str) -> None:
    rendered = render(mail, contexts()[mail])
    assert words(rendered.text) == words(Page(body_of(rendered.html)).text)


@pytest.mark.parametrize("mail", MAILS)
def test_mail_has_a_subject_of_one_line_without_what_people_typed_about_themselves(mail: str) -> None:
    subject = render(mail, contexts()[mail]).subject
    assert subject == " ".join(subject.split())
    assert 10 <= len(subject) <= 80
    assert not {"Mari", "Okonkwo", "Prairie"} & set(subject.split())


@pytest.mark.parametrize("mail", MAILS)
def test_html_needs_nothing_from_elsewhere(mail: str) -> None:
    context = contexts()[mail]
    page = Page(html := render(mail, context).html)
    assert '<html lang="en">' in html
    assert not page.elements & {"img", "style", "script", "link", "iframe", "form"}
    assert page.attributes <= {"lang", "charset", "name", "content", "style", "href"}
    assert page.links == ([] if mail in WITHOUT_LINK else [context["portal_url"]])
    assert context.get("portal_url", PORTAL).startswith(PORTAL)
    assert "url(" not in html


@pytest.mark.parametrize("mail", MAILS)
@pytest.mark.parametrize("missing", ["greeting", "program"])
def test_mail_without_a_value_it_needs_is_an_error(mail: str, missing: str) -> None:
    context = contexts()[mail]
    del context[missing]
    with pytest.raises(UndefinedError, match=missing):
        render(mail, context)


@pytest.mark.parametrize("mail", MAILS)
def test_html_has_the_paragraphs_and_lists_of_the_text(mail: str) -> None:
    rendered = render(mail, contexts()[mail])
    html = body_of(rendered.html)
    paragraphs = {" ".join(part.split()) for part in rendered.text.partition("\n--\n")[0].split("\n\n")}
    written = [" ".join(Page(part.partition("</p>")[0]).text.split()) for part in html.split("<p>")[1:]]
    assert [part for part in written if part not in paragraphs] == []
    assert html.count("<li") == rendered.text.count("\n- ")


def test_unknown_mail_is_an_error() -> None:
    with pytest.raises(ValueError, match="no mail called"):
        render("../layout", {})


def test_environment_is_made_once_and_from_any_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    _environment.cache_clear()
    monkeypatch.chdir("/")
    for mail in ("eligible", "late"):
        render(mail, contexts()[mail])
    assert _environment.cache_info().misses == 1


def test_subject_that_is_too_long_ends_in_an_ellipsis() -> None:
    context = contexts()["question_received_program"] | {"name": "Jo " * 100}
    subject = render("question_received_program", context).subject
    assert len(subject) <= 150
    assert subject.startswith("Question from Jo Jo Jo")
    assert subject.endswith("Jo…")


def test_text_is_wrapped_and_its_quotes_keep_their_mark() -> None:
    text = render(
        "question_received_program", contexts(lambda typed: typed + " and so on" * 40)["question_received_program"]
    )
    lines = text.text.splitlines()
    assert max(map(len, lines)) <= 76
    quoted = [line for line in lines if "and so on" in line]
    message = quoted[next(i for i, line in enumerate(quoted) if line.startswith("> ")) :]
    assert (len(message) > 3, all(line.startswith("> ") for line in message)) == (True, True)


def test_text_keeps_words_that_are_longer_than_a_line_whole() -> None:
    address = "https://portal.example.org/" + "a" * 90
    context = contexts()["eligible"] | {"portal_url": address}
    assert f"Open your application:\n{address}\n" in render("eligible", context).text


def test_every_mail_is_shown_with_sample_data(tmp_path: Path) -> None:
    index = write(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {f"{mail}.{kind}" for mail in MAILS for kind in ("html", "txt")} | {"index.html"}
    assert all(f'href="{mail}.html"' in index.read_text(encoding="utf-8") for mail in MAILS)
