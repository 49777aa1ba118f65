"""Routes: exports and other jobs."""

from aws_lambda_powertools.event_handler import Response

from functions.staff import bulk, jobs
from functions.staff.app import app, coordinators_only
from functions.staff.cycle_routes import CYCLE
from functions.staff.forms import BulkForm, ExportForm
from functions.staff.jobs import JobListDict, QueuedJobDict
from shared.domain.job import JobDict
from shared.runtime.api import json_response


@app.post(f"{CYCLE}/exports", summary="Queue an export as CSV or XLSX", status_code=202)
@app.body(ExportForm)
def start_export(cycle: str, body: ExportForm) -> Response[QueuedJobDict]:
    """Ask for a file; its job has the link once it's written."""
    return json_response({"job": jobs.export(cycle, body, app.staff().id, app.received_at())}, 202)


@app.post(f"{CYCLE}/bulk", summary="Change many applications", status_code=202, middlewares=[coordinators_only])
@app.body(BulkForm)
def start_bulk(cycle: str, body: BulkForm) -> Response[QueuedJobDict]:
    """Ask for one change to many applications; its job says which were left out, and why."""
    return json_response({"job": bulk.start(cycle, body, app.staff().id, app.request_id, app.received_at())}, 202)


@app.get(f"{CYCLE}/jobs", summary="The jobs of a cycle, newest first")
def list_jobs(cycle: str) -> Response[JobListDict]:
    """List the newest jobs, without links."""
    app.staff()
    return json_response(jobs.listing(cycle, app.limit()))


@app.get("/api/staff/jobs/<job>", summary="How far a job is, and the link to its file")
def get_job(job: str) -> Response[JobDict]:
    """Give a job; `link` opens the file for some minutes."""
    return json_response(jobs.whole(job, app.staff().id, app.received_at()))
