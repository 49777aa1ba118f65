"""Routes: tasks."""

from aws_lambda_powertools.event_handler import Response

from functions.staff import tasks
from functions.staff.app import app
from functions.staff.tasks import TaskListDict
from shared.domain.task import TaskDict
from shared.runtime.api import json_response


@app.get("/api/staff/tasks", summary="What waits for a person, newest first")
def list_tasks() -> Response[TaskListDict]:
    """List the open tasks of `?cycle=` and those that belong to no cycle."""
    app.staff()
    return json_response({"items": tasks.listing(app.query("cycle"), app.limit(), app.received_at())})


@app.post("/api/staff/tasks/<task>/done", summary="Mark a task done")
def mark_task_done(task: str) -> Response[TaskDict]:
    """Take a task off the list; a second time changes nothing."""
    return json_response(tasks.mark_done(task, app.staff().id, app.received_at()))
