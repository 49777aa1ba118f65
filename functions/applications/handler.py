"""The applicant's door: save, read, submit and withdraw one's application, upload a CV, and see one's match."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from functions.applications import cvs, use_cases
from functions.applications.forms import MaterialForm, Withdrawal
from shared.domain.application import Application, application_id
from shared.domain.errors import NotFound
from shared.domain.form import ApplicationForm
from shared.runtime.api import Api, json_response
from shared.store import applications

app = Api()
PATH = "/api/cycles/<cycle>/application"


def _to_response(stored: Application) -> dict[str, Any]:
    return cvs.to_response(stored, app.received_at())


@app.put(PATH, summary="Save any part of the application", responses={201: {"description": "saved for the first time"}})
@app.partial_body(ApplicationForm)
def save(cycle: str, body: dict[str, Any]) -> Response[str]:
    """Lay the parts sent over the working copy; what was submitted stands until it is submitted again."""
    saved = use_cases.save(cycle, body, app.caller(), app.expected_version(), app.received_at())
    return json_response(_to_response(saved.application), 201 if saved.new else 200, saved.application.version)


@app.get(PATH, summary="Read the application")
def read(cycle: str) -> Response[str]:
    """Give the caller's application in this cycle."""
    stored = applications.load(application_id(cycle, app.caller().id))
    if stored is None:
        raise NotFound("You don't have an application in this cycle yet.")
    return json_response(_to_response(stored), version=stored.version)


@app.post(f"{PATH}/submission", summary="Submit the working copy", responses={201: {"description": "the receipt"}})
def submit(cycle: str) -> Response[str]:
    """Submit, judged by when API Gateway received it; the same version again gives the same receipt."""
    sent = use_cases.submit(cycle, app.caller().id, app.expected_version(), app.received_at())
    stored = sent.application
    receipt = stored.receipt.as_dict() if stored.receipt else None
    return json_response(
        {"receipt": receipt, "application": _to_response(stored)}, 201 if sent.new else 200, stored.version
    )


@app.post(f"{PATH}/withdrawal", summary="Withdraw the application")
@app.body(Withdrawal)
def withdraw(cycle: str, body: Withdrawal) -> Response[str]:
    """Withdraw; it can be taken up again until the deadline."""
    stored = use_cases.withdraw(cycle, app.caller().id, body.reason, app.received_at())
    return json_response(_to_response(stored), version=stored.version)


@app.post(f"{PATH}/materials", summary="Get a place to upload a CV to", responses={201: {"description": "the form"}})
@app.body(MaterialForm)
def upload(cycle: str, body: MaterialForm) -> Response[str]:
    """Give the form that a browser posts the file with; what becomes of it is told with the application."""
    place = cvs.start(cycle, body, app.caller(), app.received_at())
    return json_response(place.form, 201, place.version)


@app.get(f"{PATH}/match", summary="The applicant's match")
def get_match(cycle: str) -> Response[str]:
    """Give the newest match; the mentor's contact only once both sides accepted."""
    return json_response(use_cases.newest_match(application_id(cycle, app.caller().id)))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request."""
    return app.handle(event, context)
