"""Routes: a draft thrown away."""

from aws_lambda_powertools.event_handler import Response

from functions.applications import use_cases
from functions.applications.app import app
from functions.applications.forms import ThrownAwayDict
from shared.runtime.api import json_response


@app.delete("/api/applications/<application>", summary="Throw a draft away")
def throw_away(application: str) -> Response[ThrownAwayDict]:
    """Throw away what was never submitted, with its CV and self-identification; again is the same."""
    use_cases.throw_away(application, app.caller(), app.expected_version(), app.received_at())
    return json_response({"message": "We deleted your draft."})
