"""What a page must never do, whatever a test is about."""

from collections.abc import Collection
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

#: An answer that a test makes up itself carries this header.
MADE_UP = {"x-made-up": "yes"}
#: The browser's own note that an answer was not a success; the answers are looked at themselves.
NOT_LOADED = "Failed to load resource"
CLIENT_ERROR, SERVER_ERROR = 400, 500
#: What may refuse for a reason that the page tells: the API, and the document of an address that is not there.
MAY_REFUSE = {"fetch", "xhr", "document"}
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`Policy violated: ${event.violatedDirective} by ${event.blockedURI} at ${event.sourceFile}`));"""


class Watch:
    """Watches a browser's context and keeps what it did wrong in `faults`.

    `page_origin` is where our pages come from; `origins` are all that they may talk to.
    """

    def __init__(self, context: BrowserContext, page_origin: str, origins: Collection[str]) -> None:
        self.faults: list[str] = []
        self._page_origin = page_origin
        self._origins = {page_origin, *origins}
        context.add_init_script(TELL_VIOLATIONS)
        context.on("console", self._said)
        context.on("weberror", self._threw)
        context.on("request", self._asked)
        context.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        """Complaints of our own pages, those of the sign-in page aside."""
        place = urlsplit(message.location["url"])
        ours = not place.netloc or place.netloc == urlsplit(self._page_origin).netloc
        if message.type in ("error", "warning") and ours and not message.text.startswith(NOT_LOADED):
            self.faults.append(f"console {message.type}: {message.text} ({place.path})")

    def _threw(self, error: WebError) -> None:
        self.faults.append(f"uncaught: {error.error.message}")

    def _asked(self, request: Request) -> None:
        place = urlsplit(request.url)
        if place.scheme in ("http", "https") and f"{place.scheme}://{place.netloc}" not in self._origins:
            self.faults.append(f"a request to another origin: {request.url}")
        if place.query and place.netloc == urlsplit(self._page_origin).netloc and "@" in place.query:
            self.faults.append(f"an address in a URL: {request.url}")

    def _answered(self, response: Response) -> None:
        """No answer may be a failure of ours, and every file must be there."""
        worst = SERVER_ERROR if response.request.resource_type in MAY_REFUSE else CLIENT_ERROR
        ours = response.url.startswith(f"{self._page_origin}/")
        if ours and response.status >= worst and not MADE_UP.items() <= response.headers.items():
            self.faults.append(f"{response.request.method} {response.url} answered {response.status}")
