"""Routes: the trail."""

from aws_lambda_powertools.event_handler import Response

from functions.staff import trail
from functions.staff.app import app
from functions.staff.trail import PARAMETERS, TrailPageDict
from shared.runtime.api import json_response


@app.get("/api/staff/activity", summary="The trail, newest first: cycle, subject, type, actor, after")
def list_activity() -> Response[TrailPageDict]:
    """List what happened, by whom and to what; staff's reasons are with it."""
    asked = {name: app.query(name) for name in PARAMETERS}
    return json_response(trail.page(asked, app.query("cursor"), app.limit(), app.received_at()))
