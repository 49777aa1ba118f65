"""The staff's API in the name of who is signed in here."""

import time
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

import httpx

from infra.console import tokens
from infra.console.place import Place, SignInPages, sign_in_pages
from infra.console.sign_in import refresh, revoke, sign_in
from infra.console.tokens import Tokens
from infra.console.troubles import Trouble

Row = dict[str, Any]
# Tokens are renewed so many seconds before they end.
_EARLY = 60
_PAGE = 100


class Session:
    """One program and the member of its staff who is signed in to it on this machine."""

    def __init__(self, place: Place, transport: httpx.BaseTransport | None = None) -> None:
        self.place = place
        self._http = place.connect(transport)

    def sign_in(self, show: Callable[[str], None]) -> None:
        """Sign in through the browser, which `show` is to lead to an address."""
        tokens.keep(self.place.url, sign_in(self._pages(), self._http, show))

    def sign_out(self) -> None:
        """End the sign-in, here and at the sign-in's own."""
        if kept := tokens.load(self.place.url):
            tokens.forget(self.place.url)
            revoke(self._pages(), self._http, kept)

    def current_cycle(self) -> str:
        """The id of the current cycle."""
        return str(self._get("/api/cycles/current", {}, {})["id"])

    def rows(self, path: str, query: Mapping[str, Any], limit: int | None = None) -> Iterator[Row]:
        """The rows of a list, page after page, up to a limit."""
        return islice(self._all_rows(path, query), limit)

    def _all_rows(self, path: str, query: Mapping[str, Any]) -> Iterator[Row]:
        asked, cursor = {name: value for name, value in query.items() if value}, None
        while True:
            page = {**asked, "limit": _PAGE, **({"cursor": cursor} if cursor else {})}
            answer = self._get(path, page, {"Authorization": f"Bearer {self._token()}"})
            yield from answer["items"]
            cursor = answer.get("next_cursor")
            if not cursor:
                return

    def _get(self, path: str, query: Mapping[str, Any], headers: Mapping[str, str]) -> Row:
        answer = self._http.get(path, params=dict(query), headers=dict(headers))
        if answer.is_success:
            return dict(answer.json())
        raise Trouble(_in_words(answer))

    def _token(self) -> str:
        kept = tokens.load(self.place.url)
        if kept is None:
            raise Trouble("You aren’t signed in. Sign in first: mentoring sign-in")
        if kept.expires_at - _EARLY < time.time():
            kept = self._renewed(kept)
        return kept.id_token

    def _renewed(self, kept: Tokens) -> Tokens:
        renewed = refresh(self._pages(), self._http, kept)
        tokens.keep(self.place.url, renewed)
        return renewed

    def _pages(self) -> SignInPages:
        return sign_in_pages(self._http)


def _in_words(answer: httpx.Response) -> str:
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        return "Your sign-in isn’t taken here. Sign in again: mentoring sign-in"
    if answer.status_code == httpx.codes.FORBIDDEN:
        return "You’re signed in, but not as a member of the staff who may see this. Ask a coordinator."
    try:
        said = answer.json()
    except ValueError:
        said = {}
    errors = [f"{error['field']}: {error['message']}" for error in said.get("errors", [])]
    what = " ".join([said.get("detail") or f"The program answered {answer.status_code}.", *errors])
    return f"{what} Try again in a moment." if answer.is_server_error else what
