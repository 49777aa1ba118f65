"""The terminal against the deployed stack: managed login, back to this machine's port, a list, and out."""

import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from infra.console import tokens
from infra.console.place import Place
from infra.console.session import Session
from infra.console.troubles import Trouble
from infra.local.sign_in import answer_pages
from infra.local.year import STAFF
from tests.local_cloud import Connection


def test_staff_sign_in_read_a_list_renew_and_sign_out(
    connection: Connection, new_cycle: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    place = Place(connection["api_url"], connection["endpoint_url"], connection["api_host"])
    session = Session(place)

    def sign_in(address: str) -> None:
        with httpx.Client(timeout=30, trust_env=False) as browser:
            back = answer_pages(
                browser, connection["cognito"]["staff"]["login_url"], browser.get(address), STAFF["staff"]
            )
            assert browser.get(back).status_code == httpx.codes.OK

    session.sign_in(lambda address: threading.Thread(target=sign_in, args=(address,), daemon=True).start())
    query = {"cycle": new_cycle, "status": "needs_review"}
    assert list(session.rows("/api/staff/applications", query)) == []
    first = tokens.load(place.url)
    assert first is not None
    tokens.keep(place.url, replace(first, expires_at=time.time()))
    # The local cloud's renewed tokens name no groups, which Cognito's do.
    with suppress(Trouble):
        list(session.rows("/api/staff/applications", query))
    second = tokens.load(place.url)
    assert second is not None
    assert second.expires_at > time.time() + 60
    session.sign_out()
    with pytest.raises(Trouble, match="Sign in first"):
        list(session.rows("/api/staff/tasks", {}))
