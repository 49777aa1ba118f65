"""Facts become mails, each sent once: under redelivery, refusal, and many workers at the same time."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient

from functions.bulk.handler import handler as bulk
from functions.deadlines.due import catch_up
from functions.eligibility.handler import handler as eligibility
from functions.matching.handler import handler as matching
from functions.notifications.handler import handler
from functions.portal.handler import handler as portal
from infra.local.people import People
from shared.domain.activity import ActivityType, activity
from shared.domain.cycle import Cycle
from shared.store import aws, mails
from shared.store import dynamodb as db
from tests import aws_account, pdfs
from tests.functions.applications.applicant import DEADLINE, OPEN, Applicant, eligible, new_applicant, submitted
from tests.functions.http import call
from tests.functions.materials.files import check, landed
from tests.functions.mentors.volunteer import Volunteer, accept, active, decline, matches_of
from tests.functions.staff.staff_client import propose, staff, write_cycle
from tests.runtime.concurrency import race
from tests.runtime.faults import BROKEN, dies_at, fails
from tests.runtime.messages import (
    NONE_FAILED,
    batch,
    deliver,
    drain,
    facts,
    failed,
    make_queue,
    message,
    poison,
    waiting,
)
from tests.store.scans import items

pytestmark = pytest.mark.usefixtures("aws", "written")


class Sent(list[tuple[str, str]]):
    """The mails that SES took: which, and to whom; their plain texts, and how to answer and to turn them down."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[str, list[str]] = {}
        self.texts: list[str] = []


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


@pytest.fixture
def sent() -> Iterator[Sent]:
    """SES, ready to send, and what it took."""
    make_queue()
    ses = aws_account.client("sesv2")
    ses.create_email_identity(EmailIdentity="program@example.org")
    ses.create_configuration_set(ConfigurationSetName="test-mails")
    real, made = BaseClient._make_api_call, Sent()  # type: ignore[attr-defined]

    def call(client: Any, operation: str, arguments: Any) -> Any:
        answer = real(client, operation, arguments)
        if operation == "SendEmail":
            (tag, _), (to,) = arguments["EmailTags"], arguments["Destination"]["ToAddresses"]
            made.append((tag["Value"], to))
            headers = arguments["Content"]["Simple"].get("Headers", [])
            made.answers[tag["Value"]] = [*arguments["ReplyToAddresses"], *(header["Value"] for header in headers)]
            made.texts.append(arguments["Content"]["Simple"]["Body"]["Text"]["Data"])
        return answer

    with patch.object(BaseClient, "_make_api_call", call):
        yield made


def test_answer_goes_to_the_cycles_mailbox_and_reminders_can_be_turned_down(
    people: People, cycle: Cycle, sent: Sent
) -> None:
    new_applicant(people).save()
    catch_up(DEADLINE - timedelta(days=6))
    tell("ApplicationStarted", "DeadlineReminderDue")
    mailbox = cycle.contact_email
    assert sent.answers == {
        "first_saved": [mailbox],
        "draft_reminder": [mailbox, f"<mailto:{mailbox}?subject=No%20more%20reminders>"],
    }


def test_staffs_mail_to_many_reaches_each_but_who_withdrew_while_its_text_is_kept(people: People, sent: Sent) -> None:
    applicants = [submitted(people, f"{n}") for n in range(3)]
    ids = [applicant.id for applicant in applicants]
    asked = {"action": "mail", "subject": "A new form", "message": "Please look\nat it.", "applications": ids}
    for reason in ("News", "More news"):
        assert staff("POST", "/cycles/2024-25/bulk", {**asked, "reason": reason}, at=OPEN).status == 202
    deliver(bulk, "BulkRequested")
    applicants[0].withdraw()
    gone = facts("BulkRequested")[1].subject
    db.client().delete_item(TableName=db.table("jobs"), Key=db.encode_item({"id": gone}))
    tell("NoticeGiven")
    assert sorted(sent) == sorted(("notice", applicant.person.email) for applicant in applicants[1:])
    assert "> Please look\n> at it." in sent.texts[0]


def tell(*types: str) -> None:
    """Deliver the stored facts of these types, and all that the worker then sends itself; none may fail."""
    deliver(handler, *types)
    assert drain(handler) == []


