"""The applicant's API: save, read, submit, withdraw or throw away one's application, add a CV, see one's match."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from functions.applications import cv_routes, cvs, draft_routes, submission_routes, use_cases
from functions.applications.app import app
from functions.applications.forms import AnswerForm, SubmissionDict, Withdrawal
from shared.domain.application import Application, ApplicationDict, application_id
from shared.domain.application_draft import ApplicationChanges
from shared.domain.match import MatchDict
from shared.runtime.api import FIRST_AND_AGAIN, json_response

ROUTES = (cv_routes, draft_routes, submission_routes)
PATH = "/api/cycles/<cycle>/application"


def _to_response(stored: Application) -> ApplicationDict:
    return cvs.to_response(stored, app.received_at())


@app.put(PATH, summary="Save any part of the application", responses=FIRST_AND_AGAIN)
@app.partial_body(ApplicationChanges)
def save(cycle: str, body: dict[str, Any]) -> Response[ApplicationDict]:
    """Lay the parts sent over the working copy; what was submitted counts until it is submitted again."""
    saved = use_cases.save(cycle, body, app.caller(), app.expected_version(), app.received_at())
    return json_response(_to_response(saved.application), 201 if saved.new else 200, saved.application.version)


@app.get(PATH, summary="Read the application")
def read(cycle: str) -> Response[ApplicationDict]:
    """Give the caller's application in this cycle."""
    stored = use_cases.read(cycle, app.caller())
    return json_response(_to_response(stored), version=stored.version)


@app.post(f"{PATH}/submission", summary="Submit the working copy", responses=FIRST_AND_AGAIN)
def submit(cycle: str) -> Response[SubmissionDict]:
    """Submit, judged by when API Gateway received it; the same version again gives the same receipt."""
    sent = use_cases.submit(cycle, app.caller(), app.expected_version(), app.received_at())
    shown = _to_response(sent.application)
    body: SubmissionDict = {"receipt": shown["receipt"], "application": shown}
    return json_response(body, 201 if sent.new else 200, sent.application.version)


@app.post(f"{PATH}/withdrawal", summary="Withdraw the application")
@app.body(Withdrawal)
def withdraw(cycle: str, body: Withdrawal) -> Response[ApplicationDict]:
    """Withdraw; it can be reopened until the deadline."""
    stored = use_cases.withdraw(cycle, app.caller().id, body.reason, app.received_at())
    return json_response(_to_response(stored), version=stored.version)


@app.post(f"{PATH}/answer", summary="Answer a question of staff’s", responses=FIRST_AND_AGAIN)
@app.body(AnswerForm)
def answer(cycle: str, body: AnswerForm) -> Response[ApplicationDict]:
    """Answer until the question's own end, also after the close; the same answer again is 200."""
    kept = use_cases.answer(cycle, app.caller(), body, app.received_at())
    return json_response(_to_response(kept.application), 201 if kept.new else 200, kept.application.version)


@app.get(f"{PATH}/match", summary="The applicant’s match")
def get_match(cycle: str) -> Response[MatchDict]:
    """Give the newest match; of the mentor an introduction and, once both sides accepted, the rest and the contact."""
    return json_response(use_cases.newest_match(application_id(cycle, app.caller().id)))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request."""
    return app.handle(event, context)
