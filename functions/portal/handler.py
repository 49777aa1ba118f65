"""The public API: the pages, facts of the cycle, documents, the eligibility check, accounts and questions."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from functions.portal import document_routes, limits, pages, visitors
from functions.portal.app import app
from functions.portal.forms import AccountRequest, EligibilityCheck, InquiryForm, MessageDict
from shared.domain.cycle import Cycle, CycleDict
from shared.domain.eligibility import JudgementDict
from shared.runtime.api import json_response
from shared.store import cycles

ROUTES = (document_routes,)


@app.get("/api/cycles/current", summary="The cycle a visitor means")
def get_current_cycle() -> Response[CycleDict]:
    """Give the facts of the current cycle, and the server's time."""
    return _show(visitors.current_cycle(app.received_at()))


@app.get("/api/cycles/<cycle>", summary="One cycle")
def get_cycle(cycle: str) -> Response[CycleDict]:
    """Give the facts of one cycle, with its revision as the ETag."""
    return _show(cycles.require(cycle))


def _show(cycle: Cycle) -> Response[CycleDict]:
    return json_response(cycle.as_dict(app.received_at()), version=cycle.revision)


@app.post("/api/eligibility_checks", summary="Would I be eligible?")
@app.body(EligibilityCheck)
def check_eligibility(body: EligibilityCheck) -> Response[JudgementDict]:
    """Run the rules over three parts of an application; nothing is stored or logged."""
    return json_response(visitors.check(body, app.received_at()))


@app.post("/api/accounts", summary="Make a sign-in for an e-mail address", status_code=202)
@app.body(AccountRequest)
def make_account(body: AccountRequest) -> Response[MessageDict]:
    """Make the account when there is none; the answer is the same either way."""
    visitors.make_account(body.email, app.received_at())
    return json_response({"message": "You can now sign in with this address. We’ll e-mail you a code."}, 202)


@app.post("/api/inquiries", summary="Ask the program’s staff", status_code=202)
@app.body(InquiryForm)
def ask(body: InquiryForm) -> Response[MessageDict]:
    """Store a question; it's mailed to the program, and the asker gets a confirmation without its text."""
    visitors.ask(body, limits.sender_of(app.current_event), app.received_at())
    return json_response({"message": "We received your question. Program staff will answer you by e-mail."}, 202)


@app.route("/(?!api/).*", method=["GET", "HEAD"], include_in_schema=False)
def show_page() -> Response[bytes]:
    """Show the pages."""
    event = app.current_event
    return pages.show(event.http_method, event.path, event.headers, app.received_at())


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request."""
    return app.handle(event, context)
