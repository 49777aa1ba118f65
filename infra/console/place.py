"""Where the program is, and where its staff sign in: the portal itself says it in the staff's document."""

import json
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import httpx

from infra.console.troubles import Trouble

TIMEOUT = 40


@dataclass(frozen=True, slots=True)
class Place:
    """A program's address; where this machine can't resolve it, `endpoint` is asked in the name of `host`."""

    url: str
    endpoint: str
    host: str

    @classmethod
    def of(cls, url: str | None) -> "Place":
        """The program at an address or, without one, in the local cloud. Raises Trouble when there is none."""
        if url:
            return cls(url.rstrip("/"), url.rstrip("/"), httpx.URL(url).netloc.decode())
        from infra.local import cloud, environment  # the local cloud's tools aren't needed for any other

        try:
            local = environment.read(cloud.DIRECTORY)
        except FileNotFoundError:
            raise Trouble(
                "Say where the program is: --url https://… or MENTORING_URL. `make run` starts one on this machine."
            ) from None
        return cls(local["api_url"], local["endpoint_url"], local["api_host"])

    def connect(self, transport: httpx.BaseTransport | None = None) -> httpx.Client:
        """A connection to it."""
        headers = {"Host": self.host}
        return httpx.Client(
            base_url=self.endpoint, headers=headers, timeout=TIMEOUT, trust_env=False, transport=transport
        )


@dataclass(frozen=True, slots=True)
class SignInPages:
    """The staff's managed login."""

    client_id: str
    authorize_url: str
    token_url: str
    revoke_url: str
    scopes: str


def sign_in_pages(http: httpx.Client) -> SignInPages:
    """Where staff sign in, as the staff's pages know it. Raises Trouble when no portal answers."""
    found = _Settings()
    found.feed(http.get("/staff").text)
    try:
        said = json.loads(found.settings)
        return SignInPages(*(str(said[name]) for name in SignInPages.__dataclass_fields__))
    except (ValueError, KeyError):
        raise Trouble("No mentoring program answers at this address. Check --url or MENTORING_URL.") from None


class _Settings(HTMLParser):
    """The settings in a document of the portal's."""

    settings = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said: dict[str, Any] = dict(attrs)
        if tag == "meta" and said.get("name") == "settings":
            self.settings = said.get("content") or ""
