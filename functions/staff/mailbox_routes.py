"""Routes: mail to an address again that failed before."""

from aws_lambda_powertools.event_handler import Response

from functions.staff import mailboxes
from functions.staff.app import app
from functions.staff.forms import RestorationForm
from shared.domain.mail_fate import MailboxDict
from shared.runtime.api import json_response


@app.post("/api/staff/applications/<application>/mail_restoration", summary="Send mail to an applicant again")
@app.body(RestorationForm)
def restore_applicant(application: str, body: RestorationForm) -> Response[MailboxDict]:
    """Let mail go to an applicant's address again that bounced, or whose owner complained."""
    return json_response(mailboxes.send_again(application, body.reason, app.staff().id, app.received_at()))


@app.post("/api/staff/mentors/<mentor>/mail_restoration", summary="Send mail to a mentor again")
@app.body(RestorationForm)
def restore_mentor(mentor: str, body: RestorationForm) -> Response[MailboxDict]:
    """Let mail go to a mentor's address again that bounced, or whose owner complained."""
    return json_response(mailboxes.send_again(mentor, body.reason, app.staff().id, app.received_at()))
