"""The pages as the build left them in `static/`: people's document and the staff's, and the files that they load."""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from aws_lambda_powertools.event_handler import Response

from functions.portal.outline import escaped, outline
from shared.domain.errors import NotFound
from shared.store.settings import from_env

STATIC = Path(__file__).with_name("static")
#: What may stand for a name in an address, such as `{step}`; for any other name an id.
PARTS = {"step": "[a-z-]{1,40}"}
ID = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
#: What browsers, phones and search engines ask for by its own name.
WELL_KNOWN = ("icon.png", "share.png", "manifest.webmanifest", "robots.txt")
SCOPES = "openid email"
HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Pages(NamedTuple):
    """The pages of those who sign in to one pool: the document at all their addresses, and the file that names these.

    The pages are built with the same file of addresses.
    """

    document: str
    addresses: str


PEOPLE = Pages("index.html", "addresses.json")
STAFF = Pages("staff.html", "staff_addresses.json")


class File(NamedTuple):
    """A file that is served: as it is, packed, and the tag by which a browser knows its copy."""

    kind: str
    plain: bytes
    packed: bytes
    tag: str
    headers: Mapping[str, str]


def show(method: str, path: str, headers: Mapping[str, str], now: datetime) -> Response[bytes]:
    """Answer with the file at a path of the pages, or with a document; NotFound when there is no such file.

    `headers` are the request's, by lower-case names.
    """
    if path.startswith("/assets/"):
        return _answer(method, _asset(path.removeprefix("/assets/")), 200, headers)
    if path.removeprefix("/") in WELL_KNOWN:
        return _answer(method, _well_known(path.removeprefix("/")), 200, headers)
    pages = STAFF if re.match("/staff(/|$)", path) else PEOPLE
    address = _address_at(pages, path)
    document = _document(pages, outline(now) if pages is PEOPLE else "", _views(pages).get(address, ""))
    return _answer(method, document, 200 if address else 404, headers)


def _answer(method: str, file: File, status: int, asked: Mapping[str, str]) -> Response[bytes]:
    headers: dict[str, str | list[str]] = {**HEADERS, **file.headers, "ETag": file.tag, "Vary": "Accept-Encoding"}
    if asked.get("x-forwarded-proto") == "https":
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains; preload"
    if status == 200 and file.tag in re.split(r"\s*,\s*", asked.get("if-none-match", "")):
        return Response(status_code=304, body=b"", headers=headers)
    packed = re.search(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?(,|\s|$))", asked.get("accept-encoding", "")) is not None
    if packed:
        headers["Content-Encoding"] = "gzip"
    body = b"" if method == "HEAD" else file.packed if packed else file.plain
    return Response(status_code=status, content_type=file.kind, body=body, headers=headers)


@cache
def _addresses(pages: Pages) -> dict[str, str]:
    """Addresses that show something, by name."""
    addresses: dict[str, str] = json.loads(Path(__file__).with_name(pages.addresses).read_text(encoding="utf-8"))
    return addresses


@cache
def _known(pages: Pages) -> re.Pattern[str]:
    """The paths that show something, by name; at any other the document says that nothing is there."""
    return re.compile("|".join(f"(?P<{name}>{_pattern(address)})" for name, address in _addresses(pages).items()))


def _pattern(address: str) -> str:
    """The paths of an address, with a last slash or without."""
    path = re.sub(r"\\{(\w+)\\}", lambda name: PARTS.get(name[1], ID), re.escape(address.rstrip("/")))
    return f"{path}/?" if path else "/"


def _address_at(pages: Pages, path: str) -> str:
    """The name of the address that a path is of; empty where there is none."""
    known = _known(pages).fullmatch(path)
    return (known and known.lastgroup) or ""


@cache
def _views(pages: Pages) -> dict[str, str]:
    """What the document shows before any code runs, by the names of addresses; staff's shows nothing."""
    path = STATIC / f"{pages.document}.json"
    views: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return views


@cache
def _asset(name: str) -> File:
    """Read a file whose name changes with its content; only names that the build made are ever opened."""
    if name not in _names():
        raise NotFound("There’s nothing at this address.")
    path = STATIC / "assets" / name
    forever = {"Cache-Control": "public, max-age=31536000, immutable"}
    return _file(TYPES[path.suffix], path.read_bytes(), path.with_name(f"{name}.gz").read_bytes(), forever)


@cache
def _well_known(name: str) -> File:
    """Read a file that keeps its name when its content changes."""
    path = STATIC / name
    if not path.exists():
        raise NotFound("There’s nothing at this address.")
    data = path.read_bytes()
    return _file(TYPES[path.suffix], data, gzip.compress(data, mtime=0), {"Cache-Control": "public, max-age=86400"})


@cache
def _names() -> frozenset[str]:
    return frozenset(path.name for path in (STATIC / "assets").glob("*") if path.suffix in TYPES)


@lru_cache(maxsize=16)
def _document(pages: Pages, outline: str, view: str) -> File:
    """A document, with what it says by itself, what it shows first, and where to sign in; NotFound without a build."""
    path = STATIC / pages.document
    if not path.exists():
        raise NotFound("There’s nothing at this address.")
    filled = {
        "{settings}": escaped(json.dumps(_settings(pages))),
        "{origin}": escaped(from_env("PUBLIC_URL")),
        "{view}": view,
        "{outline}": outline,
    }
    text = built = path.read_text(encoding="utf-8")
    for place, value in filled.items():
        text = text.replace(place, value)
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": _policy(pages, built)}
    return _file("text/html; charset=utf-8", text.encode(), gzip.compress(text.encode(), mtime=0), headers)


def _file(kind: str, plain: bytes, packed: bytes, headers: Mapping[str, str]) -> File:
    return File(kind, plain, packed, f'W/"{hashlib.sha256(plain).hexdigest()[:20]}"', headers)


def _settings(pages: Pages) -> dict[str, str]:
    base, addresses = _sign_in_url(pages), _addresses(pages)
    return {
        "client_id": from_env("STAFF_CLIENT_ID") if pages is STAFF else from_env("PEOPLE_CLIENT_ID"),
        "authorize_url": f"{base}/oauth2/authorize",
        "token_url": f"{base}/oauth2/token",
        "revoke_url": f"{base}/oauth2/revoke",
        "logout_url": f"{base}/logout",
        "scopes": SCOPES,
        "home": addresses["home"],
        "callback": addresses["callback"],
    }


def _sign_in_url(pages: Pages) -> str:
    return from_env("STAFF_SIGN_IN_URL") if pages is STAFF else from_env("PEOPLE_SIGN_IN_URL")


def _policy(pages: Pages, built: str) -> str:
    """The content security policy: nothing from elsewhere, and in the document the styles alone that the build wrote.

    Only people send files.
    """
    styles = "".join(f" 'sha256-{_hashed(style)}'" for style in re.findall(r"<style>(.*?)</style>", built, re.DOTALL))
    uploads = f" {from_env('UPLOAD_ORIGIN')}" if pages is PEOPLE else ""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'{styles}; img-src 'self' data:; font-src 'self'; "
        f"manifest-src 'self'; connect-src 'self' {_sign_in_url(pages)}{uploads}; form-action 'self'{uploads}; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def _hashed(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
