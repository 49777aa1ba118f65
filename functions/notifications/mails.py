"""Which mails an activity leads to: one row a mail, with who gets it, the records it's about, and what it says."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from functions.notifications import compose, reading
from functions.notifications.about import AboutApplication, AboutMatch, AboutMentor, AboutQuestion
from functions.notifications.calendar import term_invitation
from shared.domain.activity import Activity, ActivityType

A = TypeVar("A", AboutApplication, AboutMatch, AboutMentor, AboutQuestion)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person; `id` is the same no matter how often the activity arrives."""

    id: str
    mail: str
    to: str = field(repr=False)
    context: Mapping[str, Any] = field(repr=False)
    calendar: bytes | None = field(default=None, repr=False)
    reply_to: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Row(Generic[A]):
    """How a mail is made: `read` gives what it's about, once for each person who gets it.

    `when` lets through the activities that this mail is for.
    """

    read: Callable[[Activity], Iterator[A]]
    to: Callable[[A], str]
    context: Callable[[A], compose.Context]
    when: Callable[[Activity], bool] = lambda _: True
    calendar: Callable[[A], bytes | None] = lambda _: None
    reply_to: Callable[[A], str | None] = lambda _: None


def _applicant(about: AboutApplication | AboutMatch) -> str:
    return about.application.email


def _mentor(about: AboutMentor | AboutMatch) -> str:
    return about.mentor.email


def _asker(about: AboutQuestion) -> str:
    return about.inquiry.email


def _program(about: AboutQuestion) -> str:
    return about.contact_email


def _calendar(about: AboutMatch) -> bytes:
    return term_invitation(about.match, about.portal_url)


def _outcome(outcome: str) -> Callable[[Activity], bool]:
    """Whether a verdict has this outcome and the one before it did not: further reasons alone are no news."""
    return lambda fact: outcome == fact.data["outcome"] != fact.data.get("was")


def _had_draft(fact: Activity) -> bool:
    """Whether there is an application that a mail can be about; the page has told everybody else."""
    return bool(fact.data.get("had_draft", True))


_CLOSED: Mapping[str, Row[Any]] = {
    "match_closed_applicant": Row(reading.match, _applicant, compose.applicant_match_context),
    "match_closed_mentor": Row(reading.match, _mentor, compose.mentor_match_context),
}

MAILS_BY_EVENT: Mapping[ActivityType, Mapping[str, Row[Any]]] = MappingProxyType(
    {
        "ApplicationSubmitted": {"received": Row(reading.submission, _applicant, compose.receipt_context)},
        "VerdictReached": {
            "eligible": Row(reading.verdict, _applicant, compose.verdict_context, _outcome("eligible")),
            "needs_review": Row(reading.verdict, _applicant, compose.verdict_context, _outcome("needs_review")),
            "not_eligible": Row(reading.verdict, _applicant, compose.verdict_context, _outcome("ineligible")),
        },
        "LateSubmissionRefused": {"late": Row(reading.late, _applicant, compose.late_context, _had_draft)},
        "ApplicationWithdrawn": {"withdrawn": Row(reading.application, _applicant, compose.application_context)},
        "DeadlineExtended": {"deadline_extended": Row(reading.extended, _applicant, compose.application_context)},
        "ApplicantUnmatched": {"unmatched": Row(reading.application, _applicant, compose.application_context)},
        "MentorInterestReceived": {"mentor_interest_received": Row(reading.mentor, _mentor, compose.mentor_context)},
        "MentorApproved": {"mentor_approved": Row(reading.mentor, _mentor, compose.mentor_context)},
        "MatchProposed": {
            "match_proposed_applicant": Row(reading.match, _applicant, compose.applicant_match_context),
            "match_proposed_mentor": Row(reading.match, _mentor, compose.mentor_match_context),
        },
        "MatchConfirmed": {
            "match_confirmed_applicant": Row(
                reading.match, _applicant, compose.applicant_confirmation_context, calendar=_calendar
            ),
            "match_confirmed_mentor": Row(
                reading.match, _mentor, compose.mentor_confirmation_context, calendar=_calendar
            ),
        },
        "MatchDeclined": _CLOSED,
        "MatchExpired": _CLOSED,
        "MatchWithdrawn": _CLOSED,
        "MatchEnded": {
            "match_ended_applicant": Row(reading.match, _applicant, compose.applicant_match_context),
            "match_ended_mentor": Row(reading.match, _mentor, compose.mentor_match_context),
        },
        "InquiryReceived": {
            "question_received_asker": Row(reading.question, _asker, compose.question_context),
            "question_received_program": Row(reading.question, _program, compose.question_context, reply_to=_asker),
        },
    }
)


def mails_for(fact: Activity) -> Iterator[Mail]:
    """Give the mails that an activity leads to; none for one that nobody needs to hear of."""
    for mail, row in MAILS_BY_EVENT.get(fact.type, {}).items():
        for about in row.read(fact) if row.when(fact) else ():
            yield Mail(
                f"{fact.id}.{mail}{about.id_suffix}",
                mail,
                row.to(about),
                row.context(about),
                row.calendar(about),
                row.reply_to(about),
            )
