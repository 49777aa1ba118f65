"""What a report changes: the fate beside the mail and, when the address failed for good, that it gets no more mail."""

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from shared.domain.activity import Activity
from shared.domain.errors import NotFound
from shared.domain.mail_fate import Report, consequence
from shared.runtime.logs import log_event
from shared.store import applications, aws, mails, mentors, suppressions, tasks
from shared.store.commit import commit_request, retry_on_conflict

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client


@cache
def _ses() -> "SESV2Client":
    made: SESV2Client = aws.client("sesv2")
    return made


def note(report: Report) -> None:
    """Note what became of a mail, and do what follows; NotFound for a mail that we know nothing of."""
    if not mails.mark_fate(report):
        raise NotFound("There’s no such mail.")
    _follow(report)
    log_event("mail fate", id=report.mail, fate=report.fate, message_id=report.message)


@retry_on_conflict
def _follow(report: Report) -> None:
    mail = mails.load(report.mail)
    if mail is None:
        return
    follows = consequence(report, mail, suppressions.load(mail.to) if mail.to else None)
    if follows is None:
        return
    task = [tasks.write(follows.task)] if follows.task else []
    suppression = [suppressions.write(follows.suppression)] if follows.suppression else []
    commit_request(follows.fact, *task, *suppression)


def resume(fact: Activity) -> None:
    """Take the address of whom a fact is about off SES's own list, which would stop even sign-in codes."""
    person = applications.load(fact.subject) or mentors.load(fact.subject)
    if person is None:
        return
    with suppress(_ses().exceptions.NotFoundException):
        _ses().delete_suppressed_destination(EmailAddress=person.email)
