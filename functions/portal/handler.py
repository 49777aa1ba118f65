"""The public door: the pages, cycle facts, schemas, schools, the eligibility check, accounts and questions."""

from typing import Any

from aws_lambda_powertools.event_handler import Response
from typing_extensions import TypedDict

from functions.portal import documents, limits, pages, visitors
from functions.portal.documents import FormSchema, InstitutionListDict, SchoolListDict
from functions.portal.forms import AccountRequest, EligibilityCheck, InquiryForm
from shared.domain.cycle import Cycle, CycleDict
from shared.domain.eligibility import JudgementDict
from shared.domain.instants import EASTERN
from shared.runtime.api import Api, json_response
from shared.store import cycles

app = Api()


class MessageDict(TypedDict):
    """What was done, in words."""

    message: str


@app.get("/api/cycles/current", summary="The cycle a visitor means")
def get_current_cycle() -> Response[CycleDict]:
    """Tell the facts of the current cycle, and what time it is here."""
    return _show(visitors.current_cycle(app.received_at()))


@app.get("/api/cycles/<cycle>", summary="One cycle")
def get_cycle(cycle: str) -> Response[CycleDict]:
    """Tell the facts of one cycle, with its revision as the ETag."""
    return _show(cycles.require(cycle))


def _show(cycle: Cycle) -> Response[CycleDict]:
    return json_response(cycle.as_dict(app.received_at()), version=cycle.revision)


@app.get("/api/schemas/<name>", summary="The JSON Schema of a form", compress=True)
def get_schema(name: str) -> Response[FormSchema]:
    """Give the schema that pages, clients and validation share."""
    return json_response(documents.schema(name))


@app.get("/api/schools", summary="The U.S. medical schools", compress=True, cache_control="public, max-age=3600")
def get_schools() -> Response[SchoolListDict]:
    """List the schools that count today, each with the other names people type."""
    schools = documents.schools(app.received_at().astimezone(EASTERN).date())
    return Response(200, "application/json", schools, headers={"Vary": "Accept-Encoding"})


@app.get("/api/institutions", summary="U.S. institutions", compress=True, cache_control="public, max-age=3600")
def get_institutions() -> Response[InstitutionListDict]:
    """List universities, hospitals and cancer centers, each with the other names people type."""
    return Response(200, "application/json", documents.institutions(), headers={"Vary": "Accept-Encoding"})


@app.get("/api/openapi.json", include_in_schema=False)
def get_openapi() -> Response[str]:
    """Give the OpenAPI document made from the code when this was built."""
    return Response(status_code=200, content_type="application/json", body=documents.openapi())


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
    return json_response({"message": "You can now sign in with this address. We'll e-mail you a code."}, 202)


@app.post("/api/inquiries", summary="Ask the program's staff", status_code=202)
@app.body(InquiryForm)
def ask(body: InquiryForm) -> Response[MessageDict]:
    """Store a question; it's mailed to the program, and the asker gets a confirmation without its text."""
    visitors.ask(body, limits.sender_of(app.current_event), app.received_at())
    return json_response({"message": "We received your question. Program staff will answer you by e-mail."}, 202)


@app.route("/(?!api/).*", method=["GET", "HEAD"], include_in_schema=False)
def show_page() -> Response[bytes]:
    """Show the pages."""
    return pages.show(app.current_event.http_method, app.current_event.path, app.current_event.headers)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request."""
    return app.handle(event, context)
