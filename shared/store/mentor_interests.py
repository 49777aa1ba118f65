"""The mentor_interests table: one item, at least how many mentors share each interest. Anyone may read all of it."""

from dataclasses import dataclass, field

from shared.domain.mentor_interests import Counts, shared_by
from shared.store import dynamodb as db
from shared.store.records import to_item, to_record

TABLE = "mentor_interests"
_ID = "shared"


@dataclass(frozen=True, slots=True)
class MentorInterests:
    """What is published."""

    counts: Counts = field(default_factory=lambda: shared_by(()))
    revision: int = 0


def load() -> MentorInterests:
    """Read what is published; nothing before it was counted."""
    item = db.get(TABLE, id=_ID)
    return to_record(MentorInterests, item) if item else MentorInterests()


def write(interests: MentorInterests) -> db.Write:
    """Write what is published over the revision it was read at."""
    return db.put(TABLE, {**to_item(interests), "id": _ID}, interests.revision)
