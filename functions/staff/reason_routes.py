"""Routes: the list of reasons for verdicts that staff share."""

from aws_lambda_powertools.event_handler import Response

from functions.staff import reasons
from functions.staff.app import app
from functions.staff.forms import ListedReasonForm
from functions.staff.reasons import ReasonListDict
from shared.runtime.api import json_response

REASONS = "/api/staff/reasons"


@app.get(REASONS, summary="The reasons for verdicts that staff share")
def list_reasons() -> Response[ReasonListDict]:
    """List the reasons to choose from."""
    app.staff()
    return json_response(reasons.listing())


@app.post(REASONS, summary="Add a reason to the list")
@app.body(ListedReasonForm)
def add_reason(body: ListedReasonForm) -> Response[ReasonListDict]:
    """Add a reason; the trail keeps who added it."""
    return json_response(reasons.add(body, app.staff().id, app.request_id, app.received_at()))


@app.delete(f"{REASONS}/<reason>", summary="Remove a reason from the list")
def remove_reason(reason: str) -> Response[ReasonListDict]:
    """Remove a reason; verdicts that were given with it keep it."""
    return json_response(reasons.remove(reason, app.staff().id, app.request_id, app.received_at()))
