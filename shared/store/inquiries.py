"""Questions from visitors, which expire after half a year; the same question has the same id."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.domain.kept import KEPT
from shared.store import dynamodb as db
from shared.store.records import to_item, to_record

TABLE = "inquiries"
_KEPT = KEPT["inquiries"].span
#: How long the same words from the same person are the same question.
SAME_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A visitor's question."""

    id: str
    email: str = field(repr=False)
    name: str = field(repr=False)
    message: str = field(repr=False)
    received_at: datetime


def id_of(email: str, name: str, message: str) -> str:
    """The id that follows from a question, whatever its case and spaces."""
    words = "\n".join(" ".join(part.casefold().split()) for part in (email, name, message))
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def load(inquiry: str) -> Inquiry | None:
    """Read a question."""
    item = db.get(TABLE, id=inquiry)
    return to_record(Inquiry, item) if item else None


def write(inquiry: Inquiry) -> db.Write:
    """Write a question, with the time when it expires; it can't be written again within the hour."""
    item = {**to_item(inquiry), "expires_at": int((inquiry.received_at + _KEPT).timestamp())}
    put = db.put(TABLE, item)["Put"]
    return {
        "Put": {
            **put,
            "ConditionExpression": f"{put['ConditionExpression']} OR received_at <= :before",
            "ExpressionAttributeValues": db.encode_item({":before": inquiry.received_at - SAME_WITHIN}),
        }
    }
