"""The pages as they are being written, on the API of the running local cloud: `python -m infra.local.page_server`.

esbuild builds what has changed and notifies the browser, which reloads. The port is PAGES_PORT (8400); 0 is a free
one.
"""

import os
import re
import socket
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from infra import node, pages
from infra.local import cloud, environment, page_origin

HOST = "127.0.0.1"
RELOAD = b'new EventSource("/esbuild").addEventListener("change", () => location.reload());'
ASSETS = """<link rel="stylesheet" href="/assets/{name}.css">
    <script type="module" src="/assets/{name}.js"></script>
    <script type="module" src="/reload.js"></script>
    <link rel="icon" href="/assets/icon{logo}">"""
SETTINGS = re.compile(rb'(?<=<meta name="settings" content=")[^"]*')
#: Of one connection alone, or about a body that is sent on in another form.
HOP = {"connection", "content-encoding", "content-length", "keep-alive", "transfer-encoding"}


class Handler(BaseHTTPRequestHandler):
    """One request: files are esbuild's, the document is the one here, and all else is the portal's."""

    portal: ClassVar[tuple[int, str]]
    files: ClassVar[int]

    def answer(self) -> None:
        """Answer with what the address asks for."""
        with suppress(BrokenPipeError, ConnectionResetError):
            if self.path == "/reload.js":
                self._send(200, {"Content-Type": "text/javascript"}, RELOAD)
            elif self.path.startswith("/assets/") or self.path == "/esbuild":
                self._pass_on(self._ask(self.files, f"{HOST}:{self.files}"))
            else:
                self._pass_on(self._ask(*self.portal))

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the base class's names

    def _ask(self, port: int, host: str) -> HTTPResponse:
        connection = HTTPConnection(HOST, port)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in {"host", *HOP}}
        connection.request(self.command, self.path, body, headers | {"Host": host, "Accept-Encoding": "identity"})
        return connection.getresponse()

    def _pass_on(self, answer: HTTPResponse) -> None:
        headers = {name: value for name, value in answer.getheaders() if name.lower() not in HOP}
        kind = headers.get("Content-Type", "")
        if kind.startswith("text/event-stream"):
            self._send(answer.status, headers)
            while line := answer.readline():
                self.wfile.write(line)
                self.wfile.flush()
            return
        body = answer.read()
        if kind.startswith("text/html"):  # another one than the tag is of
            headers = {name: value for name, value in headers.items() if name.lower() != "etag"}
            body = _document(self.path, body)
        self._send(answer.status, headers, body)

    def _send(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of a request: esbuild says what matters."""


def _document(path: str, served: bytes) -> bytes:
    """The document as it is being written, with the settings of the one that the cloud's portal serves."""
    name = "staff" if re.match(r"/staff([/?]|$)", path) else "people"
    settings = SETTINGS.search(served)
    text = pages.filled((pages.ROOT / pages.SOURCE / pages.BUNDLES[name].document).read_bytes())
    text = text.replace(b"<!-- assets -->", ASSETS.format(name=name, logo=Path(pages.logo()).suffix).encode())
    text = text.replace(b"{settings}", settings.group() if settings else b"{}")
    return text.replace(b"{view}", b"")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def serve(port: int) -> None:
    """Serve until interrupted; CloudError when the local cloud does not run."""
    running = cloud.running()
    if not running:
        raise cloud.CloudError("The local cloud is not running: `make run` starts it.")
    connection = environment.read()
    Handler.portal = running.port, connection["api_host"]
    Handler.files = _free_port()
    served = pages.ROOT / ".build" / "pages" / "served"
    bundles = pages.BUNDLES.items()
    entries = [f"{name}={entry}" for name, bundle in bundles for entry in (bundle.main, bundle.styles)]
    where = (f"--outdir={served}", f"--servedir={served}", f"--serve={HOST}:{Handler.files}")
    entries.append(f"icon={pages.logo()}")
    options = (*pages.OPTIONS, pages.accent(pages.ROOT), "--entry-names=assets/[name]", "--sourcemap=inline", "--watch")
    with (
        node.start(pages.ROOT / pages.SOURCE, "esbuild", *entries, *options, *where),
        suppress(KeyboardInterrupt),
    ):
        server = ThreadingHTTPServer((HOST, port), Handler)
        origin = f"http://localhost:{server.server_port}"
        clients = {name: connection["cognito"][name]["client_id"] for name in pages.BUNDLES}
        page_origin.allow(running, origin, clients)
        print(f"The pages are at {origin}/ and {origin}/staff and follow what you write; Ctrl+C ends it.", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    try:
        serve(int(os.environ.get("PAGES_PORT", "8400")))
    except cloud.CloudError as error:
        raise SystemExit(f"\n{error}") from None
