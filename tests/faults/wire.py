"""Every call to AWS, in order, and the one that a fault hits: at botocore's way to the network, below its retries."""

import copy
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from unittest.mock import patch

from botocore.awsrequest import AWSResponse
from botocore.client import BaseClient
from botocore.compat import HTTPHeaders
from botocore.endpoint import Endpoint
from botocore.exceptions import ConnectionClosedError, EndpointConnectionError, ReadTimeoutError

from tests import fast_moto

Response = tuple[Any, Exception | None]


class Killed(BaseException):
    """The function is gone, and with it all that it remembered; no handler of ours catches it."""


class Call(NamedTuple):
    """A call: which function made it, and what it asked of what (a table, a bucket, a queue)."""

    function: str
    service: str
    operation: str
    target: str

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.operation.startswith(READING)

    def __str__(self) -> str:
        return f"{self.function}: {self.service} {self.operation} {self.target}".rstrip()


class Refusal(NamedTuple):
    """AWS answers, and says no."""

    status: int
    code: str


#: What operations that change nothing begin with.
READING = ("Get", "BatchGet", "AdminGet", "List", "Query", "Scan", "Decrypt", "GenerateDataKey")
#: What AWS says when it wants less of us; each service in its own words.
THROTTLED = {"s3": Refusal(503, "SlowDown"), "sesv2": Refusal(429, "TooManyRequestsException")}
FAILED = Refusal(500, "InternalServerError")
REJECTED = Refusal(400, "MessageRejected")
UNKNOWN = Refusal(404, "NotFoundException")


def _throttled(call: Call, url: str) -> Response:
    return _refused(THROTTLED.get(call.service, Refusal(400, "ThrottlingException")), url)


def _refused(refusal: Refusal, url: str) -> Response:
    answer: Any = {"Error": {"Code": refusal.code, "Message": ""}}
    metadata = {"HTTPStatusCode": refusal.status, "HTTPHeaders": {}, "RequestId": "fault"}
    return (AWSResponse(url, refusal.status, HTTPHeaders(), None), {**answer, "ResponseMetadata": metadata}), None


@dataclass(frozen=True)
class Fault:
    """What happens to a call: whether it is carried out, and what its caller then meets, in how many attempts."""

    kind: str
    name: str
    done: bool
    meet: Callable[[Call, str], Response]
    once: bool = False

    @property
    def kills(self) -> bool:
        """Whether the function is gone with it."""
        return self.kind.startswith("killed")


def _killed(call: Call, _url: str) -> Response:
    raise Killed(call)


FAULTS = (
    Fault("refused", "throttled", False, _throttled),
    Fault("refused", "failed", False, lambda _, url: _refused(FAILED, url)),
    Fault("refused", "unreachable", False, lambda _, url: (None, EndpointConnectionError(endpoint_url=url))),
    Fault("lost", "timed out", True, lambda _, url: (None, ReadTimeoutError(endpoint_url=url))),
    Fault("lost", "closed", True, lambda _, url: (None, ConnectionClosedError(endpoint_url=url))),
    Fault("lost", "failed after it was done", True, lambda _, url: _refused(FAILED, url)),
    Fault("repeated", "tried again by the SDK", True, lambda _, url: (None, ReadTimeoutError(endpoint_url=url)), True),
    Fault("killed before", "killed before", False, _killed),
    Fault("killed after", "killed after", True, _killed),
)


class Case(NamedTuple):
    """A fault at the call with this number of a run."""

    number: int
    call: Call
    fault: Fault

    def __str__(self) -> str:
        return f"call {self.number}, {self.call}, {self.fault.name}"


