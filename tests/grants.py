"""Grants equal what the code uses: every call to AWS of a function that a test runs, beside what its row may do.

A call without a grant fails the test that makes it. `pytest --grants`, as in `make unit`, also fails at its end for a
grant that no call used.
"""

import os
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any, NamedTuple

import pytest
from botocore.client import BaseClient

from infra.functions import FUNCTIONS
from infra.spec import FunctionSpec
from shared.store.settings import from_env

#: The names here of the resources that a row names by a flag.
OWN_QUEUE, ANY_QUEUE, DEAD_LETTERS, SENDER = "own queue", "any queue", "dead letters", "sender"
HANDED_OVER = "handed over"
PEOPLE, STAFF = "identity.people.pool.user_pool_arn", "identity.staff.pool.user_pool_arn"
BUS = "events.bus.event_bus_arn"
#: Grants that no call of ours shows, and why they are there.
_RETAINING = "retention, which tests/year lives through"
SILENT_GRANTS = {
    ("erasure", "cognito-idp:ListUsers", PEOPLE): _RETAINING,
    ("erasure", "dynamodb:BatchGetItem", "applications"): _RETAINING,
    ("erasure", "dynamodb:GetItem", "cycles"): _RETAINING,
    ("erasure", "dynamodb:Scan", "applications"): _RETAINING,
    ("applications", "s3:PutObject", "uploads/*"): "the browser uses it, by a form that the function signs",
    ("staff", "s3:GetObject", "cv/*"): "the browser uses it, by an address that the function signs",
    ("staff", "s3:GetObject", "exports/*"): "the browser uses it, by an address that the function signs",
    ("mail_events", "dynamodb:GetItem", "mentors"): "an address that works again may be a mentor's",
    ("mail_events", "ses:DeleteSuppressedDestination", "*"): "moto knows no such list: test_worker.py answers for SES",
    ("matching", "dynamodb:Query", "matches/by_applicant"): "a provisional round with someone who was carried over",
    ("matching", "sqs:SendMessage", OWN_QUEUE): "test_provisional.py answers for SQS, since moto holds nothing back",
    ("matching", "sqs:ChangeMessageVisibility", HANDED_OVER): "a round that takes long, which tests/clock waits for",
    ("mentors", "cognito-idp:AdminGetUser", PEOPLE): "a token of a sign-in that names no address",
    ("materials", "s3:ListBucket", "bucket"): "without it S3 says that a file which is gone is forbidden",
    ("notifications", "ses:SendRawEmail", SENDER): "SES may ask for it of a mail that is sent as a whole",
}
_SUBACTIONS = {"SendMessageBatch": "SendMessage", "HeadObject": "GetObject", "ListObjectsV2": "ListBucket"}
_SERVICES = {"sesv2": "ses"}


class Use(NamedTuple):
    """What a function does, or may do, with what: a table or `table/index`, files by their prefix, a queue, a key."""

    function: str
    action: str
    resource: str


#: What was done so far, and what of it no row allows.
used: set[Use] = set()
refused: set[Use] = set()


def declared(spec: FunctionSpec, *, locally: bool = True) -> set[Use]:
    """What a function's row lets it do."""
    may = [
        (f"dynamodb:{action}", f"{table}/{index}" if index else table)
        for table, actions in spec.tables.items()
        for action, _, index in (each.partition(":") for each in actions.split())
    ]
    may += [(f"s3:{action}", files or "bucket") for files, actions in spec.files.items() for action in actions.split()]
    for allowed in (spec.allow, spec.allow_locally if locally else {}):
        may += [(action, resource) for resource, actions in allowed.items() for action in actions.split()]
    may += [("ses:SendEmail", SENDER), ("ses:SendRawEmail", SENDER)] if spec.sends_mail else []
    may += [("ses:DeleteSuppressedDestination", "*")] if spec.mail_reports else []
    may += [("sqs:SendMessage", OWN_QUEUE)] if spec.fans_out else []
    if spec.outgrows:
        takes = ("SendMessage", "ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility")
        may += [(f"sqs:{action}", HANDED_OVER) for action in takes]
    if spec.redrives:
        asks = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
        may += [*((f"sqs:{action}", DEAD_LETTERS) for action in asks), ("sqs:SendMessage", ANY_QUEUE)]
    return {Use(spec.name, *each) for each in (*may, *_sealing(spec))}


def _sealing(spec: FunctionSpec) -> Iterator[tuple[str, str]]:
    """What a function may do with the key of self-identification, by purpose."""
    actions = set(spec.tables.get("self_identification", "").split())
    if "UpdateItem" in actions:
        yield from (("kms:Decrypt", "comparison"), ("kms:GenerateDataKeyWithoutPlaintext", "comparison"))
    if "UpdateItem" in actions or spec.seals:
        yield "kms:GenerateDataKey", "answers"
    if "GetItem" in actions:
        yield "kms:Decrypt", "answers"


