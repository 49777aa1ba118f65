"""The activity table: audit trail, outbox and trigger. `commit` writes a fact together with its record."""

import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

from shared.domain.activity import Activity
from shared.domain.instants import to_iso
from shared.store import dynamodb as db
from shared.store.records import to_item, to_record

TABLE = "activity"
#: How long a fact has had to take effect before it is published again.
PUBLISHED_FOR = timedelta(minutes=10)
#: What marks a fact whose note was erased: that is no news, and nothing is to follow from it any more.
CLEARED = "note_cleared"
#: Parts of a day in the trail: a last hour of 100,000 applicants has 1,000 facts a second, which is all one can take.
DAY_SHARDS = 4


def write(fact: Activity) -> db.Write:
    """Write a fact once; writing it again fails the transaction."""
    return db.put(TABLE, {**to_item(fact), **_listed(fact)})


def _listed(fact: Activity) -> dict[str, str]:
    """What leads to a fact besides its subject; a saved draft is found by its subject alone."""
    if fact.type == "ApplicationDrafted":
        return {}
    shard = zlib.crc32(fact.id.encode()) % DAY_SHARDS
    listed = {"day": day_of(fact.at.astimezone(UTC).date(), shard), "listed_type": fact.type}
    return {**listed, "staff": fact.actor} if fact.actor.startswith("staff:") else listed


def day_of(day: date, shard: int) -> str:
    """A part of a day (UTC) in the trail."""
    return f"{day.isoformat()}#{shard}"


def read(item: Mapping[str, Any]) -> Activity:
    """Make a fact from an item of the table or of its stream."""
    return to_record(Activity, item)


def publish(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored fact as it leaves the table: without the note, which may name a person; KeyError for no fact.

    Its type isn't looked at: after a rollback, the table has facts whose types only a later version knows.
    """
    required = {name: item[name] for name in ("id", "type", "subject", "at", "actor")}
    return {**required, **{name: item[name] for name in ("cycle", "data") if name in item}}


def publish_again(activity_id: str, now: datetime) -> bool:
    """Send a fact through the stream again when nothing came of it; return whether it is old enough for that.

    Only a mark on the item changes. Whoever acts on the fact has to be ready for it to come twice anyway.
    """
    before, mark = to_iso(now - PUBLISHED_FOR), "published_again_at"
    try:
        db.client().update_item(
            TableName=db.table(TABLE),
            Key=db.encode_item({"id": activity_id}),
            UpdateExpression=f"SET {mark} = :now",
            ConditionExpression=f"#at <= :before AND (attribute_not_exists({mark}) OR {mark} <= :before)",
            ExpressionAttributeNames={"#at": "at"},
            ExpressionAttributeValues=db.encode_item({":now": now, ":before": before}),
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return False
    return True


def replay(activity_id: str, now: datetime) -> db.Write:
    """Send a stored fact through the stream again, whatever came of it; StaleWrite when there is none."""
    return {
        "Update": {
            "TableName": db.table(TABLE),
            "Key": db.encode_item({"id": activity_id}),
            "UpdateExpression": "SET published_again_at = :now",
            "ConditionExpression": "attribute_exists(id)",
            "ExpressionAttributeValues": db.encode_item({":now": now}),
        }
    }


def clear_note(activity_id: str) -> None:
    """Take out a fact's note for good; the relay passes over what is cleared."""
    db.client().update_item(
        TableName=db.table(TABLE),
        Key=db.encode_item({"id": activity_id}),
        UpdateExpression=f"REMOVE note SET {CLEARED} = :yes",
        ExpressionAttributeValues=db.encode_item({":yes": True}),
    )


def load(activity_id: str) -> Activity | None:
    """Read a fact."""
    item = db.get(TABLE, id=activity_id)
    return read(item) if item else None


def of_subject(subject: str) -> Iterator[Activity]:
    """Read the history of an application, mentor, match or cycle, oldest first."""
    return (read(item) for item in db.query(TABLE, "by_subject", {"subject": subject}))
