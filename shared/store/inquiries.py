"""Questions from visitors, kept until they are answered and no longer than half a year."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.store import dynamodb as db
from shared.store.records import to_item, to_record

TABLE = "inquiries"
_KEPT = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question as it was asked."""

    id: str
    email: str = field(repr=False)
    name: str = field(repr=False)
    message: str = field(repr=False)
    received_at: datetime


def load(inquiry: str) -> Inquiry | None:
    """Read one question."""
    item = db.get(TABLE, id=inquiry)
    return to_record(Inquiry, item) if item else None


def write(inquiry: Inquiry) -> db.Write:
    """Keep a question."""
    return db.put(TABLE, {**to_item(inquiry), "expires_at": int((inquiry.received_at + _KEPT).timestamp())})
