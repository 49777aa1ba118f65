"""The pages as the build left them in `static/`: one document for all their addresses, and the files it loads."""

import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from aws_lambda_powertools.event_handler import Response

from shared.domain.errors import NotFound
from shared.store.settings import from_env

STATIC = Path(__file__).with_name("static")
#: Addresses that show something, by name; the pages are built with the same file.
ADDRESSES: dict[str, str] = json.loads(Path(__file__).with_name("addresses.json").read_text(encoding="utf-8"))
STEP = "[a-z-]{1,40}"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".txt": "text/plain"}
SCOPES = "openid email"
HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class File(NamedTuple):
    """A file that is served: as it is, packed, and the tag by which a browser knows its copy."""

    kind: str
    plain: bytes
    packed: bytes
    tag: str
    headers: Mapping[str, str]


def show(method: str, path: str, headers: Mapping[str, str]) -> Response[bytes]:
    """Answer with the file at a path of the pages, or with their document; NotFound when there is no such file.

    `headers` are the request's, by lower-case names.
    """
    if path.startswith("/assets/"):
        return _answer(method, _asset(path.removeprefix("/assets/")), 200, headers)
    known = _known().fullmatch(path) is not None
    return _answer(method, _document(), 200 if known else 404, headers)


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
def _known() -> re.Pattern[str]:
    """The paths that show something, with a last slash or without; at any other the document says there is nothing."""
    paths = (re.escape(address.rstrip("/")).replace(r"\{step\}", STEP) for address in ADDRESSES.values())
    return re.compile("|".join(f"{path}/?" if path else "/" for path in paths))


@cache
def _asset(name: str) -> File:
    """Read a file whose name changes with its content; only names that the build made are ever opened."""
    if name not in _names():
        raise NotFound("There's nothing at this address.")
    path = STATIC / "assets" / name
    kind = f"{TYPES[path.suffix]}; charset=utf-8"
    forever = {"Cache-Control": "public, max-age=31536000, immutable"}
    return _file(kind, path.read_bytes(), path.with_name(f"{name}.gz").read_bytes(), forever)


@cache
def _names() -> frozenset[str]:
    return frozenset(path.name for path in (STATIC / "assets").glob("*") if path.suffix in TYPES)


@cache
def _document() -> File:
    """The one document, with where to sign in; NotFound when nothing was built."""
    path = STATIC / "index.html"
    if not path.exists():
        raise NotFound("There's nothing at this address.")
    text = path.read_text(encoding="utf-8").replace("{settings}", _quoted(json.dumps(_settings()))).encode()
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": _policy()}
    return _file("text/html; charset=utf-8", text, gzip.compress(text, mtime=0), headers)


def _file(kind: str, plain: bytes, packed: bytes, headers: Mapping[str, str]) -> File:
    return File(kind, plain, packed, f'W/"{hashlib.sha256(plain).hexdigest()[:20]}"', headers)


def _quoted(text: str) -> str:
    """Write a text as an attribute's value; the standard library's way would cost every start a millisecond."""
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _settings() -> dict[str, str]:
    base = from_env("PEOPLE_SIGN_IN_URL")
    return {
        "client_id": from_env("PEOPLE_CLIENT_ID"),
        "authorize_url": f"{base}/oauth2/authorize",
        "token_url": f"{base}/oauth2/token",
        "revoke_url": f"{base}/oauth2/revoke",
        "logout_url": f"{base}/logout",
        "scopes": SCOPES,
    }


def _policy() -> str:
    """The content security policy: nothing from elsewhere, and nothing written into the document itself."""
    sign_in, uploads = from_env("PEOPLE_SIGN_IN_URL"), from_env("UPLOAD_ORIGIN")
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self' {sign_in} {uploads}; form-action 'self' {uploads}; base-uri 'none'; frame-ancestors 'none'"
    )
