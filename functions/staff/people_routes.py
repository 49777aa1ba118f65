"""Routes: all that is held of a person, and their erasure."""

from aws_lambda_powertools.event_handler import Response

from functions.staff import people
from functions.staff.app import app, coordinators_only
from functions.staff.forms import ErasureForm
from functions.staff.people import ErasureDict, PersonDict
from shared.runtime.api import json_response

PERSON = "/api/staff/people/<email>"


@app.get(PERSON, summary="All that is held of a person")
def get_person(email: str) -> Response[PersonDict]:
    """List by kind and id what is held of whoever has this address."""
    app.staff()
    return json_response(people.held(email, app.received_at()))


@app.delete(PERSON, summary="Erase a person", status_code=202, middlewares=[coordinators_only])
@app.body(ErasureForm)
def erase_person(email: str, body: ErasureForm) -> Response[ErasureDict]:
    """Erase a person within the hour; the trail keeps who asked and why, without the address."""
    by, request = app.staff().id, app.request_id
    return json_response({"erasures": people.erase(email, body.reason, by, request, app.received_at())}, 202)
