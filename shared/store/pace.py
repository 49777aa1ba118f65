"""How many mails all workers together hand over in a second: a counter a second, which expires soon after."""

from datetime import datetime

from botocore.exceptions import ClientError

from shared.store import dynamodb as db

TABLE = "limits"
#: What the ids of the counters begin with, before the second.
TURNS = "mails."
_KEPT = 3600


def take_turn(most: int, now: datetime) -> bool:
    """Take one of this second's `most` turns; False when they're all taken."""
    second = int(now.timestamp())
    try:
        db.client().update_item(
            TableName=db.table(TABLE),
            Key=db.encode_item({"id": f"{TURNS}{second}"}),
            UpdateExpression="SET expires_at = :expires ADD spent :one",
            ConditionExpression="attribute_not_exists(spent) OR spent < :most",
            ExpressionAttributeValues=db.encode_item({":expires": second + _KEPT, ":one": 1, ":most": most}),
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return False
    return True
