"""Which mails an activity leads to: one row a mail, with who gets it, the records it's about, and what it says."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, get_args

from functions.notifications import attachments, compose, compose_match, reading
from functions.notifications.about import (
    AboutAddress,
    AboutApplication,
    AboutMatch,
    AboutMentor,
    AboutNewcomer,
    AboutNotice,
    AboutQuestion,
)
from functions.notifications.calendar import Calendars
from functions.notifications.mail import Mail, Recipient, Row
from shared.domain.activity import Activity, ActivityType
from shared.domain.check_in import Side


def _applicant(about: AboutApplication | AboutMatch | AboutNotice) -> Recipient:
    return Recipient(about.application.id, about.application.email)


def _mentor(about: AboutMentor | AboutMatch) -> Recipient:
    return Recipient(about.mentor.id, about.mentor.email)


def _newcomer(about: AboutNewcomer) -> Recipient:
    return Recipient(about.granted.id, about.granted.email)


def _new_address(about: AboutAddress) -> Recipient:
    return Recipient(about.change.id, about.change.email)


def _old_address(about: AboutAddress) -> Recipient:
    return Recipient(about.change.id, about.change.was)


def _asker(about: AboutQuestion) -> Recipient:
    return Recipient(about.inquiry.id, about.inquiry.email)


def _program(about: AboutQuestion) -> Recipient:
    return Recipient(about.inquiry.id, about.contact_email, ours=True)


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
    calendars: Callable[[Side], Callable[[AboutMatch], Calendars]] = lambda _: lambda _: {},
    optional: bool = False,
) -> dict[str, Row[Any]]:
    """A mail to each side of a match, while it's `awaited` of that side."""
    to = {"applicant": _applicant, "mentor": _mentor}

    def row(side: Side) -> Row[Any]:
        return Row(
            reading.awaiting(lambda about: awaited(about, side)),
            to[side],
            context(side),
            calendars=calendars(side),
            optional=optional,
        )

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


def _running(about: AboutMatch, _side: Side) -> bool:
    return about.match.state in ("confirmed", "in_term")


def _in_term(about: AboutMatch, _side: Side) -> bool:
    return about.match.state == "in_term"


def _not_surveyed(about: AboutMatch, side: Side) -> bool:
    return all(answer.side != side for answer in about.match.surveys)


_match, _confirmed = compose_match.match_context, compose_match.confirmed_context
_CLOSED: Mapping[str, Row[Any]] = _both("match_closed", _match)

MAILS_BY_EVENT: Mapping[ActivityType, Mapping[str, Row[Any]]] = MappingProxyType(
    {
        "ApplicationStarted": {"first_saved": Row(reading.draft, _applicant, compose.form_context)},
        "ApplicationSubmitted": {"received": Row(reading.submission, _applicant, compose.receipt_context)},
        "ApplicationLapsed": {"lapsed": Row(reading.lapsed, _applicant, compose.form_context, optional=True)},
        "VerdictReached": {
            "eligible": Row(reading.verdict, _applicant, compose.verdict_context, _outcome("eligible")),
            "needs_review": Row(reading.verdict, _applicant, compose.verdict_context, _outcome("needs_review")),
            "not_eligible": Row(reading.verdict, _applicant, compose.verdict_context, _outcome("ineligible")),
        },
        "QuestionAsked": {"question_asked": Row(reading.asked, _applicant, compose.asked_context)},
        "NoticeGiven": {"notice": Row(reading.notice, _applicant, compose.notice_context)},
        "LateSubmissionRefused": {"late": Row(reading.late, _applicant, compose.late_context, _had_draft)},
        "ApplicationWithdrawn": {
            "withdrawn": Row(
                reading.application, _applicant, compose.application_context, calendars=attachments.draft_withdrawn
            )
        },
        "DeadlineExtended": {
            "deadline_extended": Row(
                reading.application,
                _applicant,
                compose.form_context,
                people=reading.extended,
                calendars=attachments.deadline,
            )
        },
        "DeadlineShortened": {
            "deadline_shortened": Row(
                reading.shortened,
                _applicant,
                compose.form_context,
                people=reading.drafts,
                calendars=attachments.deadline,
            )
        },
        "DeadlineReminderDue": {
            "draft_reminder": Row(
                reading.draft,
                _applicant,
                compose.form_context,
                people=reading.drafts,
                calendars=attachments.deadline,
                optional=True,
            )
        },
        "EditsReminderDue": {
            "edits_reminder": Row(
                reading.edited, _applicant, compose.form_context, people=reading.all_edited, optional=True
            )
        },
        "AddressExtended": {"newcomer_extended": Row(reading.newcomer, _newcomer, compose.newcomer_context)},
        "ApplicantUnmatched": {"unmatched": Row(reading.application, _applicant, compose.application_context)},
        "MentorInterestReceived": {"mentor_interest_received": Row(reading.mentor, _mentor, compose.mentor_context)},
        "MentorApproved": {"mentor_approved": Row(reading.mentor, _mentor, compose.mentor_context)},
        "MatchProposed": _both("match_proposed", _match),
        "ResponseReminderDue": _both("match_reminder", _match, _unanswered),
        "MatchConfirmed": _both("match_confirmed", compose_match.meeting_context, calendars=attachments.confirmed),
        "MatchDeclined": _CLOSED,
        "MatchExpired": _CLOSED,
        "MatchWithdrawn": _CLOSED,
        "MatchEnded": _both("match_ended", _match, calendars=attachments.term_cancelled),
        "MatchTermMoved": _both("term_moved", _confirmed, _running, calendars=attachments.term_moved),
        "ContactAsked": _both("contact_asked", _confirmed, _out_of_touch),
        "CheckInDue": _both("check_in", compose_match.check_in_context, _not_checked_in),
        "TermEnding": _both("term_ending", _confirmed, _in_term),
        "MatchCompleted": _both("term_complete", compose_match.complete_context),
        "SurveyReminderDue": _both("survey_reminder", compose_match.complete_context, _not_surveyed, optional=True),
        "AddressChangeAsked": {"address_code": Row(reading.address_code, _new_address, compose.address_context)},
        "AddressChanged": {"address_changed": Row(reading.address_change, _old_address, compose.address_context)},
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
    """Make one mail of an activity to the person that the subject `about` leads to; None for one who was erased."""
    row = mails_of(fact)[mail]
    try:
        matter = row.read(replace(fact, subject=about))
    except reading.Erased:
        return None
    if matter is None:
        return None
    to, reply_to, context = row.to(matter), row.reply_to(matter), row.context(matter)
    return Mail(
        f"{fact.id}.{mail}{matter.id_suffix}",
        mail,
        to.id,
        fact.at,
        fact.cycle,
        to.address,
        context,
        row.calendars(matter),
        reply_to.address if reply_to else context["contact_email"],
        to.ours,
        context["contact_email"] if row.optional else None,
    )
