"""The ledger of mails: an item per activity, mail and recipient, so that each is sent once, with what became of it."""

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from types import MappingProxyType
from typing import Any, Literal, cast
from uuid import uuid4

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.instants import to_iso
from shared.domain.kept import KEPT
from shared.domain.mail_fate import Report, SentMail, weighs
from shared.store import dynamodb as db
from shared.store.records import to_record

TABLE = "mails"
Claim = Literal["yours", "sent", "refused", "busy"]
#: Longer than until the redelivery (6 times the function's time), shorter than until the one after it: a mail whose
#: fate is unknown is sent again once, by the second redelivery.
CLAIM = timedelta(seconds=240)
# Seconds to wait before noting again that a mail was sent; to lose that would be to send it twice.
_WAITS = (0.2, 1.0)
_SENT = "SET #s = :s, message_id = :m, sent_at = :at"
_KEPT = KEPT["mails"].span


def claim(mail_id: str, mail: str, now: datetime, known: Mapping[str, Any] = MappingProxyType({})) -> Claim:
    """Claim the sending of a mail; `sent` or `refused` when that's over, `busy` when another worker has the claim.

    `known` is what else the ledger keeps of it: `about`, `at`, `cycle` and `to` of `SentMail`. Who was held back before
    may be claimed.
    """
    by = str(uuid4())
    values = {
        **_values(mail, known),
        ":now": now,
        ":by": by,
        ":until": now + CLAIM,
        ":sending": "sending",
        ":held": "held_back",
        ":expires": int((now + _KEPT).timestamp()),
    }
    try:
        db.client().update_item(
            TableName=db.table(TABLE),
            Key=db.encode_item({"id": mail_id}),
            UpdateExpression=(
                f"{_set(known)}, #s = :sending, claimed_by = :by, claimed_until = :until, expires_at = :expires"
            ),
            ConditionExpression="attribute_not_exists(id) OR (#s = :sending AND claimed_until < :now) OR #s = :held",
            ExpressionAttributeNames=_names(known),
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


def hold_back(mail_id: str, mail: str, now: datetime, known: Mapping[str, Any]) -> None:
    """Record that a mail isn't sent since its address is suppressed; one that was sent stays so."""
    values = {**_values(mail, known), ":held": "held_back", ":expires": int((now + _KEPT).timestamp())}
    with suppress(db.client().exceptions.ConditionalCheckFailedException):
        db.client().update_item(
            TableName=db.table(TABLE),
            Key=db.encode_item({"id": mail_id}),
            UpdateExpression=f"{_set(known)}, #s = :held, expires_at = :expires",
            ConditionExpression="attribute_not_exists(id) OR #s = :held",
            ExpressionAttributeNames=_names(known),
            ExpressionAttributeValues=db.encode_item(values),
        )


def _values(mail: str, known: Mapping[str, Any]) -> dict[str, Any]:
    return {":mail": mail, **{f":_{name}": value for name, value in known.items() if value is not None}}


def _set(known: Mapping[str, Any]) -> str:
    return ", ".join(["SET mail = :mail", *(f"#_{name} = :_{name}" for name in known if known[name] is not None)])


def _names(known: Mapping[str, Any]) -> dict[str, str]:
    return {"#s": "status", **{f"#_{name}": name for name in known if known[name] is not None}}


def mark_fate(report: Report) -> bool:
    """Note what became of a mail unless something that weighs more is noted; return whether the ledger knows it."""
    values = {":fate": report.fate, ":w": weighs(report.fate), ":at": report.at, ":by": report.message}
    try:
        db.client().update_item(
            TableName=db.table(TABLE),
            Key=db.encode_item({"id": report.mail}),
            UpdateExpression="SET fate = :fate, fate_weighs = :w, fate_at = :at, fate_message_id = :by",
            ConditionExpression="attribute_exists(id) AND (attribute_not_exists(fate_weighs) OR fate_weighs < :w)",
            ExpressionAttributeValues=db.encode_item(values),
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return "Item" in error.response
    return True


def load(mail_id: str) -> SentMail | None:
    """Read a mail of the ledger; None when it isn't there, or is from before its person was kept."""
    item = db.get(TABLE, id=mail_id)
    return to_record(SentMail, item) if item and "about" in item else None


def about(record: str, limit: int) -> Iterator[SentMail]:
    """Read the newest mails to the person of a record, newest first."""
    rows = db.query(TABLE, "by_about", {"about": record}, ScanIndexForward=False, Limit=limit)
    return (to_record(SentMail, item) for item in islice(rows, limit))


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
