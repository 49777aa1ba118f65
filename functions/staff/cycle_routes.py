"""Routes: cycles."""

from aws_lambda_powertools.event_handler import Response

from functions.staff import cycles
from functions.staff.app import app, coordinators_only, seen
from functions.staff.cycles import CycleListDict
from functions.staff.forms import CycleExtensionForm, CycleForm
from shared.domain.cycle import Cycle, CycleDict
from shared.runtime.api import FIRST_AND_AGAIN, json_response
from shared.store import cycles as stored_cycles

CYCLE = "/api/staff/cycles/<cycle>"


@app.get("/api/staff/cycles", summary="All cycles, newest first")
def list_cycles() -> Response[CycleListDict]:
    """List the cycles, those to come among them."""
    return json_response({"items": cycles.listing(app.received_at())})


@app.put(CYCLE, summary="Write a cycle", responses=FIRST_AND_AGAIN, middlewares=[coordinators_only])
@app.body(CycleForm)
def put_cycle(cycle: str, body: CycleForm) -> Response[CycleDict]:
    """Write down a cycle, or change it."""
    written, new = cycles.write(cycle, body, app.staff().id, seen(), app.received_at())
    return _answer(written, 201 if new else 200)


@app.get(CYCLE, summary="One cycle")
def get_cycle(cycle: str) -> Response[CycleDict]:
    """Give a cycle, with its revision as the ETag."""
    app.staff()
    return _answer(stored_cycles.require(cycle))


def _answer(cycle: Cycle, status: int = 200) -> Response[CycleDict]:
    return json_response(cycle.as_dict(app.received_at()), status, cycle.revision)


@app.post(f"{CYCLE}/extension", summary="Extend the deadline for everyone", middlewares=[coordinators_only])
@app.body(CycleExtensionForm)
def extend_cycle(cycle: str, body: CycleExtensionForm) -> Response[CycleDict]:
    """Move the deadline of a cycle to a later minute."""
    return _answer(cycles.extend(cycle, body, app.staff().id, seen(), app.received_at()))
