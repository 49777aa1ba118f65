"""The end of a person's part in the program, as when they withdraw or retire: the other side hears of it kindly."""

from datetime import datetime

from shared.domain import application_transitions as transitions
from shared.domain import match as domain
from shared.domain import mentor as mentoring
from shared.domain.application import application_id
from shared.domain.check_in import Side
from shared.domain.match import LIVE, Match
from shared.domain.mentor import mentor_id
from shared.store import address_changes, applications, cycles, matches, mentors, pairings
from shared.store.commit import commit, retry_on_conflict


def ids_of(account: str | None) -> list[str]:
    """The ids that an account's applications have, or would have, in every cycle."""
    return [application_id(cycle, account) for cycle in sorted(cycles.list_ids())] if account else []


def matches_of(account: str | None) -> list[tuple[Match, Side]]:
    """Every match of a person, and their side of it."""
    if account is None:
        return []
    mentored: list[tuple[Match, Side]] = [(match, "mentor") for match in matches.of_mentor(mentor_id(account))]
    return [*((match, "applicant") for id in ids_of(account) for match in matches.of_application(id)), *mentored]


def addresses(account: str | None) -> frozenset[str]:
    """The addresses that the records of an account know."""
    if account is None:
        return frozenset()
    mentor, change = mentors.load(mentor_id(account)), address_changes.load(account)
    known = [application.email for application in map(applications.load, ids_of(account)) if application]
    known += [mentor.email] if mentor else []
    return frozenset(known + ([change.was, change.email] if change else []))


def leave(account: str | None, now: datetime) -> None:
    """Withdraw what was submitted, and retire as a mentor; matching then ends the matches."""
    for id in ids_of(account):
        _withdraw(id, now)
    if account:
        _retire(mentor_id(account), now)


@retry_on_conflict
def _withdraw(id: str, now: datetime) -> None:
    stored = applications.load(id)
    if stored and stored.submitted_version is not None and stored.status != "lapsed":
        change = transitions.withdraw(stored, None, now)
        if change.fact:
            commit(change.fact, applications.write(change.application))


@retry_on_conflict
def _retire(id: str, now: datetime) -> None:
    stored = mentors.load(id)
    change = mentoring.retire(stored, None, "mentor", now) if stored else None
    if change and change.fact:
        commit(change.fact, mentors.write(change.mentor))


def close_matches(account: str | None, now: datetime) -> bool:
    """Close what matching hasn't closed yet; return whether there was any."""
    live = [(match, side) for match, side in matches_of(account) if match.state in LIVE]
    for match, side in live:
        _close(match.id, side, now)
    return bool(live)


def _close(match: str, side: Side, now: datetime) -> None:
    pairings.close(match, lambda current: domain.leave(current, side, now), now)
