"""Every route that writes, aimed at records that exist."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any

from functions.account.handler import handler as account
from functions.applications.handler import handler as applications
from functions.mentors.handler import handler as mentors
from functions.portal.handler import handler as portal
from functions.staff.handler import handler as staff
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.task import raised
from shared.domain.term import MatchTerm
from shared.store import matches, tasks
from shared.store.commit import commit
from shared.store.dynamodb import transact
from tests.functions.applications.applicant import OPEN, eligible, new_applicant
from tests.functions.http import Answer, call
from tests.functions.mentors.volunteer import accept, active, matches_of
from tests.functions.staff.staff_client import draw_round, etag_of, facts_of, propose, write_cycle
from tests.functions.staff.staff_client import staff as ask_staff
from tests.runtime.hostile import Bad

APIS = ("portal", "account", "applications", "mentors", "staff")
_HANDLERS = {"portal": portal, "account": account, "applications": applications, "mentors": mentors, "staff": staff}
_APPLICANT = {"sub": "applicant-1", "email": "applicant@example.edu", "at": OPEN}
_DRAFTER = {"sub": "applicant-3", "email": "drafter@example.edu", "at": OPEN}
_MENTOR = {"sub": "mentor-1", "email": "mentor@example.org"}
_IN_TERM = {"sub": "mentor-2", "email": "mentor-2@example.org", "at": datetime(2024, 8, 2, 12, tzinfo=UTC)}
_STAFF = {"sub": "staff-1", "groups": "[staff coordinator]"}
#: Someone whose term is complete.
_AFTER_TERM = {**_IN_TERM}
#: Staff who change the match that is confirmed.
_MOVER = {**_STAFF}
REASON = "A reason"


@dataclass(frozen=True)
class Route:
    """One route: where it is, a body it takes (None if it reads none), and the status with which it takes it."""

    api: str
    method: str
    path: str
    good: dict[str, Any] | None
    status: int
    ids: dict[str, str] = field(default_factory=dict)
    caller: dict[str, Any] = field(default_factory=dict)

    @property
    def etag(self) -> str | None:
        """The ETag, as it is now, of what the route changes."""
        path = self.path.format(**self.ids)
        return etag_of(self.method, path.removeprefix("/api/staff")) if self.api == "staff" else None

    def send(self, raw: str | None, headers: dict[str, str] | None = None, *, coded: bool = False) -> Answer:
        """Send a body unchanged, as who just read what they change."""
        return self._send(raw, self.etag, headers or {}, coded)

    def send_bad(self, bad: Bad, etag: str | None) -> Answer:
        """Send one of the hostile bodies, as who read an ETag."""
        return self._send(bad.raw, etag, bad.headers, bad.coded)

    def _send(self, raw: str | None, etag: str | None, headers: dict[str, str], coded: bool) -> Answer:
        handler = _HANDLERS[self.api]

        @wraps(handler)
        def with_coding(event: dict[str, Any], context: Any) -> Any:
            return handler({**event, "isBase64Encoded": coded}, context)

        headers = {**({"If-Match": etag} if etag else {}), **headers}
        return call(with_coding, self.method, self.path.format(**self.ids), raw=raw, headers=headers, **self.caller)


def _confirmed(people: People) -> str:
    """The id of a match that both sides have accepted."""
    applicant, mentor = eligible(people, "applicant-2"), active(people, "mentor-2")
    propose()
    (match,) = matches_of(applicant.sub)
    assert {accept(side.sub, match["id"]).status for side in (applicant, mentor)} == {200}
    return str(match["id"])


def _completed(confirmed: str) -> str:
    """The id of a match of the same two people whose term was over at the end of June 2024."""
    match = matches.load(confirmed)
    assert match
    term = MatchTerm(date(2023, 7, 1), date(2024, 7, 1))
    over = replace(match, id=f"{match.id}-completed", state="completed", term=term, revision=0)
    transact(matches.write(over))
    return over.id


def furnished(people: People, cycle: Cycle) -> list[Route]:
    """Fill the tables with a cycle, an applicant, a mentor and their proposal; return the routes that lead there."""
    write_cycle(cycle)
    confirmed = _confirmed(people)
    applicant, mentor = eligible(people), active(people)
    propose()
    draft = draw_round()
    drafter = new_applicant(people, "applicant-3")
    assert drafter.save().status == 201
    (match,) = matches_of(applicant.sub)
    check_in = {"month": 1, "met": True, "rating": 4, "note": "We talk."}
    survey = {"rating": 4, "recommend": True, "note": "We talked."}
    task, raising = raised("review", applicant.id, "1", at=OPEN, cycle=cycle.id)
    commit(raising, tasks.write(task))
    asked = {"message": "Which hospital?", "until": "2031-04-20T23:59"}
    assert ask_staff("POST", f"/applications/{applicant.id}/question", asked, at=OPEN).status == 200
    form, application = applicant.person.form, "/api/cycles/{cycle}/application"
    at_cycle, at_application = "/api/staff/cycles/{cycle}", "/api/staff/applications/{application}"
    check = {part: form[part] for part in ("training", "location", "self_identification")}
    cv = {"kind": "cv", "filename": "cv.pdf", "content_type": "application/pdf", "size": 1000}
    question = {"email": "visitor@example.org", "name": "A visitor", "message": "May I?"}
    extension = {"deadline": "2031-04-20T23:59", "reason": REASON}
    bulk = {"action": "verdict", "outcome": "eligible", "reason": REASON, "applications": [applicant.id]}
    dates = {"starts_on": "2032-01-01", "ends_on": "2032-12-31", "reason": REASON}
    pair = {"application": applicant.id, "mentor": mentor.id}
    ids = {
        **pair,
        "email": mentor.person.email,
        "confirmed": confirmed,
        "cycle": cycle.id,
        "match": match["id"],
        "task": task.id,
        "draft": drafter.id,
        "number": str(draft),
        "queue": "relay",
        "reason": "eligible-none",
        "activity": f"ApplicationSubmitted.{applicant.id}.v1",
    }
    late_comer = {"email": "late@example.edu", "until": "2031-12-31T23:59", "reason": REASON}
    routes: tuple[tuple[str, str, str, dict[str, Any] | None, int, dict[str, Any]], ...] = (
        ("portal", "POST", "/api/eligibility_checks", check, 200, {}),
        ("portal", "POST", "/api/accounts", {"email": "visitor@example.org"}, 202, {}),
        ("portal", "POST", "/api/inquiries", question, 202, {}),
        ("applications", "PUT", application, form, 200, _APPLICANT),
        ("applications", "POST", f"{application}/submission", None, 201, _APPLICANT),
        ("applications", "POST", f"{application}/materials", cv, 201, _APPLICANT),
        ("applications", "DELETE", f"{application}/materials", None, 200, _APPLICANT),
        ("applications", "POST", f"{application}/answer", {"message": "Ours.", "question": 1}, 201, _APPLICANT),
        ("applications", "POST", f"{application}/withdrawal", {"reason": REASON}, 200, _APPLICANT),
        ("applications", "DELETE", "/api/applications/{draft}", None, 200, _DRAFTER),
        ("mentors", "PUT", "/api/mentor", mentor.person.form, 200, _MENTOR),
        ("mentors", "POST", "/api/mentor/resume", None, 200, _MENTOR),
        ("mentors", "POST", "/api/matches/{match}/acceptance", None, 200, _MENTOR),
        ("mentors", "POST", "/api/matches/{match}/decline", {"reason": REASON}, 200, _MENTOR),
        ("mentors", "POST", "/api/matches/{match}/contact", {"in_touch": True}, 201, _IN_TERM),
        ("mentors", "POST", "/api/matches/{match}/check_ins", check_in, 201, _IN_TERM),
        ("mentors", "POST", "/api/matches/{match}/survey", survey, 201, _AFTER_TERM),
        ("mentors", "POST", "/api/matches/{match}/ending", {"reason": REASON}, 201, _IN_TERM),
        ("account", "POST", "/api/account/email", {"email": "new@example.edu"}, 202, _APPLICANT),
        # No code was asked for before these.
        ("account", "POST", "/api/account/email/confirmation", {"code": "123456"}, 422, _APPLICANT),
        ("mentors", "POST", "/api/mentor/pause", {"until": "2031-01-31"}, 200, _MENTOR),
        ("mentors", "POST", "/api/mentor/retirement", {"reason": REASON}, 200, _MENTOR),
        ("staff", "POST", f"{at_application}/verdict", {"outcome": "needs_review", "reason": REASON}, 200, _STAFF),
        ("staff", "POST", f"{at_application}/extension", {"until": "2031-04-20T23:59", "reason": REASON}, 200, _STAFF),
        ("staff", "POST", f"{at_application}/question", asked, 200, _STAFF),
        ("staff", "POST", f"{at_application}/question/withdrawal", None, 200, _STAFF),
        ("staff", "POST", f"{at_application}/mail_restoration", {"reason": REASON}, 200, _STAFF),
        ("staff", "POST", "/api/staff/mentors/{mentor}/mail_restoration", {"reason": REASON}, 200, _STAFF),
        ("staff", "PUT", at_cycle, facts_of(cycle), 200, _STAFF),
        ("staff", "POST", f"{at_cycle}/rounds", None, 202, _STAFF),
        ("staff", "PUT", f"{at_cycle}/rounds/{{number}}/adjustments", {"pin": [pair], "forbid": []}, 200, _STAFF),
        ("staff", "POST", f"{at_cycle}/rounds/{{number}}/verification", None, 202, _STAFF),
        ("staff", "POST", f"{at_cycle}/rounds/{{number}}/publication", None, 200, _STAFF),
        ("staff", "POST", f"{at_cycle}/extension", extension, 200, _STAFF),
        ("staff", "POST", f"{at_cycle}/extensions", late_comer, 201, _STAFF),
        ("staff", "POST", f"{at_cycle}/exports", {"kind": "mentors", "format": "csv"}, 202, _STAFF),
        ("staff", "POST", f"{at_cycle}/bulk", bulk, 202, _STAFF),
        ("staff", "POST", "/api/staff/reasons", {"outcome": "eligible", "reason": REASON}, 200, _STAFF),
        ("staff", "DELETE", "/api/staff/reasons/{reason}", None, 200, _STAFF),
        ("staff", "POST", "/api/staff/mentors/{mentor}/approval", None, 200, _STAFF),
        ("staff", "POST", "/api/staff/mentors/{mentor}/capacity", {"capacity": 2, "reason": REASON}, 200, _STAFF),
        ("staff", "POST", "/api/staff/mentors/{mentor}/pause", {"until": "2031-01-31"}, 200, _STAFF),
        ("staff", "POST", "/api/staff/mentors/{mentor}/resume", None, 200, _STAFF),
        ("staff", "POST", "/api/staff/mentors/{mentor}/retirement", {"reason": REASON}, 200, _STAFF),
        ("staff", "PUT", "/api/staff/matches/{match}/term", dates, 200, _MOVER),
        ("staff", "POST", "/api/staff/matches/{match}/ending", {"reason": REASON}, 200, _MOVER),
        ("staff", "POST", "/api/staff/tasks/{task}/done", None, 200, _STAFF),
        ("staff", "POST", "/api/staff/activity/{activity}/replay", None, 202, _STAFF),
        ("staff", "DELETE", "/api/staff/people/{email}", {"reason": REASON}, 202, _STAFF),
        ("account", "DELETE", "/api/account", None, 202, _APPLICANT),
        # No worker has given up on anything here.
        ("staff", "POST", "/api/staff/dead_letters/{queue}/redrive", None, 404, _STAFF),
    )
    matched = {id(_IN_TERM): confirmed, id(_MOVER): confirmed, id(_AFTER_TERM): _completed(confirmed)}
    return [
        Route(api, method, path, good, status, {**ids, "match": matched.get(id(caller), match["id"])}, caller)
        for api, method, path, good, status, caller in routes
    ]
