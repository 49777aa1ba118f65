"""What each mail says, taken from the program's records: every value a template fills in is made here.

A context holds words ready to be read, never a record: what a mail must not tell cannot reach its template.
`portal_url` is the address the mail's one link opens.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from functions.notifications.calendar import check_ins
from functions.notifications.form_text import answers_in_words
from shared.domain.application import Application, ReceiptDict
from shared.domain.cycle import Cycle
from shared.domain.instants import to_eastern, to_words
from shared.domain.match import Match, Side
from shared.domain.mentor import Mentor

Context = dict[str, Any]
ApplicationMail = Literal[
    "received", "eligible", "needs_review", "not_eligible", "late", "withdrawn", "deadline_extended", "unmatched"
]
MatchMail = Literal[
    "match_proposed_applicant",
    "match_proposed_mentor",
    "match_confirmed_applicant",
    "match_confirmed_mentor",
    "match_closed_applicant",
    "match_closed_mentor",
]

PROGRAM = "Diversity Mentoring Program"
"""What a mail that belongs to no cycle calls the program."""
_MINUTE = timedelta(minutes=1)
_CONTACT: tuple[tuple[Literal["name", "email", "institution"], str], ...] = (
    ("name", "Name"),
    ("email", "E-mail"),
    ("institution", "Institution"),
)
_FINDINGS = (("fails", "Not met"), ("review", "Unclear"), ("passes", "Met"))


def application_context(
    mail: ApplicationMail,
    application: Application,
    cycle: Cycle,
    form: Mapping[str, Any],
    portal_url: str,
    now: datetime,
) -> Context:
    """What a mail to an applicant says; ValueError when the application lacks what the mail is about.

    The application's `receipt`, `verdict` and `late` are the ones told, and `form` is what was submitted: for an
    event that comes late, give it those of the event. `now` decides whether the window is still spoken of as open.
    """
    deadline = _deadline(application, cycle)
    context: Context = {
        **_frame(cycle.name, cycle.contact_email, portal_url),
        "greeting": _greeting(application),
        "deadline": to_eastern(deadline),
        "window_open": now < deadline + _MINUTE,
        "submitted": _stands_submitted(application),
    }
    match mail:
        case "received":
            return context | {"receipt": _receipt(application), "sections": answers_in_words(form)}
        case "eligible" | "needs_review" | "not_eligible":
            return context | _verdict(application)
        case "late":
            return context | _late(application)
        case _:
            return context


def mentor_context(mentor: Mentor, contact_email: str, portal_url: str) -> Context:
    """What both mails to a mentor about the mentor's own part in the program say."""
    places = mentor.capacity
    return {
        **_frame(PROGRAM, contact_email, portal_url),
        "greeting": _greeting_of_mentor(mentor),
        "places": "one mentee" if places == 1 else f"{places} mentees at a time",
    }


def match_context(
    mail: MatchMail, match: Match, cycle: Cycle, application: Application, mentor: Mentor, portal_url: str
) -> Context:
    """What a mail to one side of a match says; ValueError when a confirmation is told of a match without a term.

    Of the other side it holds nothing but the reasons in words, until both have accepted.
    """
    side: Side = "applicant" if mail.endswith("_applicant") else "mentor"
    context: Context = {
        **_frame(cycle.name, cycle.contact_email, portal_url),
        "greeting": _greeting(application) if side == "applicant" else _greeting_of_mentor(mentor),
        "respond_by": to_eastern(match.respond_by),
        "reasons": list(match.reasons.get(side, ())),
        "closed_by": _closed_by(match, side),
        "goes_on": application.status != "withdrawn" if side == "applicant" else mentor.status == "active",
    }
    if mail in ("match_confirmed_applicant", "match_confirmed_mentor"):
        context |= {"term": _term(match), "contact": _contact(mentor if side == "applicant" else application)}
    return context


def question_context(name: str, email: str, message: str, contact_email: str) -> Context:
    """What both mails about a question say: the copy for the asker and the question for the program's mailbox."""
    return {
        "program": PROGRAM,
        "contact_email": contact_email,
        "greeting": "Hello,",
        "name": " ".join(name.split()),
        "email": email,
        "message": message,
    }


def lateness(seconds: float) -> str:
    """A time span in its two largest units, rounded down: `2 days, 3 hours`."""
    left, parts = int(seconds), []
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)):
        count, left = divmod(left, length)
        if count:
            parts.append(f"{count} {unit}" if count == 1 else f"{count} {unit}s")
    return ", ".join(parts[:2]) or "less than a second"


def _frame(program: str, contact_email: str, portal_url: str) -> Context:
    return {"program": program, "contact_email": contact_email, "portal_url": portal_url}


def _deadline(application: Application, cycle: Cycle) -> datetime:
    """The start of the last minute that counts for this person."""
    own = application.extension.until - _MINUTE if application.extension else cycle.deadline_at
    return max(own, cycle.deadline_at)


def _greeting(application: Application) -> str:
    person = application.form.get("applicant", {})
    name = person.get("preferred_name") or person.get("first_name")
    return f"Dear {name}," if name else "Hello,"


def _greeting_of_mentor(mentor: Mentor) -> str:
    return f"Dear Dr. {mentor.form['name']['last']},"


def _stands_submitted(application: Application) -> bool:
    return application.submitted_version is not None and application.status not in ("draft", "withdrawn", "lapsed")


def _receipt(application: Application) -> ReceiptDict:
    if application.receipt is None:
        raise ValueError("an application without a receipt was never received")
    return application.receipt.as_dict()


def _verdict(application: Application) -> Context:
    """The reasons, worst first; staff's own words stay in the portal, for they may name what mail must not."""
    verdict = application.verdict
    if verdict is None:
        raise ValueError("the application has no verdict")
    found = [
        (title, [reason for reason in verdict.reasons if reason["outcome"] == outcome]) for outcome, title in _FINDINGS
    ]
    return {
        "by_staff": verdict.decided_by.startswith("staff"),
        "groups": [(title, reasons) for title, reasons in found if reasons],
    }


def _late(application: Application) -> Context:
    """The refusal as it happened: the deadline told is the one that was in force then."""
    if application.late is None:
        raise ValueError("no submission of this application was late")
    over = application.late.received_at - timedelta(seconds=application.late.by_seconds)
    return {
        "deadline": to_eastern(over - _MINUTE),
        "received_at": to_eastern(application.late.received_at),
        "late_by": lateness(application.late.by_seconds),
        "standing": _receipt(application) if _stands_submitted(application) else None,
    }


def _closed_by(match: Match, side: Side) -> Literal["you", "nobody", "others"]:
    """Whose doing it was that a proposal closed, seen from one side: `nobody` when the time ran out."""
    if match.state == "expired":
        return "nobody"
    return "you" if match.closed_by == side else "others"


def _term(match: Match) -> Context:
    if match.term is None:
        raise ValueError("a match has no term before it is confirmed")
    return {
        "first_day": to_words(match.term.starts_on),
        "last_day": to_words(match.term.ends_on - timedelta(days=1)),
        "check_ins": [(f"Month {month}", to_words(due_on)) for month, due_on in check_ins(match.term)],
    }


def _contact(other: Application | Mentor) -> list[tuple[str, str]]:
    contact = other.contact()
    return [(label, value) for name, label in _CONTACT if (value := contact[name])]
