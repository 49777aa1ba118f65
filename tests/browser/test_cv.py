"""A CV from the browser's disk to its place beside the application, and what a file that will not do gets to hear."""

from base64 import b64encode

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from infra.local.people import People
from tests import pdfs
from tests.browser.actions import Application, sign_in
from tests.browser.visual_checks import look
from tests.local_cloud import Connection

ACCEPTED, REFUSED = "Your CV was accepted", "We couldn’t accept your CV"
#: What each file comes to, and what is said of it besides.
FILES = {
    "good": (pdfs.english(), ACCEPTED, ""),
    "spanish": (pdfs.spanish(), ACCEPTED, "may not be in English"),
    "scanned": (pdfs.scanned(), ACCEPTED, "we couldn’t read any text in it"),
    "renamed-program": (pdfs.program(), REFUSED, "This file isn’t a PDF, no matter what its name says"),
}
PDF = "application/pdf"
#: A file under the pointer, of bytes in base64.
HOLD = """text => {
    const held = new DataTransfer();
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    held.items.add(new File([bytes], "dropped.pdf", { type: "application/pdf" }));
    return held;
}"""


def _section(page: Page) -> Locator:
    return page.get_by_role("region", name="Your CV")


def _choose(page: Page, name: str, data: bytes, kind: str = PDF) -> None:
    choose = (
        _section(page).get_by_label("Choose your CV").or_(_section(page).get_by_label("Replace it with another CV"))
    )
    choose.set_input_files({"name": name, "mimeType": kind, "buffer": data})


def test_each_file_is_checked_and_what_was_found_shows(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/cv")
    section = _section(page)
    for name, (data, title, message) in FILES.items():
        _choose(page, f"{name}.pdf", data)
        expect(section.get_by_text(f"{name}.pdf", exact=True)).to_be_visible()
        expect(section.get_by_text(title, exact=True)).to_be_visible()
        cv = application.now()["materials"]["cv"]
        assert (cv["filename"], cv["size"]) == (f"{name}.pdf", len(data))
        assert [message in shown for shown in cv["messages"]] == ([True] if message else [])
        for shown in cv["messages"]:
            expect(section.get_by_text(shown)).to_be_visible()
        look(page, f"cv-{name}")
    expect(section.get_by_text("scanned.pdf")).to_be_visible()  # the one accepted before it still counts
    assert application.now()["materials"]["cv"]["earlier"]["filename"] == "scanned.pdf"
    page.get_by_role("link", name="Review and submit").click()
    expect(page.get_by_text("renamed-program.pdf")).to_be_visible()


def test_file_can_be_dropped_and_removed(page: Page, connection: Connection, cycle: str, people: People) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/cv")
    zone = _section(page).get_by_role("group", name="Your file")
    held = page.evaluate_handle(HOLD, b64encode(pdfs.english()).decode())
    zone.dispatch_event("dragover", {"dataTransfer": held})
    expect(zone).to_have_class("drop drop-over")
    zone.dispatch_event("drop", {"dataTransfer": held})
    expect(_section(page).get_by_text(ACCEPTED)).to_be_visible()
    assert application.now()["materials"]["cv"]["filename"] == "dropped.pdf"
    _section(page).get_by_role("button", name="Remove dropped.pdf").click()
    expect(_section(page).get_by_text("Choose your CV")).to_be_visible()
    expect(_section(page).get_by_text(ACCEPTED)).to_have_count(0)
    assert "materials" not in application.now()


@pytest.mark.parametrize(
    ("name", "kind", "size", "reason"),
    [
        ("large.pdf", PDF, 5_000_001, "larger than 5 MB"),
        ("empty.pdf", PDF, 0, "This file is empty"),
        ("setup.exe", "application/x-msdownload", 2048, "Your CV must be a PDF"),
    ],
)
def test_file_that_will_not_do_is_refused_before_it_is_sent(
    page: Page, connection: Connection, cycle: str, people: People, name: str, kind: str, size: int, reason: str
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/cv")
    _choose(page, name, bytes(size), kind)
    expect(page.get_by_role("alert")).to_contain_text("This file can’t be uploaded")
    expect(page.get_by_role("alert")).to_contain_text(reason)
    look(page, f"cv-{name.replace('.', '-')}")
    assert "materials" not in application.now()
    _choose(page, "cv.pdf", pdfs.english())
    expect(_section(page).get_by_text(ACCEPTED)).to_be_visible()
    expect(page.get_by_role("alert")).not_to_be_visible()


def test_file_that_did_not_get_through_can_be_sent_again(
    page: Page, connection: Connection, cycle: str, people: People
) -> None:
    application = Application(connection, cycle, people.applicant()).write()
    sign_in(page, application.person.email, "/application/cv")
    expect(_section(page)).to_be_visible()

    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/*uploads*", lose)
    _choose(page, "cv.pdf", pdfs.english())
    expect(page.get_by_role("alert")).to_contain_text("You’re offline")
    look(page, "cv-not-sent")
    page.unroute_all()
    page.get_by_role("alert").get_by_role("button", name="Try again").click()
    expect(_section(page).get_by_text(ACCEPTED)).to_be_visible()
    assert application.now()["materials"]["cv"]["status"] == "accepted"
