"""Routes: dead letters."""

from aws_lambda_powertools.event_handler import Response

from functions.staff import dead_letters
from functions.staff.app import app
from functions.staff.dead_letters import DeadLetterListDict, RedriveDict
from shared.runtime.api import json_response

DEAD_LETTERS = "/api/staff/dead_letters"


@app.get(DEAD_LETTERS, summary="What the workers gave up on, and why")
def list_dead_letters() -> Response[DeadLetterListDict]:
    """List the workers with dead letters, with the first ten of each."""
    app.staff()
    return json_response({"items": dead_letters.listing()})


@app.post(f"{DEAD_LETTERS}/<queue>/redrive", summary="Send dead letters again")
def redrive(queue: str) -> Response[RedriveDict]:
    """Let a worker try again what it gave up on, up to 200 messages; for coordinators."""
    by = app.coordinator().id
    return json_response(dead_letters.redrive(queue, by, app.request_id, app.received_at()))
