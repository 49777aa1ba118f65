"""What an activity's mails are about, read from the records that the activity points to."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from functions.notifications.about import (
    AboutAddress,
    AboutApplication,
    AboutMatch,
    AboutMentor,
    AboutNewcomer,
    AboutNotice,
    AboutQuestion,
)
from shared.domain.activity import Activity
from shared.domain.address_change import DIGITS, AddressChange, hash_of
from shared.domain.application import Late
from shared.domain.cycle import current
from shared.domain.errors import NotFound
from shared.domain.instants import to_iso
from shared.domain.question import open_question
from shared.domain.term import MatchTerm
from shared.store import (
    address_changes,
    application_lists,
    applications,
    cycles,
    inquiries,
    jobs,
    mails,
    mentors,
    newcomers,
    pairings,
)
from shared.store.application_lists import IdPage, Position
from shared.store.settings import from_env

# What was submitted counts, and can still be submitted again.
_SUBMITTED = ("submitted", "eligible", "needs_review", "ineligible")
PAGE = 100
"""How many people one run takes on: reading and queuing them takes about a second."""


class Erased(NotFound):
    """What a mail is about was thrown away or erased since: a fact is written together with its record."""


def application(fact: Activity) -> AboutApplication:
    """The application as it is stored; Erased once it's gone."""
    stored = applications.load(fact.subject)
    if stored is None:
        raise Erased("There’s no such application.")
    return AboutApplication(stored, cycles.require(stored.cycle), fact.at, from_env("PORTAL_URL"))


def submission(fact: Activity) -> AboutApplication:
    """The application with the form and receipt of this submission."""
    submitted = applications.load_submission(fact.subject, int(fact.data["version"]))
    if submitted is None:
        raise Erased("There’s no such submission.")
    about = application(fact)
    stored = replace(about.application, receipt=submitted.receipt, submitted_version=submitted.version)
    return replace(about, application=stored, form=submitted.form)


def verdict(fact: Activity) -> AboutApplication:
    """The application with the verdict of this moment."""
    about = application(fact)
    stored = about.application
    reached = next((each for each in reversed(stored.verdicts) if each.decided_at == fact.at), stored.verdict)
    return replace(about, application=replace(stored, verdict=reached))


def late(fact: Activity) -> AboutApplication:
    """The application with this late attempt."""
    attempt = Late(int(fact.data["version"]), fact.at, float(fact.data["late_by_seconds"]))
    about = application(fact)
    return replace(about, application=replace(about.application, late=attempt))


def asked(fact: Activity) -> AboutApplication | None:
    """The application while it waits for the answer to this question."""
    about = application(fact)
    waiting = open_question(about.application.questions)
    is_awaited = about.application.status != "withdrawn" and waiting and waiting.number == fact.data["question"]
    return about if is_awaited else None


def notice(fact: Activity) -> AboutNotice | None:
    """What staff write to many, while its job is kept; nothing to those who withdrew since."""
    about, job = application(fact), jobs.load(str(fact.data["job"]))
    if job is None or job.message is None or about.application.status == "withdrawn":
        return None
    return AboutNotice(about, job.asked["subject"], job.message)


def extended(fact: Activity, after: Position | None) -> IdPage:
    """The application that was extended or, when the whole cycle was, a page of those whose draft that helps."""
    if fact.subject != fact.cycle:
        return IdPage([fact.subject])
    return application_lists.list_page(fact.subject, ("draft", "lapsed"), after, PAGE)


def draft(fact: Activity) -> AboutApplication | None:
    """The application while it's a draft; a whole cycle's reminder isn't for one that was extended beyond it."""
    about = application(fact)
    own = about.application.extension
    if about.application.status != "draft" or (own and fact.data.get("until", to_iso(own.until)) < to_iso(own.until)):
        return None
    return about


def edited(fact: Activity) -> AboutApplication | None:
    """The application while its changes aren't submitted."""
    about = application(fact)
    is_submitted = about.application.status in _SUBMITTED
    return about if is_submitted and about.application.unsubmitted_changes else None


def lapsed(fact: Activity) -> AboutApplication | None:
    """The application unless it was reopened since."""
    about = application(fact)
    return about if about.application.status == "lapsed" else None


