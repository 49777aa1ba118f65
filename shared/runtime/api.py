"""The HTTP side of a function: who calls, when it was received, what was sent, and errors as problems."""

import functools
import inspect
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from pydantic_core import from_json

from shared.domain.errors import FieldError, Forbidden, Invalid, NotFound, ProgramError, StaleVersion
from shared.domain.instants import from_epoch_ms, to_iso
from shared.domain.model import Model, read
from shared.runtime.attempts import Attempt, Subject
from shared.runtime.logs import log_event, log_failure
from shared.runtime.origin import through_the_edge_only
from shared.runtime.problems import Busy, Failure, TooLarge, Unauthorized, UnsupportedMediaType, problem_of
from shared.store.dynamodb import Contended

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")
Noting = Callable[[Attempt, Subject, float], None]
MAX_BODY_BYTES = 1_000_000
_READS = frozenset({"GET", "HEAD"})
#: The answers of a route that may be called again: what is sent is new, or was there before.
FIRST_AND_AGAIN: dict[int, Any] = {201: {"description": "new"}, 200: {"description": "changed or the same"}}


@dataclass(frozen=True, slots=True)
class Caller:
    """The signed-in person: `id` is the sign-in's subject, `email` is there when the token has a verified one."""

    id: str
    username: str = field(repr=False)
    email: str | None = field(repr=False)
    groups: frozenset[str]


