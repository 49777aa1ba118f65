"""Routes: mentors."""

from collections.abc import Callable

from aws_lambda_powertools.event_handler import Response

from functions.staff import mentors
from functions.staff.app import app, seen
from functions.staff.forms import MentorCapacityForm, RetirementForm
from functions.staff.mentors import MentorListDict, StaffMentorDict
from shared.domain import mentor as domain
from shared.domain.instants import EASTERN
from shared.domain.mentor import Mentor, MentorChange, MentorDict
from shared.domain.mentor_pause import Pause, pause_end
from shared.runtime.api import json_response

MENTOR = "/api/staff/mentors/<mentor>"


@app.get("/api/staff/mentors", summary="Find mentors: status, q")
def list_mentors() -> Response[MentorListDict]:
    """List mentors with their open places."""
    today = app.received_at().astimezone(EASTERN).date()
    return json_response(mentors.page(app.query("status"), app.query("q"), app.query("cursor"), app.limit(), today))


@app.get(MENTOR, summary="One mentor with their matches and history")
def get_mentor(mentor: str) -> Response[StaffMentorDict]:
    """Give one mentor, with the version as the ETag."""
    shown = mentors.whole(mentor)
    return json_response(shown, version=shown["version"])


def _changed(mentor: str, decide: Callable[[Mentor, str], MentorChange]) -> Response[MentorDict]:
    """Change a mentor as decided by a member of staff, and answer with the mentor as stored then."""
    by = f"staff:{app.staff().id}"
    changed = mentors.change(mentor, seen(), lambda stored: decide(stored, by))
    return json_response(changed.as_dict(), version=changed.version)


@app.post(f"{MENTOR}/approval", summary="Approve a mentor")
def approve(mentor: str) -> Response[MentorDict]:
    """Let an interested mentor take part."""
    return _changed(mentor, lambda stored, by: domain.approve(stored, by, app.received_at()))


@app.post(f"{MENTOR}/pause", summary="Pause a mentor")
@app.body(Pause)
def pause(mentor: str, body: Pause) -> Response[MentorDict]:
    """Take a mentor out of matching for a while; proposals that are open are closed."""
    until = pause_end(body.until)
    return _changed(mentor, lambda stored, by: domain.pause(stored, until, app.received_at(), by))


@app.post(f"{MENTOR}/resume", summary="Bring a paused mentor back")
def resume(mentor: str) -> Response[MentorDict]:
    """Bring a paused mentor back into matching."""
    return _changed(mentor, lambda stored, by: domain.resume(stored, app.received_at(), by))


@app.post(f"{MENTOR}/retirement", summary="Retire a mentor")
@app.body(RetirementForm)
def retire(mentor: str, body: RetirementForm) -> Response[MentorDict]:
    """Let a mentor leave for good: open proposals are closed, and what both sides confirmed ends."""
    return _changed(mentor, lambda stored, by: domain.retire(stored, body.reason, by, app.received_at()))


@app.post(f"{MENTOR}/capacity", summary="Change how many mentees a mentor takes")
@app.body(MentorCapacityForm)
def change_capacity(mentor: str, body: MentorCapacityForm) -> Response[MentorDict]:
    """Change a mentor's capacity, as they asked staff to."""
    return _changed(
        mentor, lambda stored, by: domain.change_capacity(stored, body.capacity, body.reason, by, app.received_at())
    )
