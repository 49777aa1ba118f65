"""The tasks table: what waits for a person of the staff; only open tasks are in its index."""

from collections.abc import Iterator
from itertools import islice

from shared.domain.task import Task
from shared.store import dynamodb as db
from shared.store.records import to_item, to_record

TABLE = "tasks"
# The partition of tasks that belong to no cycle, such as a mentor's; no cycle can be called this.
_NO_CYCLE = "#"


def load(task: str) -> Task | None:
    """Read a task."""
    item = db.get(TABLE, id=task)
    return to_record(Task, item) if item else None


def write(task: Task) -> db.Write:
    """Write a task over the revision it was read at; one that's done leaves the list of open tasks."""
    open_in = None if task.done_at else task.cycle or _NO_CYCLE
    return db.put(TABLE, {**to_item(task), "open_in": open_in}, task.revision)


def list_open(cycle: str | None, limit: int) -> Iterator[Task]:
    """Read the open tasks of a cycle (None: those that belong to no cycle), newest first."""
    key = {"open_in": cycle or _NO_CYCLE}
    rows = db.query(TABLE, "by_cycle", key, ScanIndexForward=False, Limit=limit)
    return (to_record(Task, item) for item in islice(rows, limit))
