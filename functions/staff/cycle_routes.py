"""Routes: cycles."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from functions.staff import cycles, policy_checks, reports
from functions.staff.app import app, coordinators_only, seen
from functions.staff.cycles import CycleListDict, DraftsDict, ListedCycleDict, PoliciesDict
from functions.staff.forms import CycleExtensionForm, CycleForm
from functions.staff.policy_checks import PolicyCheckDict
from functions.staff.reports import ReportDict
from shared.domain.cycle import Cycle, CycleDict
from shared.runtime.api import FIRST_AND_AGAIN, json_response
from shared.store import cycles as stored_cycles

_LATER: dict[int, Any] = {200: {"description": "done"}, 202: {"description": "on its way"}}
CYCLE = "/api/staff/cycles/<cycle>"


@app.get("/api/staff/cycles", summary="All cycles, newest first")
def list_cycles() -> Response[CycleListDict]:
    """List the cycles, those to come among them."""
    return json_response({"items": cycles.listing(app.received_at())})


@app.get("/api/staff/policies", summary="The policies that a cycle can have")
def list_policies() -> Response[PoliciesDict]:
    """List the versions of the policies of eligibility and matching."""
    return json_response(cycles.policies())


@app.get(f"{CYCLE}/drafts", summary="Whom a moved deadline is mailed to, as counts")
def count_drafts(cycle: str) -> Response[DraftsDict]:
    """Count the drafts and the lapsed applications of a cycle."""
    return json_response(cycles.drafts(cycle))


@app.put(CYCLE, summary="Write a cycle", responses=FIRST_AND_AGAIN, middlewares=[coordinators_only])
@app.body(CycleForm)
def put_cycle(cycle: str, body: CycleForm) -> Response[CycleDict]:
    """Write down a cycle, or change it."""
    written, new = cycles.write(cycle, body, app.staff().id, seen(), app.received_at())
    return _answer(written, 201 if new else 200)


@app.get(f"{CYCLE}/policy_check", summary="The dry run of a policy: policy, cursor, again", responses=_LATER)
def check_policy(cycle: str) -> Response[PolicyCheckDict]:
    """Give the newest dry run of a policy over a cycle, and begin one where there's none or with `again=true`."""
    again = app.query("again") == "true"
    asked = (cycle, app.query("policy"), app.query("cursor"), again)
    check = policy_checks.read(*asked, app.staff().id, app.request_id, app.received_at())
    return json_response(check, 202 if check["state"] == "running" else 200)


@app.get(f"{CYCLE}/report", summary="The cycle in counts: again", responses=_LATER)
def read_report(cycle: str) -> Response[ReportDict]:
    """Give the newest report of a cycle, and begin one where there's none or with `again=true`."""
    again = app.query("again") == "true"
    report = reports.read(cycle, again, app.staff().id, app.request_id, app.received_at())
    return json_response(report, 202 if report["state"] == "running" else 200)


@app.get(CYCLE, summary="One cycle")
def get_cycle(cycle: str) -> Response[ListedCycleDict]:
    """Give a cycle and its facts as they're written, with its revision as the ETag."""
    stored = stored_cycles.require(cycle)
    return json_response(cycles.listed(stored, app.received_at()), 200, stored.revision)


def _answer(cycle: Cycle, status: int = 200) -> Response[CycleDict]:
    return json_response(cycle.as_dict(app.received_at()), status, cycle.revision)


@app.post(f"{CYCLE}/extension", summary="Extend the deadline for everyone", middlewares=[coordinators_only])
@app.body(CycleExtensionForm)
def extend_cycle(cycle: str, body: CycleExtensionForm) -> Response[CycleDict]:
    """Move the deadline of a cycle to a later minute."""
    return _answer(cycles.extend(cycle, body, app.staff().id, seen(), app.received_at()))
