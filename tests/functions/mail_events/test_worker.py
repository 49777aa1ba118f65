"""What SES reports of our mails: the fate beside each, and addresses that get no more."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from functions.mail_events.handler import handler
from functions.notifications.handler import handler as notifications
from functions.notifications.sending import as_tag
from functions.portal.handler import handler as portal
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.instants import to_iso
from shared.store import suppressions
from tests.functions.applications.applicant import OPEN, Applicant, submitted
from tests.functions.http import call
from tests.functions.mentors.volunteer import active
from tests.functions.notifications.test_worker import Sent, sent, written
from tests.functions.staff.staff_client import staff
from tests.runtime.faults import dies_at
from tests.runtime.messages import NONE_FAILED, batch, deliver, drain, facts, failed
from tests.store.scans import items, of_type

pytestmark = pytest.mark.usefixtures("aws", "written", "sent")
__all__ = ["sent", "written"]
LATER = OPEN + timedelta(minutes=5)


def report(fate: str, mail: dict[str, Any] | str, minutes: int = 0) -> dict[str, Any]:
    """What reaches the worker of one of SES's events."""
    mail_id = mail if isinstance(mail, str) else mail["id"]
    body = {"fate": fate, "mail": as_tag(mail_id), "message": "ses-1", "at": to_iso(LATER + timedelta(minutes=minutes))}
    return {"messageId": f"{fate}.{minutes}", "body": json.dumps({"report": body})}


def heard(*reports: dict[str, Any]) -> None:
    """Let the worker hear reports; none may fail."""
    assert handler({"Records": list(reports)}, None) == NONE_FAILED


def mailed(people: People) -> tuple[Applicant, dict[str, Any]]:
    """An applicant who got the mail that their application arrived, and that mail in the ledger."""
    student = submitted(people)
    deliver(notifications, "ApplicationSubmitted")
    (mail,) = items("mails")
    return student, mail


def shown(applicant: Applicant) -> dict[str, Any]:
    """The applicant's mails as staff see them."""
    found: dict[str, Any] = staff("GET", f"/applications/{applicant.id}").json["mailbox"]
    return found


def test_ledger_names_the_message_and_the_mail_shows_its_fate(people: People) -> None:
    student, mail = mailed(people)
    (row,) = shown(student)["items"]
    assert (row["mail"], row["state"], bool(mail["message_id"])) == ("received", "sent", True)
    heard(report("delivered", mail))
    (row,) = shown(student)["items"]
    assert (row["state"], row["state_at"]) == ("delivered", to_iso(LATER))
    assert (shown(student)["suppressed"], items("suppressions"), items("tasks")) == (None, [], [])


@pytest.mark.parametrize("fates", [("complained", "delivered"), ("delivered", "complained")])
def test_fates_in_any_order_end_alike(people: People, fates: tuple[str, ...]) -> None:
    student, mail = mailed(people)
    for minutes, fate in enumerate(fates):
        heard(report(fate, mail, minutes))
    assert shown(student)["items"][0]["state"] == "complained"


@pytest.mark.parametrize(
    ("fate", "kind"), [("hard_bounced", "bounce"), ("complained", "complaint"), ("rejected", "mail_refused")]
)
def test_address_that_failed_is_a_task_once_and_gets_no_more_mail(
    people: People, sent: Sent, fate: str, kind: str
) -> None:
    student, mail = mailed(people)
    for _ in range(2):
        heard(report(fate, mail))
    (task,) = staff("GET", "/tasks", query={"cycle": "2024-25"}).json["items"]
    assert (task["kind"], task["subject"], task["data"]) == (kind, student.id, {"mail": "received"})
    student.withdraw()
    deliver(notifications, "ApplicationWithdrawn")
    suppressed = fate != "rejected"
    assert [mail for mail, _ in sent] == ["received", *([] if suppressed else ["withdrawn"])]
    states = {row["mail"]: row["state"] for row in shown(student)["items"]}
    assert states == {"received": fate, "withdrawn": "held_back" if suppressed else "sent"}
    assert bool(shown(student)["suppressed"]) == suppressed


@pytest.mark.parametrize("fate", ["bounced", "delayed"])
def test_trouble_that_passes_suppresses_no_one(people: People, fate: str) -> None:
    student, mail = mailed(people)
    heard(report(fate, mail))
    assert (shown(student)["items"][0]["state"], items("suppressions"), items("tasks")) == (fate, [], [])


def test_second_bounce_of_the_same_address_raises_no_second_task(people: People) -> None:
    student, _ = mailed(people)
    staff("POST", f"/applications/{student.id}/verdict", {"outcome": "eligible", "reason": "Seen"}, at=OPEN)
    deliver(notifications, "VerdictReached")
    for mail in items("mails"):
        heard(report("hard_bounced", mail))
    assert (len(items("tasks")), len(items("suppressions")), len(of_type("AddressSuppressed"))) == (1, 1, 2)


