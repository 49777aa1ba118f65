"""The mentor's API, and both sides of a match: interest form, pause and resume, matches, acceptance and decline."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from functions.mentors import responses, term_routes, use_cases
from functions.mentors.app import app
from functions.mentors.forms import Decline, MatchListDict, Retirement
from shared.domain.match import MatchDict
from shared.domain.mentor import MentorDict, mentor_id, present
from shared.domain.mentor_form import MentorForm
from shared.domain.mentor_pause import Pause
from shared.runtime.api import FIRST_AND_AGAIN, json_response
from shared.store import mentors

ROUTES = (term_routes,)


@app.put("/api/mentor", summary="Send the Mentor Interest Form", responses=FIRST_AND_AGAIN)
@app.body(MentorForm)
def put_mentor(body: MentorForm) -> Response[MentorDict]:
    """Save the form, first or changed."""
    saved = use_cases.volunteer(app.caller(), body, app.expected_version(), app.received_at())
    return json_response(saved.mentor.as_dict(), 201 if saved.new else 200, saved.mentor.version)


@app.get("/api/mentor", summary="Read one’s own mentor record")
def get_mentor() -> Response[MentorDict]:
    """Give the caller's mentor record."""
    stored = present(mentors.load(mentor_id(app.caller().id)))
    return json_response(stored.as_dict(), version=stored.version)


@app.post("/api/mentor/pause", summary="Pause")
@app.body(Pause)
def pause(body: Pause) -> Response[MentorDict]:
    """Leave matching for a while; proposals that are open are closed."""
    return json_response(use_cases.pause(app.caller(), body.until, app.received_at()).as_dict())


@app.post("/api/mentor/resume", summary="Resume")
def resume() -> Response[MentorDict]:
    """Come back into matching."""
    return json_response(use_cases.resume(app.caller(), app.received_at()).as_dict())


@app.post("/api/mentor/retirement", summary="Retire as a mentor")
@app.body(Retirement)
def retire(body: Retirement) -> Response[MentorDict]:
    """Leave the program as a mentor for good: open proposals are closed, and what both sides confirmed ends."""
    return json_response(use_cases.retire(app.caller(), body.reason, app.received_at()).as_dict())


@app.get("/api/matches", summary="The caller’s matches")
def get_matches() -> Response[MatchListDict]:
    """List the matches the caller is a side of, with the reasons for each."""
    return json_response({"items": responses.of_caller(app.caller(), app.received_at())})


@app.post("/api/matches/<match>/acceptance", summary="Accept a proposal")
def accept(match: str) -> Response[MatchDict]:
    """Accept for the caller's side; with the second acceptance the match is confirmed."""
    return json_response(responses.accept(match, app.caller(), app.received_at()))


@app.post("/api/matches/<match>/decline", summary="Decline a proposal")
@app.body(Decline)
def decline(match: str, body: Decline) -> Response[MatchDict]:
    """Decline for the caller's side; the pair is closed for good."""
    return json_response(responses.decline(match, app.caller(), body.reason, app.received_at()))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request."""
    return app.handle(event, context)
