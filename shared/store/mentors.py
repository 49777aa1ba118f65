"""The mentors table."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from shared.domain.listing import facet, mentor_listing
from shared.domain.mentor import Mentor
from shared.store import dynamodb as db
from shared.store import search
from shared.store.records import to_item, to_record

TABLE = "mentors"
#: What the lists of mentors are kept under, as those of applications are under their cycle.
SCOPE = "mentors"


def load(mentor: str) -> Mentor | None:
    """Read a mentor."""
    item = db.get(TABLE, id=mentor)
    return to_record(Mentor, item) if item else None


def load_many(mentors: Iterable[str]) -> dict[str, Mentor]:
    """Read many mentors by id."""
    return {item["id"]: to_record(Mentor, item) for item in db.batch_get(TABLE, [{"id": m} for m in mentors])}


def write(mentor: Mentor) -> list[db.Write]:
    """Write a mentor over the revision it was read at, and what leads to them where that changed."""
    listed = mentor_listing(mentor)
    entries = search.changes(SCOPE, mentor.id, mentor.created_at, mentor.listed, listed, mentor.updated_at)
    return [db.put(TABLE, to_item(replace(mentor, listed=listed)), mentor.revision), *entries]


def load_with_status(status: str) -> list[Mentor]:
    """Read the mentors with this status."""
    return list(load_many(list_ids(status)).values())


def list_ids(status: str) -> Iterator[str]:
    """List the ids of the mentors with a status, first come first, also of one that can't be read."""
    return (entry.id for entry in search.read(search.listed_under(SCOPE, facet("status", status))))
