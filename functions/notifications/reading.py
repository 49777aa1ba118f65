"""What an activity's mails are about, read from the records that the activity points to."""

from collections.abc import Iterator
from dataclasses import replace

from functions.notifications.about import AboutApplication, AboutMatch, AboutMentor, AboutQuestion
from shared.domain.activity import Activity
from shared.domain.application import Late
from shared.domain.cycle import current
from shared.domain.errors import NotFound
from shared.store import applications, cycles, inquiries, mentors, pairings
from shared.store.settings import from_env


def application(fact: Activity) -> Iterator[AboutApplication]:
    """The application as it is stored."""
    stored = applications.load(fact.subject)
    if stored is None:
        raise NotFound("There's no such application.")
    yield AboutApplication(stored, cycles.require(stored.cycle), fact.at, from_env("PORTAL_URL"))


def submission(fact: Activity) -> Iterator[AboutApplication]:
    """The application with the form and receipt of this submission."""
    submitted = applications.load_submission(fact.subject, int(fact.data["version"]))
    if submitted is None:
        raise NotFound("There's no such submission.")
    for about in application(fact):
        stored = replace(about.application, receipt=submitted.receipt, submitted_version=submitted.version)
        yield replace(about, application=stored, form=submitted.form)


def verdict(fact: Activity) -> Iterator[AboutApplication]:
    """The application with the verdict of this moment."""
    for about in application(fact):
        stored = about.application
        reached = next((each for each in reversed(stored.verdicts) if each.decided_at == fact.at), stored.verdict)
        yield replace(about, application=replace(stored, verdict=reached))


def late(fact: Activity) -> Iterator[AboutApplication]:
    """The application with this late attempt."""
    attempt = Late(int(fact.data["version"]), fact.at, float(fact.data["late_by_seconds"]))
    for about in application(fact):
        yield replace(about, application=replace(about.application, late=attempt))


def extended(fact: Activity) -> Iterator[AboutApplication]:
    """The application that was extended or, when the whole cycle was, every one whose draft that helps."""
    if fact.subject != fact.cycle:
        yield from application(fact)
        return
    cycle = cycles.require(fact.subject)
    for status in ("draft", "lapsed"):
        for row in applications.list_rows(cycle.id, status):
            stored = applications.load(row.id)
            if stored:
                yield AboutApplication(stored, cycle, fact.at, from_env("PORTAL_URL"))


def mentor(fact: Activity) -> Iterator[AboutMentor]:
    """The mentor as stored."""
    stored = mentors.load(fact.subject)
    if stored is None:
        raise NotFound("There's no such mentor.")
    yield AboutMentor(stored, _mailbox(fact), from_env("PORTAL_URL"))


def match(fact: Activity) -> Iterator[AboutMatch]:
    """The match with both of its sides."""
    stored, applicant, guide = pairings.load(fact.subject)
    yield AboutMatch(stored, cycles.require(stored.cycle), applicant, guide, from_env("PORTAL_URL"))


def question(fact: Activity) -> Iterator[AboutQuestion]:
    """The question, unless it's been forgotten."""
    inquiry = inquiries.load(fact.subject)
    if inquiry:
        yield AboutQuestion(inquiry, _mailbox(fact))


def _mailbox(fact: Activity) -> str:
    """The program's mailbox in the cycle of that time, or the sender's own when there is no cycle."""
    cycle = current(cycles.load_all(), fact.at)
    return cycle.contact_email if cycle else from_env("MAIL_SENDER")
