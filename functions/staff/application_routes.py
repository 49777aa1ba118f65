"""Routes: applications, verdicts, extensions and the fenced view."""

from aws_lambda_powertools.event_handler import Response

from functions.staff import application_list, applications, versions
from functions.staff.app import app, coordinators_only, seen
from functions.staff.application_list import PARAMETERS, ApplicationPageDict
from functions.staff.applications import SubmittedSelfIdentificationDict
from functions.staff.forms import ExtensionForm, QuestionForm, VerdictForm
from functions.staff.versions import VersionListDict
from shared.domain.instants import EASTERN
from shared.domain.staff_application import StaffApplicationDict
from shared.runtime.api import json_response

APPLICATION = "/api/staff/applications/<application>"


@app.get("/api/staff/applications", summary="Find applications of a cycle: filters, q, sort")
def list_applications() -> Response[ApplicationPageDict]:
    """List applications; every row tells whether it was extended or late."""
    asked, today = {name: app.query(name) for name in PARAMETERS}, app.received_at().astimezone(EASTERN).date()
    return json_response(application_list.page(asked, app.query("cursor"), app.limit(), today))


@app.get(APPLICATION, summary="One application with its verdicts and activity")
def get_application(application: str) -> Response[StaffApplicationDict]:
    """Give one application, with its revision as the ETag; self-identification is not in it."""
    app.staff()
    shown, revision = applications.whole(application, app.received_at())
    return json_response(shown, version=revision)


@app.get(f"{APPLICATION}/versions", summary="What was submitted, version by version")
def list_versions(application: str) -> Response[VersionListDict]:
    """List what was submitted, newest first, each version with its whole form; self-identification is not in it."""
    return json_response({"items": versions.listing(application)})


@app.post(f"{APPLICATION}/verdict", summary="Decide on an application")
@app.body(VerdictForm)
def decide(application: str, body: VerdictForm) -> Response[StaffApplicationDict]:
    """Put staff's verdict in the place of the rules'."""
    shown, revision = applications.overrule(application, body, app.staff().id, seen(), app.received_at())
    return json_response(shown, version=revision)


@app.post(f"{APPLICATION}/extension", summary="Extend the deadline for one person")
@app.body(ExtensionForm)
def extend(application: str, body: ExtensionForm) -> Response[StaffApplicationDict]:
    """Give one person a deadline of their own."""
    shown, revision = applications.extend(application, body, app.staff().id, seen(), app.received_at())
    return json_response(shown, version=revision)


@app.post(f"{APPLICATION}/question", summary="Ask the applicant for more")
@app.body(QuestionForm)
def ask(application: str, body: QuestionForm) -> Response[StaffApplicationDict]:
    """Ask; the applicant is mailed, and answers in the portal, also after the close."""
    shown, revision = applications.ask(application, body, app.staff().id, seen(), app.received_at())
    return json_response(shown, version=revision)


@app.post(f"{APPLICATION}/question/withdrawal", summary="Withdraw the open question")
def withdraw_question(application: str) -> Response[StaffApplicationDict]:
    """Take back a question that isn't answered yet; a second time changes nothing."""
    shown, revision = applications.withdraw_question(application, app.staff().id, seen(), app.received_at())
    return json_response(shown, version=revision)


@app.get(
    f"{APPLICATION}/self_identification", summary="The fenced view; needs ?reason=", middlewares=[coordinators_only]
)
def get_self_identification(application: str) -> Response[SubmittedSelfIdentificationDict]:
    """Show what was chosen; who looked, when and why is kept for good."""
    by, reason = app.staff().id, app.query("reason")
    shown = applications.read_self_identification(application, reason, by, app.request_id, app.received_at())
    return json_response(shown)
