"""Signing in through the browser: authorization code with PKCE, sent back to a port of this machine (RFC 8252)."""

import base64
import hashlib
import secrets
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

from infra.console.callbacks import CONSOLE_CALLBACKS
from infra.console.place import SignInPages
from infra.console.tokens import Tokens
from infra.console.troubles import Trouble

# Seconds that a person has for the sign-in page.
PATIENCE = 300
_DONE = "You’re signed in. You can close this window and go back to the terminal."
_NOT_DONE = "That didn’t work. Go back to the terminal and try again."


def sign_in(pages: SignInPages, http: httpx.Client, show: Callable[[str], None]) -> Tokens:
    """Have a person sign in at the address that's given to `show`. Raises Trouble when they don't."""
    verifier, state = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    with _listener(state) as (server, callback):
        asked = {
            "response_type": "code",
            "client_id": pages.client_id,
            "redirect_uri": callback,
            "scope": pages.scopes,
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        show(f"{pages.authorize_url}?{urlencode(asked)}")
        code = server.wait()
    proof = {"grant_type": "authorization_code", "code": code, "redirect_uri": callback, "code_verifier": verifier}
    return _exchange(pages, http, proof)


def refresh(pages: SignInPages, http: httpx.Client, tokens: Tokens) -> Tokens:
    """New tokens for old. Raises Trouble when the sign-in is over."""
    return _exchange(pages, http, {"grant_type": "refresh_token", "refresh_token": tokens.refresh_token})


def revoke(pages: SignInPages, http: httpx.Client, tokens: Tokens) -> None:
    """Have the sign-in end everywhere; one that is over already is no trouble."""
    http.post(pages.revoke_url, data={"token": tokens.refresh_token, "client_id": pages.client_id}, headers=_own(pages))


def _exchange(pages: SignInPages, http: httpx.Client, proof: dict[str, str]) -> Tokens:
    answer = http.post(pages.token_url, data={"client_id": pages.client_id, **proof}, headers=_own(pages))
    if not answer.is_success:
        raise Trouble("Your sign-in has ended. Sign in again: mentoring sign-in")
    given = answer.json()
    again = given.get("refresh_token") or proof.get("refresh_token", "")
    return Tokens(given["id_token"], again, time.time() + float(given.get("expires_in", 3600)))


def _own(pages: SignInPages) -> dict[str, str]:
    """The sign-in has a host of its own."""
    return {"Host": urlsplit(pages.token_url).netloc}


class _Server(HTTPServer):
    """Waits for the browser that comes back with a code."""

    state = ""
    code: str | None = None
    refused = False

    def __enter__(self) -> "tuple[_Server, str]":  # type: ignore[override]
        return self, f"http://127.0.0.1:{self.server_port}/callback"

    def wait(self) -> str:
        """The code; requests that aren't ours, such as for an icon, are answered and passed over."""
        ends = time.monotonic() + PATIENCE
        while self.code is None and not self.refused and (left := ends - time.monotonic()) > 0:
            self.timeout = left
            self.handle_request()
        if self.code is None:
            raise Trouble("No one signed in. Try again: mentoring sign-in")
        return self.code


class _Back(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        said = parse_qs(where.query)
        ours = where.path == "/callback" and secrets.compare_digest(said.get("state", [""])[0], self.server.state)
        if ours:
            self.server.code = said.get("code", [None])[0]
            self.server.refused = self.server.code is None
        text = _DONE if ours and self.server.code else _NOT_DONE
        self.send_response(200 if ours else 404)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing: the address that is asked for holds the code."""


def _listener(state: str) -> _Server:
    """A server on the first free port of those that the sign-in sends back to."""
    for callback in CONSOLE_CALLBACKS:
        try:
            server = _Server(("127.0.0.1", urlsplit(callback).port or 0), _Back)
        except OSError:
            continue
        server.state = state
        return server
    raise Trouble("The ports for the sign-in are taken. Close other terminals that are signing in, and try again.")
