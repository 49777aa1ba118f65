"""The mentors table."""

from collections.abc import Iterable, Iterator

from shared.domain.mentor import Mentor
from shared.store import dynamodb as db
from shared.store.records import to_item, to_record

TABLE = "mentors"


def load(mentor: str) -> Mentor | None:
    """Read a mentor."""
    item = db.get(TABLE, id=mentor)
    return to_record(Mentor, item) if item else None


def load_many(mentors: Iterable[str]) -> dict[str, Mentor]:
    """Read many mentors by id."""
    return {item["id"]: to_record(Mentor, item) for item in db.batch_get(TABLE, [{"id": m} for m in mentors])}


def write(mentor: Mentor) -> db.Write:
    """Write a mentor over the revision it was read at."""
    return db.put(TABLE, to_item(mentor), mentor.revision)


def load_with_status(status: str) -> list[Mentor]:
    """Read the mentors with this status from the table itself."""
    return [to_record(Mentor, item) for item in db.read_through(TABLE, status=status)]


def list_by_status(*statuses: str) -> Iterator[Mentor]:
    """Read the mentors with these statuses, in the order of the statuses."""
    for status in statuses:
        yield from (to_record(Mentor, item) for item in db.query(TABLE, "by_status", {"status": status}))


def list_ids(status: str) -> Iterator[str]:
    """List the ids of the mentors with a status, also of one that can't be read."""
    return (item["id"] for item in db.query(TABLE, "by_status", {"status": status}))
