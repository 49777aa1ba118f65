"""Applicants look at their own self-identification. This function answers, since it may read it anyway."""

from datetime import datetime
from typing import Annotated, NotRequired

from aws_lambda_powertools.event_handler import Response
from typing_extensions import TypedDict

from shared.domain.activity import activity
from shared.domain.application import application_id
from shared.domain.errors import NotFound
from shared.domain.form import Form, SelfIdentification
from shared.domain.model import documented_as
from shared.runtime.api import Api, json_response
from shared.store import applications, self_identification
from shared.store.commit import commit_request, retry_on_conflict

app = Api("your application")
Answer = Annotated[Form, documented_as(SelfIdentification)]


class OwnSelfIdentificationDict(TypedDict):
    """What an applicant chose: in the working copy, and in the version that was submitted last."""

    id: str
    working: NotRequired[Answer]
    submitted: NotRequired[Answer]


@app.get("/api/cycles/<cycle>/application/self_identification", summary="One’s own self-identification")
def get_own_answers(cycle: str) -> Response[OwnSelfIdentificationDict]:
    """Show the caller what they chose; each look is recorded."""
    application = application_id(cycle, app.caller().id)
    return json_response(read_own(application, app.request_id, app.received_at()))


@retry_on_conflict
def read_own(application: str, request_id: str, now: datetime) -> OwnSelfIdentificationDict:
    """Read an applicant's own answers; that they look is recorded first, as when staff do. NotFound without any."""
    stored = applications.load(application)
    if stored is None:
        raise NotFound("You don’t have an application in this cycle.")
    commit_request(
        activity("SelfIdentificationRead", stored.id, request_id, at=now, actor="applicant", cycle=stored.cycle)
    )
    kept = self_identification.kept(stored.id)
    if not kept:
        raise NotFound("You haven’t answered this yet.")
    return {"id": stored.id, **kept}
