"""A CV from the browser's form to its place beside the application, on the deployed stack."""

from typing import Any

import httpx
import pytest

from infra.local.client import Client
from infra.local.cloud import Cloud
from infra.local.people import People
from tests import pdfs
from tests.local_cloud import Connection, await_first_save, eventually, inbox

PDF = "application/pdf"


def _place(client: Client, cycle: str, size: int, filename: str = "cv.pdf") -> dict[str, Any]:
    told = {"kind": "cv", "filename": filename, "content_type": PDF, "size": size}
    return client.must("POST", f"/api/cycles/{cycle}/application/materials", told)


def _post(place: dict[str, Any], data: bytes, **fields: str) -> httpx.Response:
    """Post a file as a browser's form does, with fields that differ from those given."""
    file = {"file": ("cv.pdf", data, PDF)}
    return httpx.post(place["url"], data=place["fields"] | fields, files=file, trust_env=False, timeout=40)


def _upload(client: Client, cycle: str, data: bytes, filename: str = "cv.pdf") -> dict[str, Any]:
    """Upload a file; return what became of it."""
    sent = _post(_place(client, cycle, len(data), filename), data)
    assert sent.status_code == 204, sent.text
    return dict(eventually(lambda: (cv := _cv(client, cycle))["status"] != "waiting" and cv))


def _cv(client: Client, cycle: str) -> dict[str, Any]:
    return dict(client.must("GET", f"/api/cycles/{cycle}/application")["materials"]["cv"])


@pytest.fixture
def client(connection: Connection, people: People) -> Client:
    return Client.signed_in(connection, people.applicant().email)


FILES = {
    "good.pdf": (pdfs.english(), "accepted", ""),
    "Spanish.pdf": (pdfs.spanish(), "accepted", "may not be in English"),
    "scan.pdf": (pdfs.scanned(2), "accepted", "read any text"),
    "locked.pdf": (pdfs.locked("a password"), "refused", "needs a password"),
    "half.pdf": (pdfs.english()[:300], "refused", "can’t open this PDF"),
}


@pytest.mark.parametrize("name", FILES)
def test_file_is_checked_and_told(client: Client, new_cycle: str, name: str) -> None:
    data, status, message = FILES[name]
    cv = _upload(client, new_cycle, data, name)
    assert (cv["status"], cv["filename"], cv["size"]) == (status, name, len(data))
    assert ([message in told for told in cv["messages"]]) == ([True] if message else [])


def test_renamed_program_is_refused_and_the_cv_before_stands(client: Client, new_cycle: str) -> None:
    good = _upload(client, new_cycle, pdfs.english())
    bad = _upload(client, new_cycle, pdfs.program(), "setup.pdf")
    assert (bad["status"], bad["earlier"]["id"]) == ("refused", good["id"])
    assert "isn’t a PDF" in bad["messages"][0]


def test_bucket_takes_no_other_form_than_the_one_given(client: Client, new_cycle: str) -> None:
    place, data = _place(client, new_cycle, 1000), pdfs.english()
    refused = {
        "too large": _post(place, b"%PDF-" + b" " * 5_000_000),
        "empty": _post(place, b""),
        "another type": _post(place, data, **{"Content-Type": "text/html"}),
        "another place": _post(place, data, key="cv/someone/else.pdf"),
        "another policy": _post(place, data, policy=place["fields"]["policy"][:-4]),
        "a field more": _post(place, data, acl="public-read"),
        "unsigned": httpx.post(place["url"], data={"key": "uploads/a/b.pdf"}, files={"file": b"x"}, trust_env=False),
    }
    assert {name: answer.status_code for name, answer in refused.items()} == {
        "too large": 400,
        "empty": 400,
        "another type": 403,
        "another place": 403,
        "another policy": 403,
        "a field more": 403,
        "unsigned": 403,
    }
    assert _cv(client, new_cycle)["status"] == "waiting"


def test_form_may_be_posted_from_the_pages_only(connection: Connection, client: Client, new_cycle: str) -> None:
    place = _place(client, new_cycle, 1000)
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    answers = [
        httpx.options(place["url"], headers={**asked, "Origin": origin}, trust_env=False)
        for origin in (connection["api_url"], "https://elsewhere.example.org")
    ]
    allowed = [answer.headers.get("access-control-allow-origin") for answer in answers]
    assert allowed == [connection["api_url"], None]


def test_checked_file_is_opened_by_staff_and_by_nobody_without_their_link(
    staff: Client, client: Client, new_cycle: str
) -> None:
    cv = _upload(client, new_cycle, pdfs.english())
    application = client.must("GET", f"/api/cycles/{new_cycle}/application")["id"]
    shown = staff.must("GET", f"/api/staff/applications/{application}")["materials"]["cv"]
    opened = httpx.get(shown["link"], trust_env=False)
    assert (opened.status_code, opened.content) == (200, pdfs.english())
    assert "attachment" in opened.headers["content-disposition"]
    place = _place(client, new_cycle, 1000)
    for key in (f"cv/{application}/{cv['id']}.pdf", f"uploads/{application}/{cv['id']}.pdf"):
        assert httpx.get(f"{place['url'].rstrip('/')}/{key}", trust_env=False).status_code == 403


def test_submission_is_judged_with_its_cv_and_again_when_that_is_checked_later(
    cloud: Cloud, connection: Connection, new_cycle: str, people: People
) -> None:
    person, data = people.applicant(), pdfs.spanish()
    client, path = Client.signed_in(connection, person.email), f"/api/cycles/{new_cycle}/application"
    client.must("PUT", path, person.form)
    await_first_save(cloud, person.email)
    place = _place(client, new_cycle, len(data))
    client.must("POST", f"{path}/submission")
    eventually(lambda: client.must("GET", path)["status"] == "eligible")
    assert _post(place, data).status_code == 204
    judged = eventually(lambda: (found := client.must("GET", path))["status"] == "needs_review" and found)
    assert (judged["verdict"]["version"], judged["unsubmitted_changes"]) == (judged["submitted_version"], False)
    doubt = next(reason for reason in judged["verdict"]["reasons"] if reason["rule"] == "english")
    assert (doubt["outcome"], "CV" in doubt["message"]) == ("review", True)
    mails = eventually(lambda: len(found := inbox(cloud, person.email)) == 4 and found)
    assert not any("cv.pdf" in str(mail) for mail in mails)
