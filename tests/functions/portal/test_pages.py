"""The pages as a browser asks for them: the document at every address of theirs, its files, and nothing else."""

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from functions.portal import pages
from functions.portal.handler import handler
from tests.functions.http import call

DOCUMENT = '<!doctype html><meta name="settings" content="{settings}"><div id="app"></div>'
VIEWS = {"home": "<h1>Home</h1>", "application_step": "<h1>A step</h1>"}
STAFF_DOCUMENT = DOCUMENT.replace("app", "staff")
SCRIPT = b"console.log('pages');"
SIGN_IN, UPLOADS = "https://sign-in.example.org", "https://uploads.example.org"
STAFF_SIGN_IN = "https://staff-sign-in.example.org"


@dataclass(frozen=True)
class Shown:
    """What a browser gets."""

    status: int
    headers: dict[str, str]
    body: bytes


def show(path: str, method: str = "GET", **asked: str) -> Shown:
    """Ask for an address of the pages, with headers whose names are written with underscores."""
    raw: dict[str, Any] = {}

    @wraps(handler)
    def door(event: dict[str, Any], context: Any) -> dict[str, Any]:
        raw.update(handler(event, context))
        return raw

    answer = call(door, method, path, headers={name.replace("_", "-"): value for name, value in asked.items()})
    body = base64.b64decode(raw["body"]) if raw["isBase64Encoded"] else raw["body"].encode()
    return Shown(answer.status, answer.headers, body)


@pytest.fixture(autouse=True)
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """What a build leaves: a document and one script, each file but the document packed too."""
    assets = tmp_path / "assets"
    assets.mkdir()
    (tmp_path / "index.html").write_text(DOCUMENT)
    (tmp_path / "staff.html").write_text(STAFF_DOCUMENT)
    (tmp_path / "secret.js").write_text("not among the assets")
    (assets / "main-ABC.js").write_bytes(SCRIPT)
    (assets / "main-ABC.js.gz").write_bytes(gzip.compress(SCRIPT, mtime=0))
    monkeypatch.setattr(pages, "STATIC", tmp_path)
    for name, value in {"CLIENT_ID": "client", "SIGN_IN_URL": SIGN_IN}.items():
        monkeypatch.setenv(f"PEOPLE_{name}", value)
    for name, value in {"CLIENT_ID": "staff-client", "SIGN_IN_URL": STAFF_SIGN_IN}.items():
        monkeypatch.setenv(f"STAFF_{name}", value)
    monkeypatch.setenv("UPLOAD_ORIGIN", UPLOADS)
    monkeypatch.setenv("PUBLIC_URL", "")
    monkeypatch.setattr(pages, "outline", lambda _now: "<p>What the program is.</p>")
    caches = (pages._asset, pages._names, pages._document, pages._views, pages._well_known)
    for kept in caches:
        kept.cache_clear()
    yield tmp_path
    for kept in caches:
        kept.cache_clear()


def test_every_address_of_the_pages_shows_the_document() -> None:
    addresses = (
        "/ /application /application/ /application/about-you /status /mentor /mentors /callback /sign-in".split()
    )
    shown = [show(address) for address in addresses]
    assert {(page.status, page.headers["content-type"], page.body) for page in shown} == {
        (200, "text/html; charset=utf-8", shown[0].body)
    }


def test_every_address_of_the_console_shows_the_staffs_document() -> None:
    addresses = "/staff /staff/ /staff/applications /staff/applications/0-a /staff/review /staff/callback".split()
    shown = [show(address) for address in addresses]
    assert {(page.status, page.headers["content-type"], page.body) for page in shown} == {
        (200, "text/html; charset=utf-8", shown[0].body)
    }
    assert b'id="staff"' in shown[0].body
    unknown = [show(path) for path in ("/staff/nothing", "/staff/applications/a/b", "/staff/applications/..")]
    assert {(page.status, page.body) for page in unknown} == {(404, shown[0].body)}


@pytest.mark.parametrize(
    ("path", "client", "sign_in", "callback"),
    [("/", "client", SIGN_IN, "/callback"), ("/staff", "staff-client", STAFF_SIGN_IN, "/staff/callback")],
)
def test_document_tells_the_stages_settings(path: str, client: str, sign_in: str, callback: str) -> None:
    found = re.search('content="(.*?)"', show(path).body.decode())
    assert found is not None
    assert json.loads(html.unescape(found.group(1))) == {
        "client_id": client,
        "authorize_url": f"{sign_in}/oauth2/authorize",
        "token_url": f"{sign_in}/oauth2/token",
        "revoke_url": f"{sign_in}/oauth2/revoke",
        "logout_url": f"{sign_in}/logout",
        "scopes": "openid email",
        "home": path,
        "callback": callback,
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [("robots.txt", "text/plain; charset=utf-8"), ("share.png", "image/png")],
)
def test_file_with_a_name_of_its_own_is_served_and_kept_for_a_day(built: Path, name: str, kind: str) -> None:
    (built / name).write_bytes(b"as it was built")
    shown = show(f"/{name}")
    assert (shown.status, shown.body, shown.headers["content-type"]) == (200, b"as it was built", kind)
    assert shown.headers["cache-control"] == "public, max-age=86400"
    assert show(f"/{name}", if_none_match=shown.headers["etag"]).status == 304


def test_file_with_a_name_of_its_own_that_was_not_built_is_not_there() -> None:
    assert show("/manifest.webmanifest").status == 404