def year(people: People, cycle: Cycle) -> tuple[list[Applicant], list[Volunteer]]:
    """A year in which everything happens that people get mails about."""
    kinds = ("student", "student", "student", "resident", "no_group", "student")
    students = [submitted(people, f"{n}", kind) for n, kind in enumerate(kinds[:5])] + [new_applicant(people, "5")]
    students[5].save()
    students[5].submit(at=DEADLINE)
    until = {"until": "2024-04-18T12:00", "reason": "Illness"}
    staff("POST", f"/applications/{students[5].id}/extension", until, at=DEADLINE)
    deliver(eligibility, "ApplicationSubmitted")
    students[3].withdraw()
    guides = [active(people, f"mentor-{n}") for n in range(2)]
    propose()
    first, second = (matches_of(guide.sub)[0] for guide in guides)
    sub = next(student.sub for student in students if student.id == first["application"])
    accept(sub, first["id"])
    accept(guides[0].sub, first["id"])
    decline(guides[1].sub, second["id"])
    guides.append(active(people, "mentor-2"))
    propose()
    guides[2].send("POST", "/pause")
    deliver(matching, "MentorPaused")
    call(portal, "POST", "/api/inquiries", {"email": "visitor@example.org", "name": "V", "message": "?"}, at=OPEN)
    newcomer = {"email": "newcomer@example.edu", "until": "2024-04-18T12:00", "reason": "A storm"}
    staff("POST", f"/cycles/{cycle.id}/extensions", newcomer, at=DEADLINE)
    extension = {"deadline": "2024-04-20T23:59", "reason": "A storm"}
    staff("POST", f"/cycles/{cycle.id}/extension", extension, at=DEADLINE)
    return students, guides


def test_every_fact_mails_its_people_once_under_redelivery(people: People, cycle: Cycle, sent: Sent) -> None:
    students, guides = year(people, cycle)
    tell()
    first = Counter(sent)
    tell()
    assert Counter(sent) == first
    assert Counter(mail for mail, _ in sent) == {
        "first_saved": 1,
        "received": 5,
        "eligible": 3,
        "needs_review": 1,
        "not_eligible": 1,
        "late": 1,
        "withdrawn": 1,
        "deadline_extended": 2,
        "newcomer_extended": 1,
        "mentor_interest_received": 3,
        "mentor_approved": 3,
        "match_proposed_applicant": 4,
        "match_proposed_mentor": 4,
        "match_confirmed_applicant": 1,
        "match_confirmed_mentor": 1,
        "match_closed_applicant": 2,
        "match_closed_mentor": 2,
        "unmatched": 1,
        "question_received_asker": 1,
        "question_received_program": 1,
    }
    draft, program = students[5].person.email, ("question_received_program", cycle.contact_email)
    assert {mail for mail, to in sent if to == draft} == {"first_saved", "late", "deadline_extended"}
    assert first["deadline_extended", draft] == 2
    assert [first[mail] for mail in (program, ("question_received_asker", "visitor@example.org"))] == [1, 1]
    assert [to for mail, to in sent if mail == "newcomer_extended"] == ["newcomer@example.edu"]
    approved = {to for mail, to in sent if mail == "mentor_approved"}
    assert approved == {guide.person.email for guide in guides}
    assert {item["status"] for item in items("mails")} == {"sent"}
    assert len(items("mails")) == len(sent)


def test_unanswered_proposal_mails_both_sides(people: People, sent: Sent) -> None:
    student, guide = eligible(people), active(people)
    propose()
    catch_up(datetime.now(UTC) + timedelta(days=11))
    tell("MatchExpired")
    assert Counter(sent) == Counter(
        [("match_closed_applicant", student.person.email), ("match_closed_mentor", guide.person.email)]
    )


def test_mail_that_ses_refused_is_sent_when_the_fact_comes_again(people: People, sent: Sent) -> None:
    student = submitted(people)
    (fact,) = facts("ApplicationSubmitted")
    ses = aws.client("sesv2")
    ses.delete_email_identity(EmailIdentity="program@example.org")
    assert (handler(batch(fact), None), sent) == (NONE_FAILED, [])
    ses.create_email_identity(EmailIdentity="program@example.org")
    assert (handler(batch(fact), None), sent) == (NONE_FAILED, [("received", student.person.email)])


def test_refused_mail_holds_up_no_other(people: People, sent: Sent) -> None:
    students = [submitted(people, f"applicant-{n}") for n in range(3)]
    given = facts("ApplicationSubmitted")
    with dies_at("SendEmail", 3, done=False):
        assert handler(batch(*given), None) == failed(given[2].id)
    third = next(student for student in students if student.id == given[2].subject)
    assert sorted(to for _, to in sent) == sorted(student.person.email for student in students if student is not third)


def test_second_mail_alone_is_sent_when_the_first_was(people: People, sent: Sent) -> None:
    student, guide = eligible(people), active(people)
    propose()
    (fact,) = facts("MatchProposed")
    assert handler(batch(fact), None) == NONE_FAILED
    with dies_at("UpdateItem", 3, done=False):
        (left,) = drain(handler)
    both = [("match_proposed_applicant", student.person.email), ("match_proposed_mentor", guide.person.email)]
    assert (len(sent), set(sent) < set(both)) == (1, True)
    assert handler({"Records": [left]}, None) == NONE_FAILED
    assert sorted(sent) == both


