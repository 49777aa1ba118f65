"""Routes: mentors."""

from aws_lambda_powertools.event_handler import Response

from functions.staff import mentors
from functions.staff.app import app, seen
from functions.staff.mentors import MentorListDict
from shared.domain.mentor import MentorDict
from shared.runtime.api import json_response


@app.get("/api/staff/mentors", summary="List mentors by status or words")
def list_mentors() -> Response[MentorListDict]:
    """List mentors with their open places."""
    app.staff()
    return json_response(mentors.listing(app.query("status"), app.query("q")))


@app.get("/api/staff/mentors/<mentor>", summary="One mentor")
def get_mentor(mentor: str) -> Response[MentorDict]:
    """Give one mentor, with the version as the ETag."""
    app.staff()
    stored = mentors.require(mentor)
    return json_response(stored.as_dict(), version=stored.version)


@app.post("/api/staff/mentors/<mentor>/approval", summary="Approve a mentor")
def approve(mentor: str) -> Response[MentorDict]:
    """Let an interested mentor take part."""
    approved = mentors.approve(mentor, app.staff().id, seen(), app.received_at())
    return json_response(approved.as_dict(), version=approved.version)
