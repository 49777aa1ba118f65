"""The reasons table: one item, the list of reasons that staff choose from."""

from shared.domain.reason_list import ReasonList
from shared.store import dynamodb as db
from shared.store.records import to_item, to_record

TABLE = "reasons"
_ID = "verdicts"


def load() -> ReasonList:
    """Read the list; an empty one when nothing was added yet."""
    item = db.get(TABLE, id=_ID)
    return to_record(ReasonList, item) if item else ReasonList()


def write(reasons: ReasonList) -> db.Write:
    """Write the list over the revision it was read at."""
    return db.put(TABLE, {**to_item(reasons), "id": _ID}, reasons.revision)