def pytest_configure() -> None:
    """Hear every client's calls from now on."""
    make = BaseClient._make_api_call  # type: ignore[attr-defined]

    def call(client: BaseClient, operation: str, arguments: dict[str, Any]) -> Any:
        function = _running()
        if function:
            service = str(client.meta.service_model.service_name)
            for action, resource in _asked(service, operation, arguments):
                use = Use(function, action, resource)
                if use not in used:
                    used.add(use)
                    refused.update({use} - declared(FUNCTIONS[function]))
        return make(client, operation, arguments)

    BaseClient._make_api_call = call  # type: ignore[attr-defined]


def _running() -> str:
    """The function whose code makes this call, however many run within each other; "" when a test makes it itself."""
    frame: FrameType | None = sys._getframe(2)
    made = False
    while frame:
        part, *rest = frame.f_globals.get("__name__", "").split(".")
        made = made or part == "botocore"  # what a test puts around a call is called by botocore
        if made and part == "functions":
            return str(rest[0])
        if made and part == "tests":
            return ""
        frame = frame.f_back
    return ""


def _asked(service: str, operation: str, arguments: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The actions that a call takes, each with its resource."""
    action = f"{_SERVICES.get(service, service)}:{_SUBACTIONS.get(operation, operation)}"
    match service:
        case "dynamodb":
            yield from _asked_of_tables(operation, arguments)
        case "s3":
            key = arguments.get("Key", "")
            yield action, f"{key.split('/')[0]}/*" if key else "bucket"
        case "sqs":
            yield action, _queue(arguments["QueueUrl"])
        case "kms":
            yield action, arguments["EncryptionContext"]["purpose"]
        case "cognito-idp":
            yield action, STAFF if arguments["UserPoolId"] == os.environ.get("STAFF_POOL_ID") else PEOPLE
        case "events":
            yield action, BUS
        case "sesv2":
            yield action, SENDER if operation == "SendEmail" else "*"
        case _:
            yield action, "*"


def _asked_of_tables(operation: str, arguments: dict[str, Any]) -> Iterator[tuple[str, str]]:
    writes = [next(iter(write.items())) for write in arguments.get("TransactItems", ())]
    for kind, write in writes:
        check = kind == "ConditionCheck"
        yield f"dynamodb:{'ConditionCheckItem' if check else f'{kind}Item'}", _table(write["TableName"])
    for name in arguments.get("RequestItems", ()):
        yield f"dynamodb:{operation}", _table(name)
    if "TableName" in arguments:
        index = arguments.get("IndexName")
        name = _table(arguments["TableName"])
        yield f"dynamodb:{operation}", f"{name}/{index}" if index else name


def _table(name: str) -> str:
    return name.removeprefix("test-")


def _queue(url: str) -> str:
    if url == from_env("QUEUE_URL"):
        return OWN_QUEUE
    if url == from_env("CONTAINER_QUEUE_URL"):
        return HANDED_OVER
    return DEAD_LETTERS if url.endswith("-dead-letters") else ANY_QUEUE


@pytest.fixture(autouse=True)
def _granted() -> Iterator[None]:
    """Fail a test in which a function does what its row doesn't allow."""
    yield
    found = sorted(refused)
    refused.clear()
    used.difference_update(found)
    assert found == [], "no grant in infra/functions.py"


def unused() -> list[Use]:
    """The grants that no call so far has used, without those of SILENT_GRANTS.

    Of keys no one can tell: all functions of a test are one process, and what one of them opened the others have.
    """
    may = {use for spec in FUNCTIONS.values() for use in declared(spec) if not use.action.startswith("kms:")}
    return sorted(may - used - {Use(*grant) for grant in SILENT_GRANTS})


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to look for grants that nothing used."""
    parser.addoption("--grants", action="store_true", help="fail for a grant of infra/ that no test used")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand on what was used in this process; in the end, fail for what nothing used."""
    worker = getattr(session.config, "workeroutput", None)
    if worker is not None:
        worker["used"] = [list(use) for use in used]
    elif session.config.getoption("--grants") and unused() and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what a process of xdist used."""
    used.update(Use(*use) for use in getattr(node, "workeroutput", {}).get("used", ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the grants that nothing used."""
    if terminalreporter.config.getoption("--grants"):
        for use in unused():
            terminalreporter.write_line(f"grant that no test used: {use.function} {use.action} {use.resource}")
