"""Routes: the late list of a cycle, and exceptions for people who have no application yet."""

from aws_lambda_powertools.event_handler import Response

from functions.staff import newcomers, proposals
from functions.staff.app import app
from functions.staff.cycle_routes import CYCLE
from functions.staff.forms import AddressExtensionForm
from functions.staff.newcomers import AddressExtensionDict, LateListDict
from functions.staff.proposals import ProposalsDict
from shared.runtime.api import FIRST_AND_AGAIN, json_response


@app.get(f"{CYCLE}/late", summary="Who came late to a cycle")
def list_late(cycle: str) -> Response[LateListDict]:
    """List who came late, with a draft or without."""
    app.staff()
    return json_response({"items": newcomers.late_list(cycle)})


@app.get(f"{CYCLE}/proposed_extensions", summary="Whom our own failures touched near the deadline")
def list_proposals(cycle: str) -> Response[ProposalsDict]:
    """List whom to extend since our system failed them, and until when; nothing is extended by it."""
    return json_response(proposals.listing(cycle, app.received_at()))


@app.post(f"{CYCLE}/extensions", summary="Extend the deadline for an address", responses=FIRST_AND_AGAIN)
@app.body(AddressExtensionForm)
def extend_address(cycle: str, body: AddressExtensionForm) -> Response[AddressExtensionDict]:
    """Give someone who has no application yet a later deadline."""
    granted, first = newcomers.extend(cycle, body, app.staff().id, app.received_at())
    return json_response(granted, 201 if first else 200)
