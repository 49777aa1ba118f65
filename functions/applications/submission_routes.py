"""Routes: what was submitted last."""

from aws_lambda_powertools.event_handler import Response

from functions.applications import use_cases
from functions.applications.app import app
from shared.domain.submitted_version import VersionDict
from shared.runtime.api import json_response


@app.get("/api/cycles/<cycle>/application/submission", summary="What was submitted last")
def read_submitted(cycle: str) -> Response[VersionDict]:
    """Give the version that counts, which may differ from the working copy; self-identification is not in it."""
    return json_response(use_cases.read_submitted(cycle, app.caller()).as_dict())
