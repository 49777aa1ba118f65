"""Routes: the trail."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from functions.staff import trail
from functions.staff.app import app, coordinators_only
from functions.staff.trail import PARAMETERS, TrailEntryDict, TrailPageDict
from shared.runtime.api import json_response


@app.get("/api/staff/activity", summary="The trail, newest first: cycle, subject, type, actor, after")
def list_activity() -> Response[TrailPageDict]:
    """List what happened, by whom and to what; staff's reasons are with it."""
    asked = {name: app.query(name) for name in PARAMETERS}
    return json_response(trail.page(asked, app.query("cursor"), app.limit(), app.received_at()))


_SENT: dict[int, Any] = {202: {"description": "sent"}}


@app.post(
    "/api/staff/activity/<activity>/replay",
    summary="Send one fact again",
    responses=_SENT,
    middlewares=[coordinators_only],
)
def replay(activity: str) -> Response[TrailEntryDict]:
    """Send a fact through the system again: its workers do what is missing, and nothing twice."""
    return json_response(trail.replay(activity, app.staff().id, app.request_id, app.received_at()), 202)
