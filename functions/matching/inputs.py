"""The facts of a round, read from the tables: the applicants in the pool, the mentors with places, the closed pairs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from functions.matching import institutions
from functions.matching.engine.facts import FIRST_CHOICES, ApplicantFacts, Facts, MentorFacts, Pair
from functions.matching.institutions import SameInstitution
from shared.domain.application import Application
from shared.domain.cycle import Term
from shared.domain.match import CLOSED_FOR_GOOD
from shared.domain.mentor import Mentor
from shared.domain.pairing import IN_POOL, in_pool
from shared.domain.term import offsets_over
from shared.store import application_lists, applications, cycles, matches, mentors
from shared.store.applications import Submission

Adjustments = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class _Pool:
    """Everyone who takes part as stored, and the pairs that are closed for good."""

    applications: list[Application]
    mentors: list[Mentor]
    closed_pairs: frozenset[Pair]


def gather(cycle: str, adjustments: Adjustments, *, provisional: bool = False) -> Facts:
    """Read everyone who takes part in a round of a cycle, with staff's adjustments; only submitted versions count.

    A draft decides about people, so it rests on the tables; a provisional round may miss what an index lags behind.
    """
    term = cycles.require(cycle).term
    pool = _listed_pool(cycle) if provisional else _stored_pool(cycle)
    submissions = applications.load_submissions(pool.applications)
    same = SameInstitution(institutions.keys_of_applicant(s.form, s.school_meant) for s in submissions.values())
    return Facts(
        applicants=tuple(_applicant(a, submissions[a.id], term) for a in pool.applications if a.id in submissions),
        mentors=tuple(_mentor(mentor, same, term) for mentor in pool.mentors),
        closed_pairs=pool.closed_pairs,
        pins=_pairs(adjustments, "pin"),
        forbids=_pairs(adjustments, "forbid"),
        capacities=frozenset(_places(adjustments, {mentor.id: mentor for mentor in pool.mentors})),
    )


def _stored_pool(cycle: str) -> _Pool:
    pool = _in_pool(application_lists.list_ids(cycle, *IN_POOL))
    ids = {application.id for application in pool}
    closed = {pair for pair in matches.closed_pairs(cycle, CLOSED_FOR_GOOD) if pair[0] in ids}
    return _Pool(pool, mentors.load_with_status("active"), frozenset(closed))


def _listed_pool(cycle: str) -> _Pool:
    pool = _in_pool(application_lists.list_ids(cycle, *IN_POOL))
    return _Pool(pool, mentors.load_with_status("active"), frozenset(_closed_pairs(pool)))


def _in_pool(ids: Iterable[str]) -> list[Application]:
    return [application for application in applications.load_many(ids).values() if in_pool(application)]


def _pairs(adjustments: Adjustments, kind: str) -> frozenset[Pair]:
    return frozenset((pair["application"], pair["mentor"]) for pair in adjustments.get(kind, ()))


def _places(adjustments: Adjustments, active: Mapping[str, Mentor]) -> Iterable[tuple[str, int]]:
    """The places that staff allow each mentor in this round: never more than the mentor has open."""
    for adjustment in adjustments.get("capacity", ()):
        mentor = active.get(adjustment["mentor"])
        left = adjustment["capacity"] - len(mentor.live_matches) if mentor else 0
        yield adjustment["mentor"], max(0, min(left, mentor.open_places if mentor else 0))


def _applicant(application: Application, submission: Submission, term: Term) -> ApplicantFacts:
    form: dict[str, Any] = submission.form
    return ApplicantFacts(
        id=application.id,
        stage=form["training"]["stage"],
        institution="".join(institutions.keys_of_applicant(form, submission.school_meant)[:1]),
        **_place(form["location"], term),
        **_lists(form["interests"], FIRST_CHOICES),
        **{first: form["interests"].get(first) for first in FIRST_CHOICES.values()},
        format=form["preferences"]["format"],
        same_region=form["preferences"]["same_region"],
        carried_over=application.carried_over,
    )


def _mentor(mentor: Mentor, same: SameInstitution, term: Term) -> MentorFacts:
    """The mentor's first institution is compared as theirs, further ones of a shared hospital as if avoided."""
    form = mentor.form
    own = same.compared(institutions.keys_of_mentor(form))
    return MentorFacts(
        id=mentor.id,
        institution="".join(own[:1]),
        **_place(form["location"], term),
        **_lists(form, (*FIRST_CHOICES, "formats", "mentee_stages")),
        avoid_institutions=(*own[1:], *same.compared(institutions.keys_avoided(form))),
        places=mentor.open_places,
    )


def _lists(answers: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: tuple(answers[name]) for name in names}


def _place(location: Mapping[str, str], term: Term) -> dict[str, Any]:
    """A state, a time zone, and how far the zone is ahead of UTC in the winter and in the summer of the term."""
    winter, summer = offsets_over(term, location["time_zone"])
    place = {"state": location["state"], "time_zone": location["time_zone"]}
    return {**place, "winter_offset": winter, "summer_offset": summer}


def _closed_pairs(pool: Iterable[Application]) -> Iterable[Pair]:
    """The pairs whose match is closed for good; only applicants who were carried over have any."""
    for application in pool:
        if application.carried_over:
            for match in matches.of_application(application.id):
                if match.state in CLOSED_FOR_GOOD:
                    yield application.id, match.mentor
