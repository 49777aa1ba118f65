"""The server of the pages as they are being written: their files, the portal's settings, and the portal's API."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest

from infra.local import page_server
from infra.local.page_server import Handler

DOCUMENT = (
    '<!doctype html><meta name="settings" content="{&quot;client_id&quot;: &quot;c&quot;}"><title>shipped</title>'
)


class Portal(BaseHTTPRequestHandler):
    """A portal that answers with what it was asked."""

    def do_GET(self) -> None:
        """Answer an API call with what it was, and anything else with the document as it was shipped."""
        asked = {name: self.headers[name] for name in ("Host", "Authorization") if name in self.headers}
        length = int(self.headers.get("Content-Length", 0))
        request = json.dumps({**asked, "method": self.command, "body": self.rfile.read(length).decode()})
        kind, body = ("application/json", request) if self.path.startswith("/api/") else ("text/html", DOCUMENT)
        self.send_response(404 if self.path == "/nothing" else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", "default-src 'none'")
        self.send_header("ETag", '"3"')
        self.end_headers()
        self.wfile.write(body.encode())

    do_PUT = do_GET  # noqa: N815 - the base class's names

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Files(Portal):
    """An esbuild that has built one file and reports one change."""

    def do_GET(self) -> None:
        """Answer with the file or the change."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream" if self.path == "/esbuild" else "text/javascript")
        self.end_headers()
        self.wfile.write(b"event: change\n\n" if self.path == "/esbuild" else b"console.log(1)")


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    """Serve on a free port meanwhile."""
    server = ThreadingHTTPServer((page_server.HOST, 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    """A browser of the pages as they are being written."""
    with serving(Portal) as portal, serving(Files) as files:
        handler = type("Handler", (Handler,), {"portal": (portal, "api.example.org"), "files": files})
        with serving(handler) as port, httpx.Client(base_url=f"http://{page_server.HOST}:{port}") as client:
            yield client


@pytest.mark.parametrize(
    ("path", "status", "name"),
    [
        ("/", 200, "people"),
        ("/application/about", 200, "people"),
        ("/nothing", 404, "people"),
        ("/staff", 200, "staff"),
        ("/staff/applications?cycle=2026-27", 200, "staff"),
    ],
)
def test_document_is_the_one_being_written_with_the_portals_settings(
    client: httpx.Client, path: str, status: int, name: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-security-policy"]) == (status, "default-src 'none'")
    assert '<meta name="settings" content="{&quot;client_id&quot;: &quot;c&quot;}">' in answer.text
    assert ("shipped" in answer.text, f"/assets/{name}.js" in answer.text, "/reload.js" in answer.text) == (
        False,
        True,
        True,
    )


def test_api_is_the_clouds(client: httpx.Client) -> None:
    answer = client.put("/api/mentor", headers={"Authorization": "Bearer t"}, content='{"a": 1}')
    assert answer.json() == {
        "Host": "api.example.org",
        "Authorization": "Bearer t",
        "method": "PUT",
        "body": '{"a": 1}',
    }
    assert (len(answer.headers.get_list("date")), answer.headers["etag"]) == (1, '"3"')


def test_document_as_it_is_being_written_has_no_tag_of_another(client: httpx.Client) -> None:
    assert "etag" not in client.get("/").headers


def test_files_are_what_was_built_and_changes_are_reported(client: httpx.Client) -> None:
    assert client.get("/assets/main.js").text == "console.log(1)"
    assert client.get("/esbuild").text == "event: change\n\n"
    assert "location.reload()" in client.get("/reload.js").text