def test_mail_whose_fate_is_unknown_is_not_sent_again_at_once(people: People, sent: Sent) -> None:
    student = submitted(people)
    (fact,) = facts("ApplicationSubmitted")
    with dies_at("SendEmail", done=True):
        assert handler(batch(fact), None) == failed(fact.id)
    assert (handler(batch(fact), None), sent) == (failed(fact.id), [("received", student.person.email)])


@pytest.mark.parametrize("error", BROKEN, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("faults", [1, 9])
def test_mail_that_ses_took_is_not_sent_again_even_if_it_cannot_be_noted(
    people: People, sent: Sent, error: Exception, faults: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    one = submitted(people)
    (fact,) = facts("ApplicationSubmitted")
    real = mails.mark_sent

    def noting(*arguments: Any) -> None:
        with fails("UpdateItem", faults, error):
            real(*arguments)

    with patch.object(mails, "mark_sent", noting):
        assert handler(batch(fact), None) == NONE_FAILED
    assert sent == [("received", one.person.email)]
    assert [item["status"] for item in items("mails")] == ["sent" if faults == 1 else "sending"]


def test_many_workers_with_the_same_fact_send_one_mail(people: People, sent: Sent) -> None:
    student = submitted(people)
    (fact,) = facts("ApplicationSubmitted")
    outcomes = race([lambda: handler(batch(fact), None)] * 8)
    assert all(outcome in (NONE_FAILED, failed(fact.id)) for outcome in outcomes), outcomes
    assert handler(batch(fact), None) == NONE_FAILED
    assert sent == [("received", student.person.email)]


def test_fact_without_a_mail_sends_nothing(sent: Sent) -> None:
    silent = activity("RoundDrafted", "2024-25", "round-1", at=OPEN, actor="program", cycle="2024-25", round=1)
    assert (handler(batch(silent), None), sent) == (NONE_FAILED, [])


def test_bad_message_among_ten_fails_alone(people: People, sent: Sent) -> None:
    for n in range(8):
        submitted(people, f"applicant-{n}")
    lost = activity("ApplicationSubmitted", "without a version", "v1", at=OPEN, actor="applicant", cycle="2024-25")
    records = [poison(), message(lost), *(message(fact) for fact in facts("ApplicationSubmitted"))]
    assert handler({"Records": records}, None) == failed("poison", lost.id)
    assert Counter(mail for mail, _ in sent) == {"received": 8}


@pytest.mark.parametrize("kind", ["ApplicationWithdrawn", "ApplicationSubmitted", "MentorApproved"])
def test_who_was_erased_since_gets_no_mail_and_is_no_failure(sent: Sent, kind: ActivityType) -> None:
    gone = activity(kind, "no one", "v1", at=OPEN, actor="applicant", cycle="2024-25", version=1)
    assert (handler(batch(gone), None), sent) == (NONE_FAILED, [])


def test_later_facts_do_not_change_what_a_mail_is_about(people: People, sent: Sent) -> None:
    student = submitted(people)
    first = student.read().json["receipt"]["number"]
    student.save({"applicant": {"preferred_name": "Another name"}})
    student.submit(at=OPEN + timedelta(hours=1))
    tell("ApplicationSubmitted")
    second = student.read().json["receipt"]["number"]
    assert [(first in text, second in text) for text in sent.texts] == [(True, False), (False, True)]


@pytest.mark.usefixtures("uploads")
def test_verdict_reached_again_is_mailed_if_the_outcome_changed(people: People, sent: Sent) -> None:
    student, resident = new_applicant(people), new_applicant(people, "applicant-2", "resident")
    for each in (student, resident):
        each.save()
        file = landed(each, pdfs.spanish())
        each.submit()
        deliver(eligibility, "ApplicationSubmitted")
        check(file)
    deliver(eligibility, "CvChecked")
    for _ in range(2):
        tell("VerdictReached")
    assert Counter(sent) == Counter(
        [
            ("eligible", student.person.email),
            ("needs_review", student.person.email),
            ("needs_review", resident.person.email),
        ]
    )
    assert not any("not be in English" in text for text in sent.texts)


def test_persons_are_in_no_message_and_no_log(people: People, sent: Sent, caplog: pytest.LogCaptureFixture) -> None:
    student, guide = eligible(people), active(people)
    propose()
    call(portal, "POST", "/api/inquiries", {"email": "visitor@example.org", "name": "V", "message": "?"}, at=OPEN)
    given = batch(*facts())
    caplog.clear()
    assert handler({"Records": [poison(), *given["Records"]]}, None) == failed("poison")
    own = waiting()
    assert handler({"Records": own}, None) == NONE_FAILED
    said = json.dumps([given, own]) + "".join(str(vars(record)) for record in caplog.records)
    words = {to for _, to in sent} | {student.person.form["statement"], guide.person.form["institution"]}
    words |= {student.person.form["applicant"]["last_name"], guide.person.form["name"]["last"]}
    assert (len(caplog.records) > len(sent) > 5, [word for word in words if word in said]) == (True, [])