class Api(APIGatewayHttpResolver):
    """Powertools' HTTP resolver with this program's reading of requests and one mapping of errors to problems."""

    def __init__(
        self, own: str = "", subject: Callable[[str, Caller], Subject | None] | None = None, note: Noting | None = None
    ) -> None:
        """Answer requests about `own`, what callers look at after a failure, such as "your application".

        `subject` says what a caller's request to a path is about, and `note` keeps an attempt at it that failed.
        """
        self._own, self._subject, self._note_attempt = own, subject, note
        super().__init__(serializer=functools.partial(json.dumps, separators=(",", ":")))
        self.use(middlewares=[through_the_edge_only])
        self.exception_handler(ProgramError)(self._refused)
        self.exception_handler(Contended)(self._busy)
        self.exception_handler(Exception)(self._failed)
        self.not_found(self._unknown_route)

    @property
    def request_id(self) -> str:
        """API Gateway's id of the request: the problem's `instance`, and what logs are searched by."""
        return str(self.current_event.request_context.request_id)

    def received_at(self) -> datetime:
        """When API Gateway received the request: the program's only judge of time (UTC)."""
        return from_epoch_ms(int(self.current_event.request_context.time_epoch))

    def caller(self) -> Caller:
        """Who the authorizer says is calling; Unauthorized when no one is."""
        authorizer = self.current_event.request_context.authorizer
        claims = (authorizer.jwt_claim if authorizer else None) or {}
        if "sub" not in claims:
            raise Unauthorized("Sign in and send the token as Authorization: Bearer.")
        groups = str(claims.get("cognito:groups", "")).strip("[]").replace(",", " ").replace('"', " ").split()
        username = str(claims.get("cognito:username") or claims.get("username") or claims["sub"])
        is_verified = str(claims.get("email_verified")).lower() == "true"
        return Caller(str(claims["sub"]), username, claims.get("email") if is_verified else None, frozenset(groups))

    def staff(self) -> Caller:
        """Who of the staff is calling; Forbidden for anyone else."""
        caller = self.caller()
        if caller.groups.isdisjoint(("staff", "coordinator")):
            raise Forbidden("This is for the program’s staff; ask a coordinator to add you to the group.")
        return caller

    def coordinator(self) -> Caller:
        """Which coordinator is calling; Forbidden for the rest of the staff."""
        caller = self.staff()
        if "coordinator" not in caller.groups:
            raise Forbidden("Only coordinators can do this; ask one of them to do it for you.")
        return caller

    def json_body(self) -> dict[str, Any]:
        """Read the body as one JSON object; what is too large, not JSON or nested too deep is refused."""
        kind = str(self.current_event.headers.get("content-type", "application/json")).partition(";")[0].strip().lower()
        if kind != "application/json":
            raise UnsupportedMediaType("Send the body as Content-Type: application/json.")
        try:
            value = from_json(self._body(), allow_inf_nan=False)
        except ValueError:
            raise Invalid("We can’t read the body as JSON; check brackets and quotes.") from None
        if not isinstance(value, dict):
            raise Invalid("The body must be one JSON object.")
        return value

    def _body(self) -> bytes:
        """The body as it was sent; ValueError when it is not base64 or UTF-8 although API Gateway says so."""
        event = self.current_event
        body = ((event.decoded_body if event.is_base64_encoded else event.body) or "{}").encode()
        if len(body) > MAX_BODY_BYTES:
            raise TooLarge(f"The body can have at most {MAX_BODY_BYTES:,} bytes.")
        return body

    def body(self, model: type[Model]) -> Callable[[F], F]:
        """Let a route have its body as this model, in the argument `body`."""

        def decorate(route: F) -> F:
            @functools.wraps(route)
            def wrapped(**arguments: Any) -> Any:
                return route(body=read(model, self.json_body()), **arguments)

            return wrapped  # type: ignore[return-value]

        return decorate

    def partial_body(self, model: type[Model]) -> Callable[[F], F]:
        """Let a route have its body as it was sent, in the argument `body`; this model only documents it."""

        def decorate(route: F) -> F:
            @functools.wraps(route)
            def wrapped(**arguments: Any) -> Any:
                return route(body=self.json_body(), **arguments)

            signature = inspect.signature(route)
            documented = signature.parameters["body"].replace(annotation=model)
            parameters = [documented if name == "body" else p for name, p in signature.parameters.items()]
            wrapped.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
            return wrapped  # type: ignore[return-value]

        return decorate

    def expected_version(self) -> int | None:
        """The version in `If-Match`, or None when the caller names none."""
        sent = self.current_event.headers.get("if-match")
        if sent is None or sent.strip() == "*":
            return None
        tag = sent.strip().removeprefix("W/").strip('"')
        if not (tag.isascii() and tag.isdigit() and len(tag) < 10):
            raise StaleVersion('If-Match must be the ETag of the copy you changed, such as "3".')
        return int(tag)

    def limit(self, usual: int = 50, most: int = 200) -> int:
        """How many items the caller wants on a page."""
        sent = self.query("limit", str(usual))
        if not (sent.isascii() and sent.isdigit() and 1 <= int(sent[:6]) <= most):
            raise Invalid("See `limit`.", [FieldError("limit", f"Enter a number from 1 to {most}.")])
        return int(sent)

    def query(self, name: str, default: str = "") -> str:
        """One parameter of the query string, or the default."""
        return str((self.current_event.query_string_parameters or {}).get(name, default))

    def handle(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """Answer one request, and log which route answered how; nothing of its content."""
        answer = self.resolve(event, context)
        request = event.get("requestContext", {})
        log_event(
            "request",
            route=request.get("routeKey"),
            status=answer.get("statusCode"),
            request_id=request.get("requestId"),
        )
        return answer

    def _refused(self, error: ProgramError) -> Response[str]:
        return problem_of(error, self.request_id)

    def _busy(self, error: Contended) -> Response[str]:
        self._note(error)
        return self._refused(Busy("Someone else changed this at the same moment. Nothing was lost; please try again."))

    def _failed(self, error: Exception) -> Response[str]:
        self._note(error)
        if self.current_event.http_method in _READS or not self._own:
            return self._refused(Failure("This is our fault, and we’ve logged it. Please try again in a moment."))
        detail = f"We don’t know whether this was saved. Look at {self._own} before you send it again."
        return self._refused(Failure(f"{detail} This is our fault, and we’ve logged it."))

    def _note(self, error: Exception) -> None:
        """Log a failure with who was touched, and put an attempt to change something into the trail."""
        event = self.current_event
        is_attempt = event.http_method not in _READS and self._subject is not None
        caller = self.caller() if is_attempt else None
        subject = self._subject(event.path, caller) if self._subject and caller else None
        route, received_at = str(event.raw_event["routeKey"]), self.received_at()
        about = {"subject": subject.id, "caller": caller.id} if subject and caller else {}
        log_failure(error, request_id=self.request_id, route=route, received_at=to_iso(received_at), **about)
        if subject and caller and self._note_attempt:
            left = self.lambda_context.get_remaining_time_in_millis() / 1000
            self._note_attempt(Attempt(self.request_id, route, caller.id, received_at), subject, left)

    def _unknown_route(self, _: NotFoundError) -> Response[str]:
        return self._refused(NotFound("There’s nothing at this address."))


def json_response(body: T, status: int = 200, version: int | None = None) -> Response[T]:
    """Answer with JSON that no cache may keep; `version` becomes the ETag."""
    headers = {"Cache-Control": "no-store", **({"ETag": f'"{version}"'} if version is not None else {})}
    return Response(status_code=status, content_type="application/json", body=body, headers=headers)
