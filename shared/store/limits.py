"""Counters of what visitors ask for within an hour, under keyed hashes: who asked can't be read from them.

The key of a day is made on its first request and expires after the next, and with it goes what the hashes stood for.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, cast

from botocore.exceptions import ClientError

from shared.store import dynamodb as db

TABLE = "limits"
HOUR = timedelta(hours=1)
_KEPT = timedelta(days=2)
_FREE = "(attribute_not_exists(spent) OR spent < :most)"


def hour_of(now: datetime) -> datetime:
    """The start of the hour that counts."""
    return now.replace(minute=0, second=0, microsecond=0)


def spend(what: str, whom: str, most: int, now: datetime, request: str | None = None) -> bool:
    """Count one more of `what` by `whom` in this hour; False when there were `most` already, and nothing is counted.

    A `request` that's named counts once, however often it's sent: what failed on our side uses up no one's limit.
    """
    hour = hour_of(now)
    counted = _hashed(request, hour)[:16] if request else None
    values = {":expires": int((hour + 2 * HOUR).timestamp()), ":one": 1, ":most": most}
    once = {":it": counted, ":set": frozenset({counted})} if counted else {}
    try:
        db.client().update_item(
            TableName=db.table(TABLE),
            Key=db.encode_item({"id": f"{_hashed(f'{what}.{whom}', hour)}.{hour:%Y-%m-%dT%H}"}),
            UpdateExpression=f"SET expires_at = :expires ADD spent :one{', counted :set' if once else ''}",
            ConditionExpression=_FREE + (" AND NOT contains(counted, :it)" if once else ""),
            ExpressionAttributeValues=db.encode_item(values | once),
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        before = db.decode_item(cast("dict[str, Any]", error.response).get("Item", {}))
        return counted in before.get("counted", ())
    return True


def _hashed(text: str, hour: datetime) -> str:
    key = _key(f"{hour:%Y-%m-%d}", int((hour + _KEPT).timestamp()) // 86400 * 86400)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]


@lru_cache(maxsize=2)
def _key(day: str, expires_at: int) -> bytes:
    """The day's key: whoever needs it first makes it."""
    response = db.client().update_item(
        TableName=db.table(TABLE),
        Key=db.encode_item({"id": f"key.{day}"}),
        UpdateExpression="SET secret = if_not_exists(secret, :new), expires_at = :expires",
        ExpressionAttributeValues=db.encode_item({":new": secrets.token_hex(32), ":expires": expires_at}),
        ReturnValues="ALL_NEW",
    )
    return bytes.fromhex(db.decode_item(response["Attributes"])["secret"])
