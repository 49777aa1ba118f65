"""What each mail says, taken from the program's records: every value that a template fills in is made here.

A context holds words ready to be read, never a record: what a mail must not say can't reach its template.
`portal_url` is the address that the mail's one link opens.
"""

from datetime import timedelta
from typing import Any

from functions.notifications.about import (
    AboutAddress,
    AboutApplication,
    AboutMentor,
    AboutNewcomer,
    AboutNotice,
    AboutQuestion,
)
from functions.notifications.form_text import answers_in_words
from shared.domain import program
from shared.domain.admission import last_minute
from shared.domain.application import Application, ReceiptDict
from shared.domain.check_in import Side
from shared.domain.instants import to_eastern
from shared.domain.kept import KEPT
from shared.domain.mentor import Mentor
from shared.domain.question import open_question

Context = dict[str, Any]

PROGRAM = program.PROGRAM["name"]
"""What a mail that belongs to no cycle calls the program."""
_MINUTE = timedelta(minutes=1)
_IN_DAYS = 48
#: The page of the portal that shows each side its part, and the one with the form.
PAGES: dict[Side, str] = {"applicant": "/status", "mentor": "/mentor"}
FORM, ACCOUNT = "/application", "/account"
#: The page of a match's year, by the match's id.
YEAR = "/matches/{match}"
_FINDINGS = (("fails", "Not met"), ("review", "Unclear"), ("passes", "Met"))


def application_context(about: AboutApplication, page: str = PAGES["applicant"]) -> Context:
    """What every mail to an applicant can say; its link leads to the page with their status."""
    deadline = last_minute(about.application, about.cycle)
    return {
        **frame(about.cycle.name, about.cycle.contact_email, about.portal_url, page),
        "greeting": greet_applicant(about.application),
        "deadline": to_eastern(deadline),
        "window_open": about.now < deadline + _MINUTE,
        "submitted": _is_submitted(about.application),
    }


def form_context(about: AboutApplication) -> Context:
    """What a mail about the form says: how long is left to submit it, and what counts now; its link leads there."""
    receipt = about.application.receipt
    until = last_minute(about.application, about.cycle) + _MINUTE
    return application_context(about, FORM) | {
        "left": time_left(until - about.now),
        "receipt": receipt.as_dict() if receipt else None,
        "kept_days": KEPT["drafts"].span.days,
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


def asked_context(about: AboutApplication) -> Context:
    """Until when staff's question can be answered; its text stays in the portal. ValueError when there is none."""
    waiting = open_question(about.application.questions)
    if waiting is None:
        raise ValueError("the applicant wasn’t asked anything")
    return application_context(about) | {"answer_by": waiting.until_et}


def notice_context(about: AboutNotice) -> Context:
    """What staff write, with the subject that they give it."""
    return application_context(about.to) | {"subject": about.subject, "message": about.message}


def late_context(about: AboutApplication) -> Context:
    """The refusal as it happened, with the deadline that was in force then; ValueError when there was none."""
    late = about.application.late
    if late is None:
        raise ValueError("no submission of this application was late")
    return application_context(about, FORM) | {
        "deadline": to_eastern(late.received_at - timedelta(seconds=late.by_seconds) - _MINUTE),
        "received_at": to_eastern(late.received_at),
        "late_by": lateness(late.by_seconds),
        "earlier_receipt": _receipt(about.application) if _is_submitted(about.application) else None,
    }


def newcomer_context(about: AboutNewcomer) -> Context:
    """What someone without an application reads about a deadline of their own."""
    return {
        **frame(about.cycle.name, about.cycle.contact_email, about.portal_url, FORM),
        "greeting": "Hello,",
        "email": about.granted.email,
        "deadline": about.granted.extension.as_dict()["until_et"],
    }


def mentor_context(about: AboutMentor) -> Context:
    """What the mails to a mentor about the mentor's own part in the program say."""
    places = about.mentor.capacity
    return {
        **frame(PROGRAM, about.contact_email, about.portal_url, PAGES["mentor"]),
        "greeting": greet_mentor(about.mentor),
        "places": "one mentee" if places == 1 else f"up to {places} mentees at a time",
    }


def acknowledgement_context(about: AboutQuestion) -> Context:
    """What the asker reads: nothing that was typed, since anyone can type in anyone's address."""
    return {"program": PROGRAM, "contact_email": about.contact_email, "greeting": "Hello,"}


def address_context(about: AboutAddress) -> Context:
    """What a mail about a change of address says; neither address, and the code to the new one alone."""
    return {**frame(PROGRAM, about.contact_email, about.portal_url, ACCOUNT), "greeting": "Hello,", "code": about.code}


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


def frame(program: str, contact_email: str, portal_url: str, page: str) -> Context:
    """What surrounds a mail; its link leads to the `page` that answers it."""
    return {"program": program, "contact_email": contact_email, "portal_url": portal_url.rstrip("/") + page}


def time_left(left: timedelta) -> str:
    """How long is left, rounded up to whole hours, and from two days on to whole days: `7 days`, `24 hours`."""
    hours = max(1, -(-left // timedelta(hours=1)))
    count, unit = (hours, "hour") if hours < _IN_DAYS else (-(-hours // 24), "day")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def greet_applicant(application: Application) -> str:
    """Greet an applicant by the name they like to be called."""
    person = application.form.get("applicant", {})
    name = person.get("preferred_name") or person.get("first_name")
    return f"Dear {name}," if name else "Hello,"


def greet_mentor(mentor: Mentor) -> str:
    """Greet a mentor."""
    return f"Dear Dr. {mentor.last_name},"


def _is_submitted(application: Application) -> bool:
    return application.submitted_version is not None and application.status not in ("draft", "withdrawn", "lapsed")


def _receipt(application: Application) -> ReceiptDict:
    if application.receipt is None:
        raise ValueError("an application without a receipt was never received")
    return application.receipt.as_dict()
