"""Which mails an activity leads to: one row a mail, with who gets it, the records it's about, and what it says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar, get_args

from functions.notifications import compose, compose_match, reading
from functions.notifications.about import AboutApplication, AboutMatch, AboutMentor, AboutNewcomer, AboutQuestion
from functions.notifications.calendar import deadline_entry, term_invitation
from shared.domain.activity import Activity, ActivityType
from shared.domain.check_in import Side
from shared.store.application_lists import IdPage, Position

A = TypeVar("A", AboutApplication, AboutMatch, AboutMentor, AboutNewcomer, AboutQuestion)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person; `id` is the same no matter how often the activity arrives.

    `about` is the person's own record, `at` and `cycle` are the activity's.
    """

    id: str
    mail: str
    about: str
    at: datetime
    cycle: str | None
    to: str = field(repr=False)
    context: Mapping[str, Any] = field(repr=False)
    calendar: bytes | None = field(default=None, repr=False)
    reply_to: str | None = field(default=None, repr=False)


class Recipient(NamedTuple):
    """Who gets a mail: the id of the record that is theirs, and their address."""

    id: str
    address: str


def _its_subject(fact: Activity, _after: Position | None) -> IdPage:
    return IdPage([fact.subject])


@dataclass(frozen=True, slots=True)
class Row(Generic[A]):
    """How a mail is made: `read` gives what it's about, or None when there is nothing to say any more.

    `when` lets through the activities that this mail is for, `people` gives the subjects that it's about, in pages.
    """

    read: Callable[[Activity], A | None]
    to: Callable[[A], Recipient]
    context: Callable[[A], compose.Context]
    when: Callable[[Activity], bool] = lambda _: True
    people: Callable[[Activity, Position | None], IdPage] = _its_subject
    calendar: Callable[[A], bytes | None] = lambda _: None
    reply_to: Callable[[A], Recipient | None] = lambda _: None


def _applicant(about: AboutApplication | AboutMatch) -> Recipient:
    return Recipient(about.application.id, about.application.email)


def _mentor(about: AboutMentor | AboutMatch) -> Recipient:
    return Recipient(about.mentor.id, about.mentor.email)


def _newcomer(about: AboutNewcomer) -> Recipient:
    return Recipient(about.granted.id, about.granted.email)


def _asker(about: AboutQuestion) -> Recipient:
    return Recipient(about.inquiry.id, about.inquiry.email)


def _program(about: AboutQuestion) -> Recipient:
    return Recipient(about.inquiry.id, about.contact_email)


def _calendar(about: AboutMatch) -> bytes:
    return term_invitation(about.match, about.portal_url)


def _deadline(about: AboutApplication) -> bytes | None:
    return deadline_entry(about) if about.application.status == "draft" else None


def _outcome(outcome: str) -> Callable[[Activity], bool]:
    """Whether a verdict has this outcome and the one before it did not: further reasons alone are no news.

    What staff decide about someone with a confirmed match is a task first.
    """
    return lambda fact: outcome == fact.data["outcome"] != fact.data.get("was") and "match" not in fact.data


def _had_draft(fact: Activity) -> bool:
    """Whether there is an application that a mail can be about; the page has informed everyone else."""
    return bool(fact.data.get("had_draft", True))


def _always(_about: AboutMatch, _side: Side) -> bool:
    return True


def _both(
    mail: str,
    context: Callable[[Side], compose_match.Compose],
    awaited: Callable[[AboutMatch, Side], bool] = _always,
    **more: Any,
) -> dict[str, Row[Any]]:
    """A mail to each side of a match, while it's `awaited` of that side."""
    to = {"applicant": _applicant, "mentor": _mentor}

    def row(side: Side) -> Row[Any]:
        return Row(reading.awaiting(lambda about: awaited(about, side)), to[side], context(side), **more)

    return {f"{mail}_{side}": row(side) for side in get_args(Side)}


def _unanswered(about: AboutMatch, side: Side) -> bool:
    match = about.match
    return match.state == "proposed" and not (
        match.accepted_applicant if side == "applicant" else match.accepted_mentor
    )


def _out_of_touch(about: AboutMatch, side: Side) -> bool:
    return about.match.state in ("confirmed", "in_term") and side not in about.match.in_touch


def _not_checked_in(about: AboutMatch, side: Side) -> bool:
    answered = {(answer.side, answer.month) for answer in about.match.check_ins}
    return about.match.state == "in_term" and (side, about.month) not in answered


