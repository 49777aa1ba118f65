"""The cycles table: a few items, read as a whole."""

from collections.abc import Iterator

from shared.domain.cycle import Cycle
from shared.domain.errors import NotFound
from shared.store import dynamodb as db

TABLE = "cycles"


def load(cycle_id: str) -> Cycle | None:
    """Read a cycle."""
    item = db.get(TABLE, id=cycle_id)
    return Cycle.model_validate(item) if item else None


def require(cycle_id: str) -> Cycle:
    """Read a cycle; NotFound when it doesn't exist."""
    cycle = load(cycle_id)
    if cycle is None:
        raise NotFound("There’s no such cycle.")
    return cycle


def load_all() -> list[Cycle]:
    """Read every cycle."""
    pages = db.pages("scan", TableName=db.table(TABLE), ConsistentRead=True)
    return [Cycle.model_validate(db.decode_item(item)) for page in pages for item in page["Items"]]


def list_ids() -> Iterator[str]:
    """List the ids of all cycles, also of one that can't be read."""
    pages = db.pages("scan", TableName=db.table(TABLE), ConsistentRead=True)
    yield from (db.decode_item(item)["id"] for page in pages for item in page["Items"])


def write(cycle: Cycle) -> db.Write:
    """Write a cycle over the revision it was read at."""
    return db.put(TABLE, cycle.model_dump(mode="json", exclude={"revision"}), cycle.revision)
