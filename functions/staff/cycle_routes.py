"""Routes: cycles, their rounds, and mentors."""

from aws_lambda_powertools.event_handler import Response

from functions.staff import cycles, mentors, rounds
from functions.staff.app import app
from functions.staff.forms import AdjustmentsForm, CycleExtensionForm
from functions.staff.mentors import MentorListDict
from functions.staff.rounds import QueuedRoundDict, RoundListDict
from shared.domain.cycle import CycleDict, CycleFacts
from shared.domain.mentor import MentorDict
from shared.domain.round import RoundDetailsDict, RoundDict
from shared.runtime.api import FIRST_AND_AGAIN, json_response

CYCLE = "/api/staff/cycles/<cycle>"


@app.put(CYCLE, summary="Write a cycle", responses=FIRST_AND_AGAIN)
@app.body(CycleFacts)
def put_cycle(cycle: str, body: CycleFacts) -> Response[CycleDict]:
    """Write down a cycle, or change it."""
    shown, new = cycles.write(cycle, body, app.staff().id, app.received_at())
    return json_response(shown, 201 if new else 200)


@app.post(f"{CYCLE}/extension", summary="Extend the deadline for everybody")
@app.body(CycleExtensionForm)
def extend_cycle(cycle: str, body: CycleExtensionForm) -> Response[CycleDict]:
    """Move the deadline of a cycle to a later minute."""
    return json_response(cycles.extend(cycle, body, app.staff().id, app.received_at()))


@app.post(f"{CYCLE}/rounds", summary="Queue a round of matching", status_code=202)
def start_round(cycle: str) -> Response[QueuedRoundDict]:
    """Ask for a round; it appears in the list as soon as it is drawn up."""
    return json_response({"round": rounds.start(cycle, app.staff().id, app.received_at())}, 202)


@app.get(f"{CYCLE}/rounds", summary="The rounds of a cycle, newest first")
def list_rounds(cycle: str) -> Response[RoundListDict]:
    """List the rounds without their pairs."""
    app.staff()
    return json_response({"items": rounds.listing(cycle)})


@app.get(f"{CYCLE}/rounds/<number>", summary="One round with its pairs and who is unmatched")
def get_round(cycle: str, number: str) -> Response[RoundDetailsDict]:
    """Give a round with every pair's reasons both ways."""
    app.staff()
    return json_response(rounds.whole(cycle, number))


@app.put(f"{CYCLE}/rounds/<number>/adjustments", summary="Pin or forbid pairs, spare mentors")
@app.body(AdjustmentsForm)
def adjust(cycle: str, number: str, body: AdjustmentsForm) -> Response[RoundDict]:
    """Have a draft drawn up again as adjusted; it then shows what each adjustment costs."""
    return json_response(rounds.adjust(cycle, number, body, app.staff().id, app.received_at()))


@app.post(f"{CYCLE}/rounds/<number>/verification", summary="Have a round verified again", status_code=202)
def verify(cycle: str, number: str) -> Response[QueuedRoundDict]:
    """Check the stored round against its stored facts and proof; the certificate then says when."""
    found = rounds.verify(cycle, number, app.staff().id, app.received_at())
    return json_response({"round": found}, 202)


@app.post(f"{CYCLE}/rounds/<number>/publication", summary="Publish a round")
def publish(cycle: str, number: str) -> Response[RoundDict]:
    """Turn a draft into proposals to both sides; a second time does nothing."""
    return json_response(rounds.publish(cycle, number, app.staff().id, app.received_at()))


@app.get("/api/staff/mentors", summary="List mentors by status or words")
def list_mentors() -> Response[MentorListDict]:
    """List mentors with their open places."""
    app.staff()
    return json_response(mentors.listing(app.query("status"), app.query("q")))


@app.post("/api/staff/mentors/<mentor>/approval", summary="Approve a mentor")
def approve(mentor: str) -> Response[MentorDict]:
    """Let an interested mentor take part."""
    return json_response(mentors.approve(mentor, app.staff().id, app.received_at()))
