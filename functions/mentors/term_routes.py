"""What both sides of a confirmed match say: whether they're in touch, how it goes and went, and that they end it."""

from aws_lambda_powertools.event_handler import Response

from functions.mentors import term
from functions.mentors.app import app
from functions.mentors.forms import ContactForm, Ending
from shared.domain.check_in import CheckInForm
from shared.domain.match import MatchDict
from shared.domain.survey import SurveyForm
from shared.runtime.api import FIRST_AND_AGAIN, json_response


@app.post("/api/matches/<match>/check_ins", summary="Answer a check-in", responses=FIRST_AND_AGAIN)
@app.body(CheckInForm)
def check_in(match: str, body: CheckInForm) -> Response[MatchDict]:
    """Take the caller's answer for a month of the term, first or changed; the same again changes nothing."""
    given = term.answer_check_in(match, app.caller(), body, app.received_at())
    return json_response(given.match, 201 if given.new else 200)


@app.post("/api/matches/<match>/survey", summary="Answer the survey", responses=FIRST_AND_AGAIN)
@app.body(SurveyForm)
def survey(match: str, body: SurveyForm) -> Response[MatchDict]:
    """Take what the caller says of the complete year, first or changed; the same again changes nothing."""
    given = term.answer_survey(match, app.caller(), body, app.received_at())
    return json_response(given.match, 201 if given.new else 200)


@app.post("/api/matches/<match>/contact", summary="Say whether you’re in touch", responses=FIRST_AND_AGAIN)
@app.body(ContactForm)
def contact(match: str, body: ContactForm) -> Response[MatchDict]:
    """Take the caller's answer, first or changed; the same again changes nothing."""
    given = term.answer_contact(match, app.caller(), body.in_touch, app.received_at())
    return json_response(given.match, 201 if given.new else 200)


@app.post("/api/matches/<match>/ending", summary="End a confirmed match", responses=FIRST_AND_AGAIN)
@app.body(Ending)
def end(match: str, body: Ending) -> Response[MatchDict]:
    """End the match for both sides, with a reason for staff; again changes nothing."""
    given = term.end(match, app.caller(), body.reason, app.received_at())
    return json_response(given.match, 201 if given.new else 200)
