"""One refused address concerns no one else: it becomes a task, while trouble that passes is retried."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient

from functions.notifications.handler import handler
from functions.portal.handler import handler as portal
from infra.local.people import People
from shared.domain.cycle import Cycle
from tests.functions.applications.applicant import DEADLINE, OPEN, eligible, new_applicant, submitted
from tests.functions.http import call
from tests.functions.mentors.volunteer import active
from tests.functions.notifications.test_worker import Sent, sent, tell, written
from tests.functions.staff.staff_client import propose, staff
from tests.runtime.messages import NONE_FAILED, batch, drain, facts, failed, waiting
from tests.store.scans import items, of_type

pytestmark = pytest.mark.usefixtures("aws", "written")
__all__ = ["sent", "written"]
PERMANENT = (
    ("BadRequestException", "Local address contains control or whitespace"),
    ("BadRequestException", "Missing final '@domain'"),
    ("MessageRejected", "Address is on the suppression list for your account"),
)
PASSING = (
    ("TooManyRequestsException", "Maximum sending rate exceeded.", 429),
    ("LimitExceededException", "Daily message quota exceeded.", 400),
    ("SendingPausedException", "Sending is paused.", 400),
    ("AccountSuspendedException", "Sending is suspended.", 400),
    ("MailFromDomainNotVerifiedException", "The domain isn't verified.", 400),
    ("MessageRejected", "Email address is not verified. The following identities failed the check: a@b.org", 400),
    ("InternalFailure", "", 500),
    ("BadRequestException", "", 503),
    ("AccessDeniedException", "", 403),
    ("NotFoundException", "Configuration set <test-mails> does not exist.", 404),
)


@contextmanager
def refusing(code: str, message: str, status: int = 400, *, address: str | None = None) -> Iterator[list[str]]:
    """Let SES refuse an address (all by default) with botocore's own error; gives the addresses tried."""
    real, tried = BaseClient._make_api_call, []  # type: ignore[attr-defined]

    def call(client: Any, operation: str, arguments: Any) -> Any:
        if operation != "SendEmail":
            return real(client, operation, arguments)
        (to,) = arguments["Destination"]["ToAddresses"]
        tried.append(to)
        if address not in (None, to):
            return real(client, operation, arguments)
        response = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": status}}
        raise client.exceptions.from_code(code)(response, operation)

    with patch.object(BaseClient, "_make_api_call", call):
        yield tried


@pytest.mark.parametrize(("code", "message"), PERMANENT)
def test_refused_address_becomes_a_task_and_is_not_tried_again(
    people: People, sent: Sent, code: str, message: str
) -> None:
    one = submitted(people)
    with refusing(code, message) as tried:
        for _ in range(2):
            tell("ApplicationSubmitted")
    (task,) = staff("GET", "/tasks", query={"cycle": one.cycle}).json["items"]
    assert (task["kind"], task["subject"], task["data"]) == (
        "mail_refused",
        one.id,
        {"mail": "received", "code": code},
    )
    assert (tried, sent, len(of_type("TaskRaised"))) == ([one.person.email], [], 1)
    assert one.person.email not in str(items("tasks")) + str(items("activity"))
    assert [mail["status"] for mail in items("mails")] == ["refused"]


@pytest.mark.parametrize(("code", "message", "status"), PASSING)
def test_trouble_that_passes_is_retried_and_is_no_task(
    people: People, sent: Sent, code: str, message: str, status: int
) -> None:
    one = submitted(people)
    (fact,) = facts("ApplicationSubmitted")
    with refusing(code, message, status):
        assert handler(batch(fact), None) == NONE_FAILED
    assert (items("tasks"), sent, waiting()) == ([], [], [])
    assert (handler(batch(fact), None), sent) == (NONE_FAILED, [("received", one.person.email)])


def test_refused_applicant_silences_no_mentor(people: People, sent: Sent) -> None:
    one, guide = eligible(people), active(people)
    propose()
    with refusing(*PERMANENT[0], address=one.person.email):
        tell("MatchProposed")
    assert sent == [("match_proposed_mentor", guide.person.email)]
    assert [task["subject"] for task in items("tasks")] == [one.id]


def test_refused_mentor_is_the_tasks_subject(people: People, sent: Sent) -> None:
    one, guide = eligible(people), active(people)
    propose()
    with refusing(*PERMANENT[0], address=guide.person.email):
        tell("MatchProposed")
    assert sent == [("match_proposed_applicant", one.person.email)]
    assert [(task["subject"], task["cycle"]) for task in items("tasks")] == [(guide.id, one.cycle)]


def test_question_from_an_address_that_cannot_be_reached_is_answered_all_the_same(cycle: Cycle, sent: Sent) -> None:
    question = {"email": "jo@example.org", "name": "Jo", "message": "May residents apply?"}
    assert call(portal, "POST", "/api/inquiries", question, at=OPEN).status == 202
    with refusing(*PERMANENT[0], address="jo@example.org"):
        tell("InquiryReceived")
    assert sent == [("question_received_program", cycle.contact_email)]


def test_throttled_person_holds_up_nobody_and_is_mailed_later(people: People, cycle: Cycle, sent: Sent) -> None:
    ones = [new_applicant(people, f"{n}") for n in range(9)]
    for one in ones:
        one.save()
    until = {"deadline": "2024-04-20T23:59", "reason": "A storm"}
    assert staff("POST", f"/cycles/{cycle.id}/extension", until, at=DEADLINE).status == 200
    assert handler(batch(*facts("DeadlineExtended")), None) == NONE_FAILED
    with refusing("TooManyRequestsException", "Maximum sending rate exceeded.", 429, address=ones[2].person.email):
        assert drain(handler) == []
    assert {to for _, to in sent} == {one.person.email for one in ones} - {ones[2].person.email}
    with patch("moto.sqs.models.unix_time_millis", lambda *_: time.time() * 1000 + 31_000):
        assert drain(handler) == []
    assert (len(sent), sent[-1]) == (9, ("deadline_extended", ones[2].person.email))


def test_task_is_raised_although_the_worker_died_after_it(people: People, sent: Sent) -> None:
    submitted(people)
    real = BaseClient._make_api_call  # type: ignore[attr-defined]
    tasks_written: list[str] = []

    def dies_after_the_task(client: Any, operation: str, arguments: Any) -> Any:
        if operation == "UpdateItem" and tasks_written:
            raise ConnectionError
        answer = real(client, operation, arguments)
        if operation == "TransactWriteItems":
            tasks_written.append(operation)
        return answer

    (fact,) = facts("ApplicationSubmitted")
    with patch.object(BaseClient, "_make_api_call", dies_after_the_task), refusing(*PERMANENT[0]):
        assert handler(batch(fact), None) == failed(fact.id)
    assert (len(items("tasks")), waiting(), sent) == (1, [], [])
