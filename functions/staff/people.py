"""A person by their address: all that is held of them, by kind and id, and their erasure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from typing_extensions import TypedDict

from functions.staff import application_list
from functions.staff import mentors as mentor_list
from functions.staff.mailboxes import mailbox
from shared.domain import erasure as domain
from shared.domain.addresses import same_mailbox
from shared.domain.application import Application, Status, application_id
from shared.domain.cv import Status as CvStatus
from shared.domain.errors import FieldError, Invalid, NotFound
from shared.domain.instants import EASTERN, to_iso
from shared.domain.mail_fate import SentMailDict
from shared.domain.match import Match, MatchState
from shared.domain.mentor import Mentor, MentorStatus, mentor_id
from shared.runtime import accounts
from shared.store import applications, cvs, cycles, erasures, forgetting, jobs, matches, mentors, newcomers
from shared.store.commit import commit_request, retry_on_conflict

_MOST = 50


class HeldApplicationDict(TypedDict):
    """An application, whether it was submitted, and what became of its CV, if it has one."""

    id: str
    cycle: str
    status: Status
    submitted: bool
    cv: CvStatus | None


class HeldMentorDict(TypedDict):
    """A mentor record."""

    id: str
    status: MentorStatus


class HeldMatchDict(TypedDict):
    """A match that the person is a side of."""

    id: str
    cycle: str
    state: MatchState


class HeldFileDict(TypedDict):
    """An export that may hold the person."""

    job: str
    cycle: str


class PersonDict(TypedDict):
    """All that is held of a person; `extensions` are the cycles in which their address has a later deadline."""

    account: bool
    applications: list[HeldApplicationDict]
    mentors: list[HeldMentorDict]
    matches: list[HeldMatchDict]
    mails: list[SentMailDict]
    questions: list[str]
    extensions: list[str]
    exports: list[HeldFileDict]
    erasure_since: str | None


class ErasureDict(TypedDict):
    """The erasures that were asked for: one for each sign-in that the address led to."""

    erasures: list[str]


@dataclass(frozen=True, slots=True)
class _Person:
    """Whose address it is: the sign-in of today and those that records with the address were made with."""

    account: str | None
    applications: list[Application]
    mentors: list[Mentor]

    @property
    def accounts(self) -> list[str]:
        of_records = [*(it.applicant for it in self.applications), *(it.person for it in self.mentors)]
        return sorted({*of_records, *([self.account] if self.account else [])})

    @property
    def records(self) -> list[str]:
        return [*(it.id for it in self.applications), *(it.id for it in self.mentors)]

    @property
    def matches(self) -> Iterator[Match]:
        for application in self.applications:
            yield from matches.of_application(application.id)
        for mentor in self.mentors:
            yield from matches.of_mentor(mentor.id)


def _find(email: str, now: datetime) -> _Person:
    account, on = accounts.account_of(email.lower()), now.astimezone(EASTERN).date()
    cycle_ids = [*cycles.list_ids()]
    ids = {application_id(cycle, account) for cycle in cycle_ids} if account else set()
    mentor_ids = {mentor_id(account)} if account else set()
    for cycle in cycle_ids:
        asked = {**dict.fromkeys(application_list.PARAMETERS, ""), "cycle": cycle, "q": email}
        ids |= {row["id"] for row in application_list.page(asked, "", _MOST, on)["items"]}
    mentor_ids |= {row["id"] for row in mentor_list.page("", email, "", _MOST, on)["items"]}
    applied, offered = applications.load_many(sorted(ids)), mentors.load_many(sorted(mentor_ids))
    return _Person(
        account,
        [it for it in applied.values() if account == it.applicant or _is(email, it.email)],
        [it for it in offered.values() if account == it.person or _is(email, it.email)],
    )


def _is(email: str, other: str) -> bool:
    return same_mailbox(email) == same_mailbox(other)


def held(email: str, now: datetime) -> PersonDict:
    """List what is held of a person; NotFound when that's nothing."""
    cycle_ids = sorted(cycles.list_ids())
    found = _held(_find(email, now), email, cycle_ids)
    found["exports"] = [
        {"job": job.id, "cycle": cycle}
        for cycle in cycle_ids
        for job in jobs.list_newest_first(cycle, _MOST)
        if job.has_file(now)
    ]
    return found


def _held(person: _Person, email: str, cycle_ids: list[str]) -> PersonDict:
    under_way = [asked for account in person.accounts if (asked := erasures.load(account))]
    found: PersonDict = {
        "account": person.account is not None,
        "applications": [_application(it) for it in person.applications],
        "mentors": [{"id": it.id, "status": it.status} for it in person.mentors],
        "matches": [{"id": it.id, "cycle": it.cycle, "state": it.state} for it in person.matches],
        "mails": [mail for record in person.records for mail in mailbox(record, email)["items"]],
        "questions": forgetting.inquiries_of(email),
        "extensions": [cycle for cycle in cycle_ids if newcomers.load_extension(cycle, email)],
        "exports": [],
        "erasure_since": to_iso(under_way[0].requested_at) if under_way else None,
    }
    if not any(found.values()):
        raise NotFound("We hold nothing about this address.")
    return found


def _application(stored: Application) -> HeldApplicationDict:
    newest = cvs.newest_and_accepted(stored.id, stored.cv)
    return {
        "id": stored.id,
        "cycle": stored.cycle,
        "status": stored.status,
        "submitted": stored.submitted_version is not None,
        "cv": newest[0].status if newest else None,
    }


def erase(email: str, reason: str, by: str, request: str, now: datetime) -> list[str]:
    """Ask for the erasure of whoever has this address; NotFound when nothing is held of them."""
    if same_mailbox(email) in reason.lower():
        raise Invalid("See the reason.", [FieldError("reason", "Leave out the address: the reason stays.")])
    person = _find(email, now)
    _held(person, email, sorted(cycles.list_ids()))
    return [_ask(account, account, email, reason, by, now) for account in person.accounts] or [
        _ask(request, None, email, reason, by, now)
    ]


@retry_on_conflict
def _ask(id: str, account: str | None, email: str, reason: str, by: str, now: datetime) -> str:
    erasure, fact = domain.ask(id, account, [email], f"staff:{by}", reason, now)
    commit_request(fact, erasures.write(erasure))
    return id