def test_worker_killed_between_fate_and_consequence_does_the_rest(people: People) -> None:
    _, mail = mailed(people)
    with dies_at("TransactWriteItems", done=False):
        assert handler({"Records": [report("hard_bounced", mail)]}, None) == failed("hard_bounced.0")
    assert (items("suppressions"), items("tasks")) == ([], [])
    heard(report("hard_bounced", mail))
    assert (len(items("suppressions")), len(items("tasks"))) == (1, 1)


def test_mail_that_no_one_knows_is_heard_again_and_no_other_waits(people: People, sent: Sent) -> None:
    student, mail = mailed(people)
    records = [report("hard_bounced", "unknown", 3), report("delivered", mail), {"messageId": "poison", "body": "{"}]
    assert handler({"Records": records}, None) == failed("poison", "hard_bounced.3")
    assert shown(student)["items"][0]["state"] == "delivered"
    assert len(sent) == 1


def test_no_address_is_in_a_report_a_fact_a_task_or_a_log(people: People, caplog: pytest.LogCaptureFixture) -> None:
    student, mail = mailed(people)
    heard(report("hard_bounced", mail))
    said = str([items(name) for name in ("mails", "suppressions", "tasks", "activity")]).lower()
    said += "".join(str(vars(record)) for record in caplog.records).lower()
    assert student.person.email.lower() not in said


@contextmanager
def ses_list() -> Iterator[list[str]]:
    """What SES is asked to take off its own list; it knows the first address alone."""
    asked: list[str] = []
    real = BaseClient._make_api_call  # type: ignore[attr-defined]

    def call(client: Any, operation: str, arguments: Any) -> Any:
        if operation != "DeleteSuppressedDestination":
            return real(client, operation, arguments)
        asked.append(arguments["EmailAddress"])
        if len(asked) > 1:
            raise client.exceptions.NotFoundException({"Error": {"Code": "NotFoundException"}}, operation)
        return {}

    with patch.object(BaseClient, "_make_api_call", call):
        yield asked


def test_staff_send_again_to_an_address_that_works_now(people: People, sent: Sent) -> None:
    student, mail = mailed(people)
    heard(report("hard_bounced", mail))
    student.withdraw()
    deliver(notifications, "ApplicationWithdrawn")
    body = {"reason": "The mailbox was full, and works again."}
    answers = [staff("POST", f"/applications/{student.id}/mail_restoration", body) for _ in range(2)]
    assert [(it.status, it.json["suppressed"]) for it in answers] == [(200, None)] * 2
    (fact,) = of_type("AddressRestored")
    assert (fact["note"], fact["subject"], items("suppressions")) == (body["reason"], student.id, [])
    with ses_list() as asked:
        for _ in range(2):
            assert handler(batch(*facts("AddressRestored")), None) == NONE_FAILED
    assert asked == [student.person.email] * 2
    heard(report("hard_bounced", mail))
    assert items("suppressions") == []
    # What was held back goes out when its fact comes again.
    deliver(notifications, "ApplicationWithdrawn")
    assert [mail for mail, _ in sent] == ["received", "withdrawn"]


def test_ses_that_fails_is_asked_again(people: People) -> None:
    student, mail = mailed(people)
    heard(report("complained", mail))
    staff("POST", f"/applications/{student.id}/mail_restoration", {"reason": "They want it"})
    (fact,) = facts("AddressRestored")
    error = ClientError({"Error": {"Code": "TooManyRequestsException"}}, "DeleteSuppressedDestination")
    with patch.object(BaseClient, "_make_api_call", side_effect=error):
        assert handler(batch(fact), None) == failed(fact.id)


def test_mentors_mailbox_is_on_their_screen(people: People) -> None:
    guide = active(people)
    deliver(notifications, "MentorApproved")
    (mail,) = items("mails")
    heard(report("hard_bounced", mail))
    read = staff("GET", f"/mentors/{guide.id}").json["mailbox"]
    assert (read["suppressed"]["reason"], read["items"][0]["state"]) == ("hard_bounced", "hard_bounced")
    answer = staff("POST", f"/mentors/{guide.id}/mail_restoration", {"reason": "They wrote to us"})
    assert (answer.status, answer.json["suppressed"]) == (200, None)


def test_mail_to_no_one_known_is_404() -> None:
    for path in ("/applications/a", "/mentors/m"):
        assert staff("POST", f"{path}/mail_restoration", {"reason": "It works"}).status == 404


def test_programs_own_mailbox_is_never_suppressed(cycle: Cycle, sent: Sent) -> None:
    call(portal, "POST", "/api/inquiries", {"email": "a@example.edu", "name": "V", "message": "?"}, at=OPEN)
    deliver(notifications, "InquiryReceived")
    assert drain(notifications) == []
    (mail,) = [item for item in items("mails") if item["mail"] == "question_received_program"]
    heard(report("hard_bounced", mail))
    assert (suppressions.of_address(cycle.contact_email), len(items("tasks")), len(sent)) == (None, 1, 2)
