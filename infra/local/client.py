"""The program's HTTP API as a client uses it, connected as `environment.json` says."""

from collections.abc import Mapping
from typing import Any

import httpx

from infra.local.sign_in import sign_in


class Refused(Exception):
    """The API answered with a problem where a success was needed."""

    def __init__(self, method: str, path: str, answer: httpx.Response) -> None:
        super().__init__(f"{method} {path} answered {answer.status_code}: {answer.text[:500]}")


class Client:
    """One person, or with no token a visitor, on one connection kept open."""

    def __init__(self, connection: Mapping[str, Any], token: str | None = None) -> None:
        headers = {"Host": connection["api_host"], **({"Authorization": f"Bearer {token}"} if token else {})}
        self._http = httpx.Client(base_url=connection["endpoint_url"], headers=headers, timeout=40, trust_env=False)

    @classmethod
    def signed_in(cls, connection: Mapping[str, Any], email: str, pool: str = "people") -> "Client":
        """Sign in with the mailed code; for the pool `people` the account is made first, as the portal does."""
        if pool == "people":
            visitor = cls(connection)
            visitor.must("POST", "/api/accounts", {"email": email})
            visitor.close()
        return cls(connection, sign_in(connection, pool, email).id_token)

    def call(self, method: str, path: str, body: Any = None, **more: Any) -> httpx.Response:
        """Send one request; `more` goes to httpx (`headers`, `params`, `content`)."""
        return self._http.request(method, path, **({"json": body} if body is not None else {}), **more)

    def must(self, method: str, path: str, body: Any = None, **more: Any) -> dict[str, Any]:
        """Send one request and return its JSON; Refused unless it succeeded."""
        answer = self.call(method, path, body, **more)
        if not answer.is_success:
            raise Refused(method, path, answer)
        return dict(answer.json())

    def change(self, of: str, method: str, path: str = "", body: Any = None) -> dict[str, Any]:
        """Send a change of what is at the address `of`, to `path` below it, as a person who just read it."""
        etag = self.call("GET", of).headers.get("ETag")
        return self.must(method, f"{of}{path}", body, headers={"If-Match": etag} if etag else {})

    def close(self) -> None:
        """Close the connection."""
        self._http.close()
