"""The staff's door: applications, verdicts, extensions, mentors, cycles, rounds, tasks and dead letters."""

from typing import Any

from functions.staff import (
    application_routes,
    cycle_routes,
    dead_letter_routes,
    job_routes,
    mailbox_routes,
    match_routes,
    mentor_routes,
    newcomer_routes,
    people_routes,
    reason_routes,
    round_routes,
    task_routes,
    trail_routes,
)
from functions.staff.app import app

ROUTES = (
    application_routes,
    cycle_routes,
    dead_letter_routes,
    job_routes,
    mailbox_routes,
    match_routes,
    mentor_routes,
    newcomer_routes,
    people_routes,
    reason_routes,
    round_routes,
    task_routes,
    trail_routes,
)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request."""
    return app.handle(event, context)
