"""The ledger of mails: an item per activity, mail and recipient, so that each mail is sent once."""

import time
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Literal, cast
from uuid import uuid4

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.instants import to_iso
from shared.store import dynamodb as db

TABLE = "mails"
Claim = Literal["yours", "sent", "refused", "busy"]
#: Longer than until the redelivery (6 times the function's time), shorter than until the one after it: a mail whose
#: fate is unknown is sent again once, by the second redelivery.
CLAIM = timedelta(seconds=240)
# Seconds to wait before noting again that a mail was sent; to lose that would be to send it twice.
_WAITS = (0.2, 1.0)
_SENT = "SET #s = :s, message_id = :m, sent_at = :at"
_KEPT = timedelta(days=400)


def claim(mail_id: str, mail: str, now: datetime) -> Claim:
    """Claim the sending of a mail; `sent` or `refused` when that's over, `busy` when another worker has the claim."""
    by = str(uuid4())
    values = {
        ":mail": mail,
        ":now": now,
        ":by": by,
        ":until": now + CLAIM,
        ":sending": "sending",
        ":expires": int((now + _KEPT).timestamp()),
    }
    try:
        db.client().update_item(
            TableName=db.table(TABLE),
            Key=db.encode_item({"id": mail_id}),
            UpdateExpression=(
                "SET mail = :mail, #s = :sending, claimed_by = :by, claimed_until = :until, expires_at = :expires"
            ),
            ConditionExpression="attribute_not_exists(id) OR (#s = :sending AND claimed_until < :now)",
            ExpressionAttributeNames={"#s": "status"},
            ExpressionAttributeValues=db.encode_item(values),
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        before = cast("dict[str, Any]", error.response).get("Item", {})
        status = before.get("status", {}).get("S")
        if status in ("sent", "refused"):
            return cast("Claim", status)
        # The SDK repeats a call whose answer was lost, and then meets the claim that it made.
        return "yours" if before.get("claimed_by") == {"S": by} else "busy"
    return "yours"


def mark_sent(mail_id: str, message_id: str, now: datetime) -> None:
    """Record that SES accepted the mail as `message_id`, and try it again when that fails."""
    values = {":s": "sent", ":m": message_id, ":at": to_iso(now)}
    for wait in _WAITS:
        with suppress(ClientError, BotoCoreError):
            return _update(mail_id, _SENT, values)
        time.sleep(wait)
    return _update(mail_id, _SENT, values)


def mark_refused(mail_id: str, now: datetime) -> None:
    """Record that SES refused the mail for good, so that no one tries it again."""
    _update(mail_id, "SET #s = :s, refused_at = :at", {":s": "refused", ":at": to_iso(now)})


def release(mail_id: str) -> None:
    """Release the claim after SES refused the mail, so that the redelivery sends it."""
    _update(mail_id, "SET #s = :s, claimed_until = :none", {":s": "sending", ":none": ""})


def _update(mail_id: str, expression: str, values: dict[str, str]) -> None:
    db.client().update_item(
        TableName=db.table(TABLE),
        Key=db.encode_item({"id": mail_id}),
        UpdateExpression=expression,
        ExpressionAttributeNames={"#s": "status"},
        ExpressionAttributeValues=db.encode_item(values),
    )
