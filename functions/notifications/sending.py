"""Sending a letter through SES, once: claimed before, noted after, and given back only when SES said no."""

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from functions.notifications.mails import Mail
from functions.notifications.render import render
from shared.runtime.logs import log_event, log_failure
from shared.store import aws, mails
from shared.store.settings import from_env

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client


class StillBeingSent(Exception):
    """Another worker holds the claim on this mail; the redelivery will see what became of it."""


@cache
def _ses() -> "SESV2Client":
    made: SESV2Client = aws.client("sesv2")
    return made


def send_once(letter: Mail) -> None:
    """Send a letter unless it was sent; StillBeingSent while another worker is at it."""
    now = datetime.now(UTC)
    claim = mails.claim(letter.id, letter.mail, now)
    if claim == "sent":
        return
    if claim == "busy":
        raise StillBeingSent(letter.id)
    try:
        message_id = _send(letter)
    except ClientError:
        mails.release(letter.id)
        raise
    _note(letter, message_id)


def _note(letter: Mail, message_id: str) -> None:
    """Record that SES accepted the letter; if that can't be recorded, it is still not to be sent again."""
    log_event("mail sent", mail=letter.mail, letter=letter.id, message_id=message_id)
    try:
        mails.mark_sent(letter.id, message_id, datetime.now(UTC))
    except Exception as error:
        log_failure(error, letter=letter.id, message_id=message_id)


def _send(letter: Mail) -> str:
    rendered = render(letter.mail, letter.context)
    simple: dict[str, Any] = {
        "Subject": {"Data": rendered.subject, "Charset": "UTF-8"},
        "Body": {
            "Text": {"Data": rendered.text, "Charset": "UTF-8"},
            "Html": {"Data": rendered.html, "Charset": "UTF-8"},
        },
    }
    if letter.calendar:
        simple["Attachments"] = [
            {"FileName": "mentoring-term.ics", "ContentType": "text/calendar", "RawContent": letter.calendar}
        ]
    answer = _ses().send_email(
        FromEmailAddress=from_env("MAIL_SENDER"),
        Destination={"ToAddresses": [letter.to]},
        ReplyToAddresses=[letter.reply_to] if letter.reply_to else [],
        Content={"Simple": simple},  # type: ignore[typeddict-item]
        ConfigurationSetName=from_env("MAIL_CONFIGURATION_SET"),
        EmailTags=[{"Name": "mail", "Value": letter.mail}],
    )
    return answer["MessageId"]