@dataclass
class Wire:
    """Records the calls while it listens, and lets the case of the run happen to its call.

    `invocations` says of each call since it began to listen in which invocation of a function it was made.
    `on_done` hears of each attempt that AWS carried out: the operation, its arguments and its answer. `refuses` are the
    addresses that SES refuses for good, `held_back` those on its own list, which moto doesn't keep.
    """

    function: str = ""
    listening: bool = False
    fired: bool = False
    case: Case | None = None
    calls: list[Call] = field(default_factory=list)
    invocation: int = 0
    invocations: list[int] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    held_back: set[str] = field(default_factory=set)
    on_done: Callable[[str, dict[str, Any], Any], None] = lambda *_: None
    _arguments: dict[str, Any] = field(default_factory=dict)
    _hit: bool = False
    _attempts: int = 0
    _tokens: dict[str, Response] = field(default_factory=dict)

    def listen(self, case: Case | None = None, calls: Sequence[Call] = ()) -> None:
        """Begin a run, or go on with one that made these calls so far."""
        self.calls, self.case, self.listening, self.fired, self._hit = [*calls], case, True, False, False
        self.invocations, self.invocation = [], 0
        self._tokens.clear()

    @contextmanager
    def tapped(self) -> Iterator[None]:
        """Be between every client and AWS."""
        make, send = BaseClient._make_api_call, Endpoint._get_response  # type: ignore[attr-defined]

        def call(client: BaseClient, operation: str, arguments: dict[str, Any]) -> Any:
            self._arguments = arguments
            if self.listening and self.function:
                self._begin(Call(self.function, _service(client), operation, _target(arguments)))
            try:
                return (fast_moto.long_way if self._hit else make)(client, operation, arguments)
            finally:
                self._hit = False

        def attempt(endpoint: Any, request: Any, operation: Any, context: Any) -> Response:
            carry_out = lambda: self._carry_out(lambda: send(endpoint, request, operation, context), request, operation)  # noqa: E731
            return self._attempt(carry_out, request.url)

        with ExitStack() as stack:
            stack.enter_context(patch.object(BaseClient, "_make_api_call", call))
            stack.enter_context(patch.object(Endpoint, "_get_response", attempt))
            yield

    def _begin(self, call: Call) -> None:
        self.calls.append(call)
        self.invocations.append(self.invocation)
        if self.case and self.case.number == len(self.calls) - 1:
            assert call == self.case.call, f"the run went another way than the undisturbed one: {call}"
            self.fired, self._hit, self._attempts = True, True, 0

    def _attempt(self, carry_out: Callable[[], Response], url: str) -> Response:
        if not self._hit or self.case is None or (self.case.fault.once and self._attempts):
            return carry_out()
        self._attempts += 1
        if self.case.fault.done:
            carry_out()
        return self.case.fault.meet(self.case.call, url)

    def _carry_out(self, send: Callable[[], Response], request: Any, operation: Any) -> Response:
        """Let AWS carry out an attempt; a transaction that comes again with its token is the same transaction."""
        if self.refuses.intersection(self._arguments.get("Destination", {}).get("ToAddresses", ())):
            return _refused(REJECTED, request.url)
        if operation.name == "DeleteSuppressedDestination":
            return self._let_through(self._arguments["EmailAddress"], request.url)
        token = _token(request) if operation.name == "TransactWriteItems" else None
        if token in self._tokens:
            return copy.copy(self._tokens[token])
        response = send()
        answered = response[0]
        if answered and answered[0].status_code < 300:
            if token:
                self._tokens[token] = response
            self.on_done(operation.name, self._arguments, answered[1])
        return response

    def _let_through(self, address: str, url: str) -> Response:
        """Take an address off SES's own list, as SES does it."""
        if address not in self.held_back:
            return _refused(UNKNOWN, url)
        self.held_back = self.held_back - {address}
        return (AWSResponse(url, 200, HTTPHeaders(), None), {"ResponseMetadata": {"HTTPStatusCode": 200}}), None


def _service(client: BaseClient) -> str:
    return str(client.meta.service_model.service_name)


def _target(arguments: dict[str, Any]) -> str:
    """What a call is about, without names of this account."""
    items = [next(iter(item.values())) for item in arguments.get("TransactItems", ())]
    names = [each["TableName"] for each in (*items, arguments) if "TableName" in each] or arguments.get(
        "RequestItems", ()
    )
    return " ".join(name.removeprefix("test-") for name in names)


def _token(request: Any) -> str | None:
    token: str | None = json.loads(request.body).get("ClientRequestToken")
    return token
