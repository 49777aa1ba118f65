"""What an activity's mails are about, read from the records that the activity points to."""

from dataclasses import replace

from functions.notifications.about import AboutApplication, AboutMatch, AboutMentor, AboutQuestion
from shared.domain.activity import Activity
from shared.domain.application import Late
from shared.domain.cycle import current
from shared.domain.errors import NotFound
from shared.domain.instants import to_iso
from shared.store import applications, cycles, inquiries, mentors, pairings
from shared.store.applications import Page, Position
from shared.store.settings import from_env

PAGE = 100
"""How many people one run takes on: reading and queuing them takes about a second."""


def application(fact: Activity) -> AboutApplication:
    """The application as it is stored."""
    stored = applications.load(fact.subject)
    if stored is None:
        raise NotFound("There's no such application.")
    return AboutApplication(stored, cycles.require(stored.cycle), fact.at, from_env("PORTAL_URL"))


def submission(fact: Activity) -> AboutApplication:
    """The application with the form and receipt of this submission."""
    submitted = applications.load_submission(fact.subject, int(fact.data["version"]))
    if submitted is None:
        raise NotFound("There's no such submission.")
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


def extended(fact: Activity, after: Position | None) -> Page:
    """The application that was extended or, when the whole cycle was, a page of those whose draft that helps."""
    if fact.subject != fact.cycle:
        return Page([fact.subject])
    return applications.list_page(fact.subject, ("draft", "lapsed"), after, PAGE)


def shortened(fact: Activity) -> AboutApplication | None:
    """The draft that has less time now, unless it was submitted or has a deadline of its own that is as late."""
    about = application(fact)
    own = about.application.extension
    is_spared = own is not None and to_iso(own.until) >= str(fact.data["was"])
    return None if about.application.status != "draft" or is_spared else about


def holders_of_drafts(fact: Activity, after: Position | None) -> Page:
    """A page of a cycle's drafts."""
    return applications.list_page(str(fact.cycle), ("draft",), after, PAGE)


def mentor(fact: Activity) -> AboutMentor:
    """The mentor as stored."""
    stored = mentors.load(fact.subject)
    if stored is None:
        raise NotFound("There's no such mentor.")
    return AboutMentor(stored, _mailbox(fact), from_env("PORTAL_URL"))


def match(fact: Activity) -> AboutMatch:
    """The match with both of its sides."""
    stored, applicant, guide = pairings.load(fact.subject)
    return AboutMatch(stored, cycles.require(stored.cycle), applicant, guide, from_env("PORTAL_URL"))


def question(fact: Activity) -> AboutQuestion | None:
    """The question, unless it's been forgotten."""
    inquiry = inquiries.load(fact.subject)
    return AboutQuestion(inquiry, _mailbox(fact)) if inquiry else None


def _mailbox(fact: Activity) -> str:
    """The program's mailbox in the cycle of that time, or the sender's own when there is no cycle."""
    cycle = current(cycles.load_all(), fact.at)
    return cycle.contact_email if cycle else from_env("MAIL_SENDER")
