"""What each mail says, taken from the program's records: every value that a template fills in is made here.

A context holds words ready to be read, never a record: what a mail must not say can't reach its template.
`portal_url` is the address that the mail's one link opens.
"""

from datetime import datetime, timedelta
from typing import Any, Literal

from functions.notifications.about import AboutApplication, AboutMatch, AboutMentor, AboutNewcomer, AboutQuestion
from functions.notifications.calendar import check_ins
from functions.notifications.form_text import answers_in_words
from shared.domain.application import Application, ReceiptDict
from shared.domain.cycle import Cycle
from shared.domain.instants import to_eastern, to_words
from shared.domain.match import Match, Side
from shared.domain.mentor import Mentor

Context = dict[str, Any]

PROGRAM = "Diversity Mentoring Program"
"""What a mail that belongs to no cycle calls the program."""
_MINUTE = timedelta(minutes=1)
_CONTACT: tuple[tuple[Literal["name", "email", "institution"], str], ...] = (
    ("name", "Name"),
    ("email", "E-mail"),
    ("institution", "Institution"),
)
_FINDINGS = (("fails", "Not met"), ("review", "Unclear"), ("passes", "Met"))


def application_context(about: AboutApplication) -> Context:
    """What every mail to an applicant can say."""
    deadline = _deadline(about.application, about.cycle)
    return {
        **_frame(about.cycle.name, about.cycle.contact_email, about.portal_url),
        "greeting": _greet_applicant(about.application),
        "deadline": to_eastern(deadline),
        "window_open": about.now < deadline + _MINUTE,
        "submitted": _is_submitted(about.application),
    }


def receipt_context(about: AboutApplication) -> Context:
    """What the receipt says; ValueError when there is none."""
    answers = answers_in_words(about.form)
    return application_context(about) | {"receipt": _receipt(about.application), "sections": answers}


def verdict_context(about: AboutApplication) -> Context:
    """The reasons, worst first, without a doubt about English: a mail that says so hurts, and changes nothing.

    Staff's own words stay in the portal, for they may name what a mail must not.
    """
    verdict = about.application.verdict
    if verdict is None:
        raise ValueError("the application has no verdict")
    reasons = [reason for reason in verdict.reasons if (reason["rule"], reason["outcome"]) != ("english", "review")]
    groups = [(title, [reason for reason in reasons if reason["outcome"] == outcome]) for outcome, title in _FINDINGS]
    return application_context(about) | {
        "by_staff": verdict.decided_by.startswith("staff"),
        "groups": [(title, reasons) for title, reasons in groups if reasons],
    }


def late_context(about: AboutApplication) -> Context:
    """The refusal as it happened, with the deadline that was in force then; ValueError when there was none."""
    late = about.application.late
    if late is None:
        raise ValueError("no submission of this application was late")
    return application_context(about) | {
        "deadline": to_eastern(late.received_at - timedelta(seconds=late.by_seconds) - _MINUTE),
        "received_at": to_eastern(late.received_at),
        "late_by": lateness(late.by_seconds),
        "earlier_receipt": _receipt(about.application) if _is_submitted(about.application) else None,
    }


def newcomer_context(about: AboutNewcomer) -> Context:
    """What someone without an application reads about a deadline of their own."""
    return {
        **_frame(about.cycle.name, about.cycle.contact_email, f"{about.portal_url.rstrip('/')}/application"),
        "greeting": "Hello,",
        "email": about.granted.email,
        "deadline": about.granted.extension.as_dict()["until_et"],
    }


def mentor_context(about: AboutMentor) -> Context:
    """What the mails to a mentor about the mentor's own part in the program say."""
    places = about.mentor.capacity
    return {
        **_frame(PROGRAM, about.contact_email, about.portal_url),
        "greeting": _greet_mentor(about.mentor),
        "places": "one mentee" if places == 1 else f"up to {places} mentees at a time",
    }


def applicant_match_context(about: AboutMatch) -> Context:
    """What a mail to the applicant about a match says; of the mentor only the reasons, in words."""
    return _match(about, "applicant") | {
        "greeting": _greet_applicant(about.application),
        "goes_on": about.application.status != "withdrawn",
    }


def mentor_match_context(about: AboutMatch) -> Context:
    """What a mail to the mentor about a match says; of the applicant only the reasons, in words."""
    return _match(about, "mentor") | {
        "greeting": _greet_mentor(about.mentor),
        "goes_on": about.mentor.status == "active",
    }


def applicant_confirmation_context(about: AboutMatch) -> Context:
    """What the applicant reads once both accepted; ValueError when the match has no term."""
    return applicant_match_context(about) | {"term": _term(about.match), "contact": _contact(about.mentor)}


def mentor_confirmation_context(about: AboutMatch) -> Context:
    """What the mentor reads once both accepted; ValueError when the match has no term."""
    return mentor_match_context(about) | {"term": _term(about.match), "contact": _contact(about.application)}


def acknowledgement_context(about: AboutQuestion) -> Context:
    """What the asker reads: nothing that was typed, since anyone can type in anyone's address."""
    return {"program": PROGRAM, "contact_email": about.contact_email, "greeting": "Hello,"}


def question_context(about: AboutQuestion) -> Context:
    """What the program's mailbox gets: the question, and who says they asked it."""
    return {
        **acknowledgement_context(about),
        "name": " ".join(about.inquiry.name.split()),
        "email": about.inquiry.email,
        "message": about.inquiry.message,
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


def _match(about: AboutMatch, side: Side) -> Context:
    return {
        **_frame(about.cycle.name, about.cycle.contact_email, about.portal_url),
        "respond_by": to_eastern(about.match.respond_by),
        "reasons": list(about.match.reasons.get(side, ())),
        "closed_by": _closed_by(about.match, side),
    }


def _deadline(application: Application, cycle: Cycle) -> datetime:
    """The start of the last minute that counts for this person."""
    own = application.extension.until - _MINUTE if application.extension else cycle.deadline_at
    return max(own, cycle.deadline_at)


def _greet_applicant(application: Application) -> str:
    person = application.form.get("applicant", {})
    name = person.get("preferred_name") or person.get("first_name")
    return f"Dear {name}," if name else "Hello,"


def _greet_mentor(mentor: Mentor) -> str:
    return f"Dear Dr. {mentor.last_name},"


def _is_submitted(application: Application) -> bool:
    return application.submitted_version is not None and application.status not in ("draft", "withdrawn", "lapsed")


def _receipt(application: Application) -> ReceiptDict:
    if application.receipt is None:
        raise ValueError("an application without a receipt was never received")
    return application.receipt.as_dict()


def _closed_by(match: Match, side: Side) -> Literal["you", "time", "others"]:
    """What closed a proposal, as one side sees it: `time` when it ran out."""
    if match.state == "expired":
        return "time"
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
