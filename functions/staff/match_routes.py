"""Routes: one match, the dates of its term, and its end."""

from aws_lambda_powertools.event_handler import Response

from functions.staff import matches
from functions.staff.app import app, seen
from functions.staff.forms import MatchEndingForm, TermForm
from shared.domain.match import MatchDict
from shared.domain.term import MatchTerm
from shared.runtime.api import json_response

MATCH = "/api/staff/matches/<match>"


@app.get(MATCH, summary="One match with both sides’ answers")
def get_match(match: str) -> Response[MatchDict]:
    """Give one match, with the version as the ETag."""
    stored = matches.require(match)
    return json_response(stored.as_dict(None), version=stored.version)


@app.put(f"{MATCH}/term", summary="Move the dates of a match")
@app.body(TermForm)
def put_term(match: str, body: TermForm) -> Response[MatchDict]:
    """Move the first day and the day after the last; both sides get the new dates."""
    term, by = MatchTerm(body.starts_on, body.ends_on), f"staff:{app.staff().id}"
    moved = matches.move_term(match, seen(), term, body.reason, by, app.received_at())
    return json_response(moved.as_dict(None), version=moved.version)


@app.post(f"{MATCH}/ending", summary="End a match")
@app.body(MatchEndingForm)
def post_ending(match: str, body: MatchEndingForm) -> Response[MatchDict]:
    """End a confirmed match; both sides get a mail, and both are free for another."""
    ended = matches.end(match, seen(), body.reason, f"staff:{app.staff().id}", app.received_at())
    return json_response(ended.as_dict(None), version=ended.version)
