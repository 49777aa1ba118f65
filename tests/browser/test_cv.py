"""A CV from the chooser to its place beside the application: what is taken in, what is not, and what is told."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from infra.local.people import People
from tests import pdfs
from tests.browser.acts import Application, sign_in
from tests.browser.looks import look
from tests.clouds import Connection

PDF = "application/pdf"
OUTCOMES = {
    "good": (pdfs.english(), "Your CV was taken in", "1 page"),
    "scanned": (pdfs.scanned(2), "Your CV was taken in", "no text could be read from it"),
    "spanish": (pdfs.spanish(), "Your CV was taken in", "may not be in English"),
    "renamed": (pdfs.program(), "Your CV could not be taken in", "not a PDF, whatever its name says"),
}


def choose(page: Page, data: bytes, name: str = "cv.pdf", kind: str = PDF) -> None:
    """Choose a file, as the file dialog does."""
    chooser = page.get_by_label("Choose your CV").or_(page.get_by_label("Send another CV in its place"))
    chooser.set_input_files(FilePayload(name=name, mimeType=kind, buffer=data))


@pytest.fixture
def application(page: Page, connection: Connection, cycle: str, people: People) -> Application:
    """A whole application, its page open at the CV."""
    made = Application(connection, cycle, people.applicant()).write()
    sign_in(page, made.person.email, "/application/cv")
    return made


@pytest.mark.parametrize("name", OUTCOMES)
def test_cv_is_checked_and_the_page_tells_the_outcome(page: Page, application: Application, name: str) -> None:
    data, title, told = OUTCOMES[name]
    choose(page, data, f"{name}.pdf")
    expect(page.get_by_text(title, exact=True)).to_be_visible(timeout=40_000)
    section = page.get_by_role("region", name="Your CV")
    expect(section).to_contain_text(told)
    expect(section).to_contain_text(f"{name}.pdf")
    look(page, f"cv-{name}")
    cv = application.now()["materials"]["cv"]
    assert (cv["filename"], cv["size"]) == (f"{name}.pdf", len(data))


@pytest.mark.parametrize(
    ("data", "kind", "told"),
    [
        (b"%PDF-" + b" " * 5_000_000, PDF, "larger than 5 MB"),
        (b"", PDF, "empty"),
        (pdfs.program(), "application/x-msdownload", "must be a PDF"),
    ],
    ids=["too large", "empty", "a program"],
)
@pytest.mark.usefixtures("application")
def test_file_that_would_be_refused_is_not_sent(page: Page, data: bytes, kind: str, told: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.method) if request.method == "POST" else None)
    choose(page, data, "setup.pdf", kind)
    refused = page.get_by_role("alert")
    expect(refused).to_contain_text("This file cannot be uploaded")
    expect(refused).to_contain_text(told)
    assert requests == []


def test_cv_goes_with_the_submission(page: Page, application: Application) -> None:
    choose(page, pdfs.english())
    expect(page.get_by_text("Your CV was taken in", exact=True)).to_be_visible(timeout=40_000)
    page.get_by_role("link", name="Review and submit").click()
    expect(page.get_by_text("cv.pdf (taken in)")).to_be_visible()
    page.get_by_role("button", name="Submit the application").click()
    expect(page).to_have_url("/application/receipt")
    assert not application.now()["unsubmitted_changes"]