@pytest.mark.parametrize("address", ["https://mentoring.example.org", ""])
def test_document_says_where_it_is_when_the_stage_knows(
    built: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (built / "index.html").write_text('<meta property="og:image" content="{origin}/share.png">{outline}')
    monkeypatch.setenv("PUBLIC_URL", address)
    shown = f'<meta property="og:image" content="{address}/share.png"><p>What the program is.</p>'
    assert show("/").body.decode() == shown


def test_document_shows_the_first_view_of_its_address(built: Path) -> None:
    (built / "index.html").write_text("{view}")
    (built / "index.html.json").write_text(json.dumps(VIEWS))
    paths = ("/", "/application/about-you", "/application/about-you/", "/application", "/nothing")
    assert [show(path).body.decode() for path in paths] == [VIEWS["home"], *[VIEWS["application_step"]] * 2, "", ""]


def test_policy_allows_the_styles_that_the_build_wrote_and_no_other(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (built / "index.html").write_text("<style>a { b: c }</style>{view}<style>d\n</style>{outline}")
    (built / "index.html.json").write_text('{"home": "<style>of a view</style>"}')
    monkeypatch.setattr(pages, "outline", lambda _now: "<style>of the outline</style>")
    allowed = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(style).digest()).decode()}'" for style in (b"a { b: c }", b"d\n")
    )
    assert f"style-src 'self' {allowed};" in show("/").headers["content-security-policy"]


def test_settings_cannot_break_out_of_their_attribute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEOPLE_CLIENT_ID", '"><script>')
    assert (b"<script>" in show("/").body, b"&gt;&lt;script&gt;" in show("/").body) == (False, True)


@pytest.mark.parametrize(
    ("path", "connect", "form"),
    [("/", f"'self' {SIGN_IN} {UPLOADS}", f"'self' {UPLOADS}"), ("/staff", f"'self' {STAFF_SIGN_IN}", "'self'")],
)
def test_document_allows_nothing_from_elsewhere_and_nothing_inline(path: str, connect: str, form: str) -> None:
    headers = show(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "manifest-src": "'self'",
        "connect-src": connect,
        "form-action": form,
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


def test_https_is_kept_to_where_it_is_used() -> None:
    told = [
        show("/", x_forwarded_proto=scheme).headers.get("strict-transport-security") for scheme in ("https", "http")
    ]
    assert told == ["max-age=63072000; includeSubDomains; preload", None]


def test_unknown_address_shows_the_document_as_not_found() -> None:
    found = [
        show(path) for path in ("/nothing", "/application/a/b", "/application/A1", "/staffing", "/index.html", "//")
    ]
    assert {(page.status, page.body) for page in found} == {(404, show("/").body)}


def test_unknown_address_of_the_api_is_a_problem_and_pages_are_only_read() -> None:
    found = [show("/api/nothing"), show("/api/"), show("/", "POST"), show("/assets/main-ABC.js", "DELETE")]
    assert {(it.status, it.headers["content-type"]) for it in found} == {(404, "application/problem+json")}


def test_file_is_kept_for_good_and_the_document_asked_for_again() -> None:
    script, document = show("/assets/main-ABC.js"), show("/")
    assert (script.status, script.body, script.headers["content-type"]) == (
        200,
        SCRIPT,
        "text/javascript; charset=utf-8",
    )
    kept = [page.headers["cache-control"] for page in (script, document)]
    assert kept == ["public, max-age=31536000, immutable", "no-cache"]


@pytest.mark.parametrize("path", ["/", "/assets/main-ABC.js"])
def test_packed_for_whom_it_is_good_for(path: str) -> None:
    plain, packed = show(path), show(path, accept_encoding="br;q=1.0, gzip;q=0.8, *;q=0.1")
    assert (packed.headers["content-encoding"], gzip.decompress(packed.body)) == ("gzip", plain.body)
    assert (plain.headers["vary"], packed.headers["vary"]) == ("Accept-Encoding", "Accept-Encoding")
    refused = [show(path, accept_encoding=told) for told in ("", "identity", "gzip;q=0", "br, gzip; q=0.0, deflate")]
    assert [("content-encoding" in page.headers, page.body) for page in refused] == [(False, plain.body)] * 4


@pytest.mark.parametrize("path", ["/", "/assets/main-ABC.js"])
def test_browser_that_has_the_file_is_told_so(path: str) -> None:
    first = show(path)
    again = [show(path, if_none_match=tags) for tags in (first.headers["etag"], f'"other", {first.headers["etag"]}')]
    assert [(page.status, page.body, page.headers["etag"]) for page in again] == [(304, b"", first.headers["etag"])] * 2
    assert show(path, if_none_match='W/"other"').status == 200


@pytest.mark.parametrize("path", ["/", "/assets/main-ABC.js"])
def test_head_tells_the_same_without_the_body(path: str) -> None:
    asked, head = show(path), show(path, "HEAD")
    assert (head.status, head.headers, head.body) == (200, asked.headers, b"")


@pytest.mark.parametrize(
    "name",
    [
        *("../secret.js", "..%2fsecret.js", "%2e%2e/secret.js", "main-ABC.js/../../secret.js", "/etc/passwd"),
        *("main-OLD.js", "main-ABC.js.gz", "main-ABC.js\x00", "MAIN-ABC.JS", "", "."),
    ],
)
def test_only_files_that_the_build_made_are_opened(name: str) -> None:
    page = show(f"/assets/{name}")
    assert (page.status, page.headers["content-type"]) == (404, "application/problem+json")
    assert page.headers["cache-control"] == "no-store"


def test_portal_without_pages_has_nothing_there(built: Path) -> None:
    (built / "index.html").unlink()
    assert (show("/").status, show("/").headers["content-type"]) == (404, "application/problem+json")