def _in_term(about: AboutMatch, _side: Side) -> bool:
    return about.match.state == "in_term"


_match, _confirmed = compose_match.match_context, compose_match.confirmed_context
_CLOSED: Mapping[str, Row[Any]] = _both("match_closed", _match)

MAILS_BY_EVENT: Mapping[ActivityType, Mapping[str, Row[Any]]] = MappingProxyType(
    {
        "ApplicationStarted": {"first_saved": Row(reading.draft, _applicant, compose.form_context)},
        "ApplicationSubmitted": {"received": Row(reading.submission, _applicant, compose.receipt_context)},
        "ApplicationLapsed": {"lapsed": Row(reading.lapsed, _applicant, compose.form_context)},
        "VerdictReached": {
            "eligible": Row(reading.verdict, _applicant, compose.verdict_context, _outcome("eligible")),
            "needs_review": Row(reading.verdict, _applicant, compose.verdict_context, _outcome("needs_review")),
            "not_eligible": Row(reading.verdict, _applicant, compose.verdict_context, _outcome("ineligible")),
        },
        "LateSubmissionRefused": {"late": Row(reading.late, _applicant, compose.late_context, _had_draft)},
        "ApplicationWithdrawn": {"withdrawn": Row(reading.application, _applicant, compose.application_context)},
        "DeadlineExtended": {
            "deadline_extended": Row(
                reading.application, _applicant, compose.form_context, people=reading.extended, calendar=_deadline
            )
        },
        "DeadlineShortened": {
            "deadline_shortened": Row(
                reading.shortened, _applicant, compose.form_context, people=reading.drafts, calendar=_deadline
            )
        },
        "DeadlineReminderDue": {
            "draft_reminder": Row(
                reading.draft, _applicant, compose.form_context, people=reading.drafts, calendar=_deadline
            )
        },
        "EditsReminderDue": {
            "edits_reminder": Row(reading.edited, _applicant, compose.form_context, people=reading.all_edited)
        },
        "AddressExtended": {"newcomer_extended": Row(reading.newcomer, _newcomer, compose.newcomer_context)},
        "ApplicantUnmatched": {"unmatched": Row(reading.application, _applicant, compose.application_context)},
        "MentorInterestReceived": {"mentor_interest_received": Row(reading.mentor, _mentor, compose.mentor_context)},
        "MentorApproved": {"mentor_approved": Row(reading.mentor, _mentor, compose.mentor_context)},
        "MatchProposed": _both("match_proposed", _match),
        "ResponseReminderDue": _both("match_reminder", _match, _unanswered),
        "MatchConfirmed": _both("match_confirmed", _confirmed, calendar=_calendar),
        "MatchDeclined": _CLOSED,
        "MatchExpired": _CLOSED,
        "MatchWithdrawn": _CLOSED,
        "MatchEnded": _both("match_ended", _match),
        "ContactAsked": _both("contact_asked", _confirmed, _out_of_touch),
        "CheckInDue": _both("check_in", compose_match.check_in_context, _not_checked_in),
        "TermEnding": _both("term_ending", _confirmed, _in_term),
        "MatchCompleted": _both("term_complete", _confirmed),
        "InquiryReceived": {
            "question_received_asker": Row(reading.question, _asker, compose.acknowledgement_context),
            "question_received_program": Row(reading.question, _program, compose.question_context, reply_to=_asker),
        },
    }
)


def mails_of(fact: Activity) -> dict[str, Row[Any]]:
    """Give the mails that an activity leads to, by name; none for one that no one needs to hear of."""
    return {mail: row for mail, row in MAILS_BY_EVENT.get(fact.type, {}).items() if row.when(fact)}


def mail_of(fact: Activity, mail: str, about: str) -> Mail | None:
    """Make one mail of an activity to the person that the subject `about` leads to."""
    row = mails_of(fact)[mail]
    matter = row.read(replace(fact, subject=about))
    if matter is None:
        return None
    to, reply_to = row.to(matter), row.reply_to(matter)
    return Mail(
        f"{fact.id}.{mail}{matter.id_suffix}",
        mail,
        to.id,
        fact.at,
        fact.cycle,
        to.address,
        row.context(matter),
        row.calendar(matter),
        reply_to.address if reply_to else None,
    )
