"""Tasks as staff work with them: what waits for a person, and what is done."""

from datetime import datetime

from typing_extensions import TypedDict

from shared.domain import task as domain
from shared.domain.errors import NotFound
from shared.domain.task import TaskDict
from shared.store import tasks
from shared.store.commit import commit, retry_on_conflict


class TaskListDict(TypedDict):
    """Open tasks, newest first."""

    items: list[TaskDict]


def listing(cycle: str, limit: int) -> list[TaskDict]:
    """List the newest open tasks of a cycle, and those that belong to no cycle, newest first."""
    found = [*tasks.list_open(None, limit), *(tasks.list_open(cycle, limit) if cycle else ())]
    return [task.as_dict() for task in sorted(found, key=lambda task: task.created_at, reverse=True)[:limit]]


@retry_on_conflict
def mark_done(task: str, by: str, now: datetime) -> TaskDict:
    """Mark a task done; a second time changes nothing."""
    stored = tasks.load(task)
    if stored is None:
        raise NotFound("There’s no such task.")
    change = domain.done(stored, f"staff:{by}", now)
    if change.fact:
        commit(change.fact, tasks.write(change.task))
    return change.task.as_dict()
