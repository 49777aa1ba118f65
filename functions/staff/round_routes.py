"""Routes: the rounds of a cycle."""

from aws_lambda_powertools.event_handler import Response

from functions.staff import rounds
from functions.staff.app import app, seen
from functions.staff.cycle_routes import CYCLE
from functions.staff.forms import AdjustmentsForm
from functions.staff.rounds import QueuedRoundDict, RoundListDict, StaffRoundDict
from shared.domain.round import RoundDict
from shared.runtime.api import json_response


@app.post(f"{CYCLE}/rounds", summary="Queue a round of matching", status_code=202)
def start_round(cycle: str) -> Response[QueuedRoundDict]:
    """Ask for a round; it appears in the list as soon as it is drawn up."""
    return json_response({"round": rounds.start(cycle, app.staff().id, app.received_at())}, 202)


@app.get(f"{CYCLE}/rounds", summary="The rounds of a cycle, newest first")
def list_rounds(cycle: str) -> Response[RoundListDict]:
    """List the rounds without their pairs."""
    app.staff()
    return json_response({"items": rounds.listing(cycle)})


@app.get(f"{CYCLE}/rounds/<number>", summary="One round with its pairs and who is unmatched, in pages")
def get_round(cycle: str, number: str) -> Response[StaffRoundDict]:
    """Give a round with a page of pairs, each with its reasons both ways, and its revision as the ETag."""
    limit = app.limit(usual=1000, most=1000)
    shown, revision = rounds.page(cycle, number, app.query("cursor"), limit, app.query("part"))
    return json_response(shown, version=revision)


@app.put(f"{CYCLE}/rounds/<number>/adjustments", summary="Pin or forbid pairs, spare mentors")
@app.body(AdjustmentsForm)
def adjust(cycle: str, number: str, body: AdjustmentsForm) -> Response[RoundDict]:
    """Have a draft drawn up again as adjusted; it then shows what each adjustment costs."""
    shown, revision = rounds.adjust(cycle, number, body, app.staff().id, seen(), app.received_at())
    return json_response(shown, version=revision)


@app.post(f"{CYCLE}/rounds/<number>/verification", summary="Have a round verified again", status_code=202)
def verify(cycle: str, number: str) -> Response[QueuedRoundDict]:
    """Check the stored round against its stored facts and proof; the certificate then says when."""
    found = rounds.verify(cycle, number, app.staff().id, app.received_at())
    return json_response({"round": found}, 202)


@app.post(f"{CYCLE}/rounds/<number>/publication", summary="Publish a round")
def publish(cycle: str, number: str) -> Response[RoundDict]:
    """Turn a draft into proposals to both sides; a second time does nothing."""
    shown, revision = rounds.publish(cycle, number, app.staff().id, seen(), app.received_at())
    return json_response(shown, version=revision)
