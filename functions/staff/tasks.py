"""Tasks as staff work with them: what waits for a person, and what is done."""

from collections.abc import Iterator
from datetime import datetime

from typing_extensions import TypedDict

from functions.staff import dead_letters
from shared.domain import task as domain
from shared.domain.errors import NotFound, NotPossible
from shared.domain.task import Task, TaskDict
from shared.store import application_lists, tasks
from shared.store.commit import commit, retry_on_conflict

#: How a task that follows from something else is done.
_DONE_BY = {
    "review": "Decide on the application. It leaves the list then.",
    "dead_letter": "Look at the dead letters and send them again. It leaves the list when none are left.",
}


class TaskListDict(TypedDict):
    """Open tasks, newest first."""

    items: list[TaskDict]


def listing(cycle: str, limit: int, now: datetime) -> list[TaskDict]:
    """List the newest open tasks of a cycle, and those that belong to no cycle, newest first."""
    found = [*tasks.list_open(None, limit), *_dead_letters(now)]
    if cycle:
        found += [*tasks.list_open(cycle, limit), *_reviews(cycle, limit)]
    return [task.as_dict() for task in sorted(found, key=lambda task: task.created_at, reverse=True)[:limit]]


def _reviews(cycle: str, limit: int) -> Iterator[Task]:
    """Applications that wait for a decision, first begun first; a task while they wait, and stored nowhere else."""
    waiting = application_lists.list_page(cycle, ("needs_review",), None, limit)
    for row in application_lists.load_rows(waiting.ids).values():
        since = datetime.fromisoformat(row.status_since or row.updated_at)
        yield Task(f"review-{row.id}", "review", row.id, since, cycle)


def _dead_letters(now: datetime) -> Iterator[Task]:
    """The workers that gave up on something; a task until their queue of dead letters is empty."""
    for queue in dead_letters.queues():
        if count := dead_letters.waiting(queue):
            yield Task(f"dead_letter-{queue.name}", "dead_letter", queue.name, now, data={"waiting": count})


@retry_on_conflict
def mark_done(task: str, by: str, now: datetime) -> TaskDict:
    """Mark a task done; a second time changes nothing."""
    stored = tasks.load(task)
    if stored is None and task.partition("-")[0] in _DONE_BY:
        raise NotPossible(_DONE_BY[task.partition("-")[0]])
    if stored is None:
        raise NotFound("There’s no such task.")
    change = domain.done(stored, f"staff:{by}", now)
    if change.fact:
        commit(change.fact, tasks.write(change.task))
    return change.task.as_dict()
