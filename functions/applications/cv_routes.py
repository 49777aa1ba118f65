"""Routes: the CV of an application."""

from aws_lambda_powertools.event_handler import Response

from functions.applications import cvs
from functions.applications.app import app
from functions.applications.forms import MaterialForm
from shared.domain.application import ApplicationDict
from shared.runtime.api import json_response
from shared.store.files import PresignedPost

MATERIALS = "/api/cycles/<cycle>/application/materials"


@app.post(MATERIALS, summary="Get a place to upload a CV to", status_code=201)
@app.body(MaterialForm)
def upload(cycle: str, body: MaterialForm) -> Response[PresignedPost]:
    """Give the form that a browser posts the file with; the application shows the result of its check."""
    place = cvs.start(cycle, body, app.caller(), app.received_at())
    return json_response(place.form, 201, place.version)


@app.delete(MATERIALS, summary="Remove the CV")
def remove_cv(cycle: str) -> Response[ApplicationDict]:
    """Take the CV out of the working copy; what was submitted counts until it is submitted again."""
    stored = cvs.remove(cycle, app.caller(), app.received_at())
    return json_response(cvs.to_response(stored, app.received_at()), version=stored.version)
