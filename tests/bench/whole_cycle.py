"""All else that a cycle of many applications has, straight in moto's tables: mentors, matches, mails, facts, rounds."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from functions.eligibility.dry_run import PAGE
from infra.local.people import People
from shared.domain.activity import Activity, activity
from shared.domain.application import Application
from shared.domain.cycle import Cycle
from shared.domain.instants import to_iso
from shared.domain.job import Job
from shared.domain.match import Match
from shared.domain.mentor import Mentor, mentor_id
from shared.domain.task import Task
from shared.store import activities, applications, cycles, jobs, matches, mentors, policy_checks, rounds, tasks
from shared.store import dynamodb as db
from shared.store.policy_checks import ChangeDict, PolicyCheck
from tests.bench.applicants import BEGUN, CYCLE, put
from tests.functions.staff.staff_client import draw_round

_FORMS, _ROUNDS = 50, 60
#: How many of the staff decide.
_STAFF = 8


def surround(cycle: Cycle, applicants: list[Application]) -> dict[str, str]:
    """Put in what such a cycle has; return the ids of one of each, by the names of the API's paths."""
    put(cycles.write(cycle))
    made = list(_mentors(len(applicants) // 5))
    pairs = list(_pairs(applicants, made))
    writes: Iterable[Iterable[db.Write]] = (
        (write for mentor in made for write in mentors.write(mentor)),
        (matches.write(match) for match in pairs),
        (activities.write(fact) for application in applicants for fact in _facts(application, cycle)),
        (applications.write_submission(it) for it in applicants if it.submitted_version),
        (tasks.write(_task(n, it)) for n, it in enumerate(applicants[::100])),
        (jobs.write(_job(n)) for n in range(len(applicants) // 100)),
        (_mail(n, it) for n in range(3) for it in applicants),
    )
    for write in (write for kind in writes for write in kind):
        put(write)
    for write in _dry_run(cycle, applicants):
        put(write)
    number = draw_round(cycle.id)
    _repeat(number)
    submitted = next(application for application in applicants if application.submitted_version)
    return {
        "application": submitted.id,
        "mentor": pairs[0].mentor,
        "number": str(number),
        "policy": cycle.eligibility_policy,
        "email": submitted.email,
        "last_name": made[0].form["name"]["last"],
    }


def _mentors(count: int) -> Iterator[Mentor]:
    people = People(seed=2)
    forms = [people.mentor().form for _ in range(_FORMS)]
    for n in range(count):
        at = BEGUN + timedelta(seconds=n)
        yield Mentor(mentor_id(f"m{n}"), f"m{n}", f"mentor{n}@example.edu", "active", 1, forms[n % _FORMS], at, at)


def _pairs(applicants: list[Application], made: list[Mentor]) -> Iterator[Match]:
    """One match for every fifth application; all of them ended, so that rounds look at everyone."""
    for n, application in enumerate(applicants[::5]):
        at = application.created_at
        yield Match(
            f"match-{n}", CYCLE, 1, "declined", application.id, made[n % len(made)].id,
            {"applicant": ["You’re in the same state."], "mentor": ["They’re in the same state."]}, at, at,
        )  # fmt: skip


def _facts(application: Application, cycle: Cycle) -> Iterator[Activity]:
    id, at, more = application.id, application.created_at, {"cycle": CYCLE}
    yield activity("ApplicationStarted", id, 1, at=at, actor="applicant", **more)
    if application.receipt:
        yield activity("ApplicationSubmitted", id, 1, at=at, actor="applicant", version=1, **more)
    if application.verdict:
        by = f"staff:{int(id[:4], 16) % _STAFF}"
        yield activity("VerdictReached", id, 1, at=at, actor=by, outcome=application.verdict.outcome, **more)
    if application.late:
        failed = cycle.accepts_before - timedelta(hours=1)
        who = application.applicant
        yield activity("AttemptFailed", id, 1, at=failed, actor="program", caller=who, **more)


def _task(n: int, application: Application) -> Task:
    return Task(f"mail_refused-{n}", "mail_refused", application.id, application.created_at, CYCLE)


def _job(n: int) -> Job:
    return Job(f"job-{n}", "export", CYCLE, {"kind": "mentors", "format": "csv"}, "staff:1", _on(n), state="done")


def _on(n: int) -> datetime:
    return BEGUN + timedelta(minutes=n)


def _mail(n: int, application: Application) -> db.Write:
    at = to_iso(application.created_at + timedelta(days=n))
    item: dict[str, Any] = {"id": f"{application.id}.{n}", "mail": "received", "about": application.id, "at": at}
    return db.put("mails", {**item, "status": "sent", "cycle": CYCLE, "sent_at": at})


def _dry_run(cycle: Cycle, applicants: list[Application]) -> Iterator[db.Write]:
    """A dry run of the cycle's policy that would change every verdict, in pieces as full as they get."""
    changed = [it.id for it in applicants if it.verdict]
    check = PolicyCheck(cycle.id, cycle.eligibility_policy, "run", "done", BEGUN, checked=len(changed))
    for page in range(math.ceil(len(changed) / PAGE)):
        ids = changed[page * PAGE : (page + 1) * PAGE]
        rows = [ChangeDict(application=id, before="eligible", after="ineligible", rules=["enrolled"]) for id in ids]
        yield policy_checks.write_piece(replace(check, page=page), rows)
    yield policy_checks.write(replace(check, changes={"eligible>ineligible": len(changed)}))


def _repeat(number: int) -> None:
    """The heads of the rounds of the nights that follow."""
    head = rounds.load(CYCLE, number)
    assert head
    for n in range(number + 1, number + _ROUNDS):
        put(rounds.write(replace(head, number=n, revision=0)))
