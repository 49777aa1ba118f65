"""Sending a mail through SES, once: claimed before, noted after, and released only when SES refused it for now.

A suppressed address gets none. SES gives the id of the ledger back with everything that it reports of the mail.
"""

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from functions.notifications.mail import Mail
from functions.notifications.refusals import is_permanent, task_about
from functions.notifications.render import render
from shared.domain.mail_fate import address_key
from shared.runtime.logs import log_event, log_failure
from shared.store import aws, mails, suppressions, tasks
from shared.store.commit import commit_request, retry_on_conflict
from shared.store.settings import from_env

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client


class StillBeingSent(Exception):
    """Another worker holds the claim on this mail; the redelivery will see whether it was sent."""


def as_tag(mail_id: str) -> str:
    """A mail's id in the letters that a tag may have, 256 at most."""
    return urlsafe_b64encode(mail_id.encode()).decode().rstrip("=")


@cache
def _ses() -> "SESV2Client":
    made: SESV2Client = aws.client("sesv2")
    return made


class Untaken(NamedTuple):
    """SES doesn't take a mail now: what it said, and how long to wait at least before it's asked again."""

    code: str
    at_least: timedelta


def send_once(mail: Mail, now: datetime) -> Untaken | None:
    """Send a mail unless it was sent; say so when SES doesn't take it now. StillBeingSent if another has the claim."""
    key = None if mail.ours else address_key(mail.to)
    known = {"about": mail.about, "at": mail.at, "cycle": mail.cycle, "to": key}
    if key and suppressions.load(key):
        mails.hold_back(mail.id, mail.mail, now, known)
        log_event("mail held back", mail=mail.mail, id=mail.id)
        return None
    claim = mails.claim(mail.id, mail.mail, now, known)
    if claim in ("sent", "refused"):
        return None
    if claim == "busy":
        raise StillBeingSent(mail.id)
    try:
        message_id = _send(mail)
    except ClientError as error:
        return _refused(mail, error, now)
    except BotoCoreError as error:
        # No answer came: SES may have taken the mail, so the claim stays until it runs out.
        log_failure(error, id=mail.id)
        return Untaken(type(error).__name__, mails.CLAIM)
    _note(mail, message_id, now)
    return None


def _refused(mail: Mail, error: ClientError, now: datetime) -> Untaken | None:
    if is_permanent(error):
        _give_up(mail, error, now)
        return None
    log_failure(error, id=mail.id)
    mails.release(mail.id)
    return Untaken(error.response["Error"]["Code"], timedelta(0))


def _note(mail: Mail, message_id: str, now: datetime) -> None:
    """Record that SES accepted the mail; if that can't be recorded, it is still not to be sent again."""
    log_event("mail sent", mail=mail.mail, id=mail.id, message_id=message_id)
    try:
        mails.mark_sent(mail.id, message_id, now)
    except Exception as error:
        log_failure(error, id=mail.id, message_id=message_id)


def _give_up(mail: Mail, error: ClientError, now: datetime) -> None:
    """Make a mail that SES refused for good a task of the staff; then no one tries it again."""
    task, fact = task_about(mail, error)
    # A worker that died after this raised the same task.
    retry_on_conflict(commit_request)(fact, tasks.write(task))
    mails.mark_refused(mail.id, now)
    log_event("mail refused", mail=mail.mail, id=mail.id, task=task.id)


def _send(mail: Mail) -> str:
    rendered = render(mail.mail, mail.context)
    simple: dict[str, Any] = {
        "Subject": {"Data": rendered.subject, "Charset": "UTF-8"},
        "Body": {
            "Text": {"Data": rendered.text, "Charset": "UTF-8"},
            "Html": {"Data": rendered.html, "Charset": "UTF-8"},
        },
    }
    if mail.calendars:
        simple["Attachments"] = [
            {"FileName": name, "ContentType": "text/calendar", "RawContent": file}
            for name, file in mail.calendars.items()
        ]
    if mail.turn_down:
        asked = f"<mailto:{mail.turn_down}?subject=No%20more%20reminders>"
        simple["Headers"] = [{"Name": "List-Unsubscribe", "Value": asked}]
    response = _ses().send_email(
        FromEmailAddress=from_env("MAIL_SENDER"),
        Destination={"ToAddresses": [mail.to]},
        ReplyToAddresses=[mail.reply_to],
        Content={"Simple": simple},  # type: ignore[typeddict-item]
        ConfigurationSetName=from_env("MAIL_CONFIGURATION_SET"),
        EmailTags=[{"Name": "mail", "Value": mail.mail}, {"Name": "id", "Value": as_tag(mail.id)}],
    )
    return response["MessageId"]
