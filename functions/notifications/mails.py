"""Which letters a fact makes, to whom, and what each says, read from the records the fact points to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from functions.notifications.calendar import term_invitation
from functions.notifications.compose import (
    ApplicationMail,
    MatchMail,
    application_context,
    match_context,
    mentor_context,
    question_context,
)
from shared.domain.activity import Activity
from shared.domain.application import Application, Late
from shared.domain.cycle import Cycle, current
from shared.domain.errors import NotFound
from shared.store import applications, cycles, inquiries, mentors, pairings
from shared.store.settings import from_env


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person; `id` is the same however often the fact arrives."""

    id: str
    mail: str
    to: str = field(repr=False)
    context: Mapping[str, Any] = field(repr=False)
    calendar: bytes | None = field(default=None, repr=False)
    reply_to: str | None = field(default=None, repr=False)


_VERDICT_MAILS: dict[str, ApplicationMail] = {
    "eligible": "eligible",
    "needs_review": "needs_review",
    "ineligible": "not_eligible",
}


def letters_for(fact: Activity) -> Iterator[Mail]:
    """Give the letters of a fact; none for a fact that nobody is told of."""
    makers: dict[str, Callable[[Activity], Iterator[Mail]]] = {
        "ApplicationSubmitted": _received,
        "VerdictReached": _verdict,
        "LateSubmissionRefused": _late,
        "ApplicationWithdrawn": lambda fact: _plain(fact, "withdrawn"),
        "ApplicantUnmatched": lambda fact: _plain(fact, "unmatched"),
        "DeadlineExtended": _extended,
        "MentorInterestReceived": lambda fact: _to_mentor(fact, "mentor_interest_received"),
        "MentorApproved": lambda fact: _to_mentor(fact, "mentor_approved"),
        "MatchProposed": lambda fact: _to_both(fact, "match_proposed_applicant", "match_proposed_mentor"),
        "MatchConfirmed": lambda fact: _to_both(fact, "match_confirmed_applicant", "match_confirmed_mentor"),
        "MatchDeclined": lambda fact: _to_both(fact, "match_closed_applicant", "match_closed_mentor"),
        "MatchExpired": lambda fact: _to_both(fact, "match_closed_applicant", "match_closed_mentor"),
        "MatchWithdrawn": lambda fact: _to_both(fact, "match_closed_applicant", "match_closed_mentor"),
        "InquiryReceived": _question,
    }
    return makers[fact.type](fact) if fact.type in makers else iter(())


def _received(fact: Activity) -> Iterator[Mail]:
    stored, cycle = _application(fact)
    submission = applications.load_submission(fact.subject, int(fact.data["version"]))
    if submission is None:
        raise NotFound("The submission of this fact is not there.")
    told = replace(stored, receipt=submission.receipt, submitted_version=submission.version)
    yield _letter(fact, "received", told, cycle, submission.form)


def _verdict(fact: Activity) -> Iterator[Mail]:
    """A verdict that only tells further reasons for the same outcome is no news to write about."""
    if fact.data.get("was") == fact.data["outcome"]:
        return
    stored, cycle = _application(fact)
    verdict = next((v for v in reversed(stored.verdicts) if v.decided_at == fact.at), stored.verdict)
    yield _letter(fact, _VERDICT_MAILS[fact.data["outcome"]], replace(stored, verdict=verdict), cycle)


def _late(fact: Activity) -> Iterator[Mail]:
    stored, cycle = _application(fact)
    late = Late(int(fact.data["version"]), fact.at, float(fact.data["late_by_seconds"]))
    yield _letter(fact, "late", replace(stored, late=late), cycle)


def _plain(fact: Activity, mail: ApplicationMail) -> Iterator[Mail]:
    stored, cycle = _application(fact)
    yield _letter(fact, mail, stored, cycle)


def _extended(fact: Activity) -> Iterator[Mail]:
    """One person's extension is told to that person, a cycle's to everybody whose draft it helps."""
    if fact.subject != fact.cycle:
        yield from _plain(fact, "deadline_extended")
        return
    cycle = cycles.require(fact.subject)
    for status in ("draft", "lapsed"):
        for row in applications.list_rows(cycle.id, status):
            stored = applications.load(row.id)
            if stored:
                yield _letter(fact, "deadline_extended", stored, cycle)


def _to_mentor(fact: Activity, mail: str) -> Iterator[Mail]:
    mentor = mentors.load(fact.subject)
    if mentor is None:
        raise NotFound("There is no such mentor.")
    context = mentor_context(mentor, _mailbox(fact), from_env("PORTAL_URL"))
    yield Mail(f"{fact.id}.{mail}", mail, mentor.email, context)


def _to_both(fact: Activity, to_applicant: MatchMail, to_mentor: MatchMail) -> Iterator[Mail]:
    match, application, mentor = pairings.load(fact.subject)
    cycle = cycles.require(match.cycle)
    calendar = term_invitation(match, from_env("PORTAL_URL")) if fact.type == "MatchConfirmed" else None
    for mail, to in ((to_applicant, application.email), (to_mentor, mentor.email)):
        context = match_context(mail, match, cycle, application, mentor, from_env("PORTAL_URL"))
        yield Mail(f"{fact.id}.{mail}", mail, to, context, calendar)


def _question(fact: Activity) -> Iterator[Mail]:
    inquiry = inquiries.load(fact.subject)
    if inquiry is None:
        return
    mailbox = _mailbox(fact)
    context = question_context(inquiry.name, inquiry.email, inquiry.message, mailbox)
    copy, question = "question_received_asker", "question_received_program"
    yield Mail(f"{fact.id}.{copy}", copy, inquiry.email, context)
    yield Mail(f"{fact.id}.{question}", question, mailbox, context, reply_to=inquiry.email)


def _mailbox(fact: Activity) -> str:
    """The program's mailbox in the cycle of that time, or the sender's own when there is no cycle."""
    cycle = current(cycles.load_all(), fact.at)
    return cycle.contact_email if cycle else from_env("MAIL_SENDER")


def _application(fact: Activity) -> tuple[Application, Cycle]:
    stored = applications.load(fact.subject)
    if stored is None:
        raise NotFound("There is no such application.")
    return stored, cycles.require(stored.cycle)


def _letter(
    fact: Activity, mail: ApplicationMail, application: Application, cycle: Cycle, form: Mapping[str, Any] | None = None
) -> Mail:
    context = application_context(mail, application, cycle, form or {}, from_env("PORTAL_URL"), fact.at)
    return Mail(f"{fact.id}.{mail}.{application.id}", mail, application.email, context)
