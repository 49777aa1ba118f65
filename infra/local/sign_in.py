"""Sign in to the local cloud as a client does: managed login, the mailed code, authorization code with PKCE.

`python -m infra.local.sign_in EMAIL [people|staff]` prints an ID token: `curl -H "Authorization: Bearer $(...)"`.
"""

import base64
import hashlib
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from infra.local.environment import read

#: ministack mails the same code to everyone.
CODE = "123456"


class SignInError(Exception):
    """The sign-in was refused: no such account, most of all."""


@dataclass(frozen=True)
class Tokens:
    """What a person who signed in holds: JWTs, good for an hour."""

    id_token: str
    access_token: str
    refresh_token: str


def sign_in(environment: Mapping[str, Any], pool: str, email: str, client: httpx.Client | None = None) -> Tokens:
    """Sign a person in to the pool `people` or `staff` of the connection in environment.json. Raises SignInError.

    Give a `client` to use its connections for many sign-ins.
    """
    if client is None:
        with httpx.Client(timeout=30, trust_env=False) as own:
            return sign_in(environment, pool, email, own)
    settings = environment["cognito"][pool]
    verifier, state = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    question = {
        "response_type": "code",
        "client_id": settings["client_id"],
        "redirect_uri": settings["redirect_uri"],
        "scope": " ".join(settings["scopes"]),
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    page = client.get(settings["authorize_url"], params=question)
    back = parse_qs(urlsplit(answer_pages(client, settings["login_url"], page, email)).query)
    if back.get("state") != [state] or "code" not in back:
        raise SignInError(f"{email} cannot sign in: is there an account?")
    code = back["code"][0]
    proof = {"grant_type": "authorization_code", "client_id": settings["client_id"], "code": code}
    proof |= {"redirect_uri": settings["redirect_uri"], "code_verifier": verifier}
    tokens = _ok(client.post(settings["token_url"], data=proof)).json()
    return Tokens(tokens["id_token"], tokens["access_token"], tokens["refresh_token"])


def answer_pages(client: httpx.Client, login_url: str, page: httpx.Response, email: str) -> str:
    """Fill in what the pages of managed login ask for, one after the other; return the address they send us back to."""
    for answer in ({"username": email}, {"challenge": "EMAIL_OTP"}, {"code": CODE}):
        form = _Form.of(_ok(page))
        if set(answer) <= form.names:  # a pool with one way of signing in does not ask which
            page = client.post(login_url, data=form.hidden | answer)
    return str(page.headers.get("location", ""))


def _ok(response: httpx.Response) -> httpx.Response:
    if response.status_code >= httpx.codes.BAD_REQUEST:
        raise SignInError(f"{response.url.path} answered {response.status_code}: {response.text[:300]}")
    return response


class _Form(HTMLParser):
    """The fields of a page's form."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.hidden: dict[str, str] = {}

    @classmethod
    def of(cls, page: httpx.Response) -> "_Form":
        form = cls()
        form.feed(page.text)
        return form

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        field = {name: value or "" for name, value in attrs}
        if tag in ("input", "button") and "name" in field:
            self.names.add(field["name"])
            if field.get("type") == "hidden":
                self.hidden[field["name"]] = field.get("value", "")


if __name__ == "__main__":
    the_email, the_pool = sys.argv[1], (sys.argv[2:] or ["people"])[0]
    try:
        print(sign_in(read(), the_pool, the_email).id_token)
    except (SignInError, FileNotFoundError, httpx.ConnectError) as error:
        raise SystemExit(f"{error}\nDoes the local cloud run? `make run` starts it.") from None