def drafts(fact: Activity, after: Position | None) -> IdPage:
    """The draft that a reminder is about or, for a whole cycle, a page of its drafts."""
    if fact.subject != fact.cycle:
        return IdPage([fact.subject])
    return application_lists.list_page(fact.subject, ("draft",), after, PAGE)


def all_edited(fact: Activity, after: Position | None) -> IdPage:
    """Of a page of a cycle's submitted applications, those with changes that aren't submitted."""
    page = application_lists.list_page(str(fact.cycle), _SUBMITTED, after, PAGE)
    rows = application_lists.load_rows(page.ids).values()
    return IdPage([row.id for row in rows if row.version != row.submitted_version], page.last)


def newcomer(fact: Activity) -> AboutNewcomer:
    """The extension of an address, with the end that it was given at this moment."""
    stored = newcomers.load_granted(fact.subject)
    if stored is None:
        raise Erased("There’s no such extension.")
    until = datetime.fromisoformat(str(fact.data["until"]))
    granted = replace(stored, extension=replace(stored.extension, until=until))
    return AboutNewcomer(granted, cycles.require(stored.cycle), from_env("PORTAL_URL"))


def shortened(fact: Activity) -> AboutApplication | None:
    """The draft that has less time now, unless it was submitted or has a deadline of its own that is as late."""
    about = application(fact)
    own = about.application.extension
    is_spared = own is not None and to_iso(own.until) >= str(fact.data["was"])
    return None if about.application.status != "draft" or is_spared else about


def mentor(fact: Activity) -> AboutMentor:
    """The mentor as stored."""
    stored = mentors.load(fact.subject)
    if stored is None:
        raise Erased("There’s no such mentor.")
    return AboutMentor(stored, _mailbox(fact), from_env("PORTAL_URL"))


def match(fact: Activity) -> AboutMatch:
    """The match with both of its sides; Erased once one of them is gone."""
    try:
        stored, applicant, guide = pairings.load(fact.subject)
    except NotFound as gone:
        raise Erased("There’s no such match, or a side of it is gone.") from gone
    cycle, month = cycles.require(stored.cycle), fact.data.get("month")
    form = applications.submitted_form(applicant) or {}
    return AboutMatch(stored, cycle, applicant, guide, fact.at, from_env("PORTAL_URL"), month, form, _term_before(fact))


def _term_before(fact: Activity) -> MatchTerm | None:
    was = fact.data.get("was")
    return MatchTerm(*map(date.fromisoformat, was)) if fact.type == "MatchTermMoved" and was else None


def awaiting(is_awaited: Callable[[AboutMatch], bool]) -> Callable[[Activity], AboutMatch | None]:
    """The match, while an answer to it is still awaited."""

    def read(fact: Activity) -> AboutMatch | None:
        about = match(fact)
        return about if is_awaited(about) else None

    return read


def address_code(fact: Activity) -> AboutAddress | None:
    """The change that was asked for with a new code for it, unless it was replaced, done or mailed already.

    A code is in the mail alone; of each that a try to send made, the hash is kept, since any of them may have left.
    """
    change = _address_change(fact)
    mailed = mails.load(f"{fact.id}.address_code")
    if change is None or change.changed_at or (mailed and mailed.status != "sending"):
        return None
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    if not address_changes.add_code(change, hash_of(change, code)):
        return None
    return AboutAddress(change, _mailbox(fact), from_env("PORTAL_URL"), code)


def address_change(fact: Activity) -> AboutAddress | None:
    """The change that was made, unless it's been forgotten."""
    change = _address_change(fact)
    return AboutAddress(change, _mailbox(fact), from_env("PORTAL_URL")) if change else None


def _address_change(fact: Activity) -> AddressChange | None:
    change = address_changes.load(fact.subject)
    return change if change and change.asked == fact.data["request"] else None


def question(fact: Activity) -> AboutQuestion | None:
    """The question, unless it's been forgotten."""
    inquiry = inquiries.load(fact.subject)
    return AboutQuestion(inquiry, _mailbox(fact)) if inquiry else None


def _mailbox(fact: Activity) -> str:
    """The program's mailbox in the cycle of that time, or the sender's own when there is no cycle."""
    cycle = current(cycles.load_all(), fact.at)
    return cycle.contact_email if cycle else from_env("MAIL_SENDER")
