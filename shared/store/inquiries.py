"""Questions from visitors, which expire after half a year."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.store import dynamodb as db
from shared.store.records import to_item, to_record

TABLE = "inquiries"
_KEPT = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A visitor's question."""

    id: str
    email: str = field(repr=False)
    name: str = field(repr=False)
    message: str = field(repr=False)
    received_at: datetime


def load(inquiry: str) -> Inquiry | None:
    """Read a question."""
    item = db.get(TABLE, id=inquiry)
    return to_record(Inquiry, item) if item else None


def write(inquiry: Inquiry) -> db.Write:
    """Write a question, with the time when it expires."""
    return db.put(TABLE, {**to_item(inquiry), "expires_at": int((inquiry.received_at + _KEPT).timestamp())})
