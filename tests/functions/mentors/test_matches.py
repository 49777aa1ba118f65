"""Both sides of a match: who sees it, how each side responds, and what happens when many respond at once."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from functions.mentors import responses
from functions.mentors.handler import handler
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.errors import MatchClosed
from shared.domain.match import Match
from shared.domain.other_side import applicant_side
from shared.runtime.api import Caller
from shared.store import applications, matches, mentors
from tests.functions.applications.applicant import Applicant, eligible
from tests.functions.http import call
from tests.functions.mentors.volunteer import Volunteer, accept, active, decline, matches_of
from tests.functions.staff.staff_client import propose, write_cycle
from tests.runtime.concurrency import race
from tests.scene import Scene
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("aws")
Pair = tuple[Applicant, Volunteer, Match]


@Scene
def proposed(people: People, cycle: Cycle) -> Pair:
    """An applicant and a mentor with a proposal that both may still answer."""
    write_cycle(cycle)
    applicant, mentor = eligible(people), active(people)
    propose()
    return applicant, mentor, matches.of_mentor(mentor.id)[0]


@pytest.fixture
def pair(people: People, cycle: Cycle) -> Pair:
    return proposed(people, cycle)


def caller(sub: str) -> Caller:
    """Someone who is signed in."""
    return Caller(sub, sub, None, frozenset())


def sides(match: Match) -> tuple[str, str | None, str, frozenset[str], frozenset[str]]:
    """How a match, its applicant and its mentor stand: what must always agree."""
    stored, applicant, mentor = matches.load(match.id), applications.load(match.application), mentors.load(match.mentor)
    assert stored
    assert applicant
    assert mentor
    return stored.state, applicant.live_match, applicant.status, mentor.live_matches, mentor.taken


def test_both_sides_see_the_match_with_their_own_reasons(pair: Pair) -> None:
    applicant, mentor, match = pair
    for sub, side in ((applicant.sub, "applicant"), (mentor.sub, "mentor")):
        (seen,) = matches_of(sub)
        assert (seen["id"], seen["state"], seen["reasons"]) == (match.id, "proposed", match.reasons[side])
        assert (seen["accepted"], set(seen) & {"contact", "term"}) == ({"applicant": False, "mentor": False}, set())
    assert matches_of("stranger") == []


def test_mentor_reads_what_the_applicant_submitted_and_no_later_change(pair: Pair) -> None:
    applicant, mentor, match = pair
    side = applicant_side(applicant.person.form, {"name": "", "email": "", "institution": None})
    assert applicant.save({"introduction": "x" * 80, "statement": "y" * 150}).status == 200
    assert matches_of(mentor.sub)[0]["other"] == side.introduced
    for sub in (applicant.sub, mentor.sub):
        accept(sub, match.id)
    assert matches_of(mentor.sub)[0]["other"] == side.in_full
    assert matches_of(applicant.sub)[0]["other"]["introduction"] == mentor.person.form["introduction"]


@pytest.mark.parametrize("first", ["applicant", "mentor"])
def test_second_acceptance_confirms_and_shows_the_contact(pair: Pair, first: str) -> None:
    applicant, mentor, match = pair
    order = [applicant.sub, mentor.sub] if first == "applicant" else [mentor.sub, applicant.sub]
    half, whole = (accept(sub, match.id).json for sub in order)
    assert (half["state"], half["accepted"], "contact" in half) == (
        "proposed",
        {"applicant": first == "applicant", "mentor": first == "mentor"},
        False,
    )
    contacts = {sub: matches_of(sub)[0]["contact"]["email"] for sub in order}
    assert (whole["state"], contacts) == (
        "confirmed",
        {applicant.sub: mentor.person.email, mentor.sub: applicant.person.email},
    )
    assert whole["contact"]["email"] == contacts[order[1]]
    assert sides(match) == ("confirmed", match.id, "matched", frozenset({match.id}), frozenset({match.id}))


def test_accepting_again_changes_nothing(pair: Pair) -> None:
    applicant, mentor, match = pair
    for sub in (applicant.sub, mentor.sub):
        accept(sub, match.id)
        before, shown = counts(), matches_of(sub)
        again = accept(sub, match.id)
        assert (again.status, [again.json], counts()) == (200, shown, before)


@pytest.mark.parametrize("side", ["applicant", "mentor"])
def test_decline_closes_the_match_and_frees_both_sides(pair: Pair, side: str) -> None:
    applicant, mentor, match = pair
    sub, other = (applicant.sub, mentor.sub) if side == "applicant" else (mentor.sub, applicant.sub)
    declined = decline(sub, match.id)
    again = decline(sub, match.id)
    assert (declined.status, declined.json["state"], again.json) == (200, "declined", declined.json)
    assert sides(match) == ("declined", None, "eligible", frozenset(), frozenset())
    refused = [accept(other, match.id), decline(other, match.id), accept(sub, match.id)]
    assert [(a.status, a.json["type"], a.json["state"]) for a in refused] == [(409, "match_closed", "declined")] * 3
    assert len(of_type("MatchDeclined")) == 1
    assert applications.load(applicant.id).carried_over  # type: ignore[union-attr]


@pytest.mark.parametrize(("late", "status"), [(-timedelta(milliseconds=1), 200), (timedelta(0), 409)])
def test_proposal_can_be_accepted_until_the_last_millisecond(pair: Pair, late: timedelta, status: int) -> None:
    applicant, mentor, match = pair
    at = match.respond_by.astimezone(UTC) + late
    accepted, declined = accept(applicant.sub, match.id, at), decline(mentor.sub, match.id, at)
    assert [accepted.status, declined.status] == [status, status]
    if status == 409:
        assert [accepted.json["type"], accepted.json["state"]] == ["match_closed", "expired"]
        assert matches.load(match.id) == match


def test_other_peoples_match_is_not_found(pair: Pair, people: People) -> None:
    stranger = active(people, "mentor-2")
    _, _, match = pair
    answers = [
        accept(stranger.sub, match.id),
        decline(stranger.sub, match.id),
        accept("no one", match.id),
        accept("x", "y"),
    ]
    assert [(a.status, a.json["detail"]) for a in answers] == [(404, "There’s no such match.")] * 4
    unsigned = call(handler, "GET", "/api/matches")
    assert (unsigned.status, matches.load(match.id)) == (401, match)


def test_proposal_cannot_be_accepted_after_the_other_side_left(pair: Pair) -> None:
    applicant, mentor, match = pair
    mentor.send("POST", "/pause", {})
    refused = accept(applicant.sub, match.id)
    assert (refused.status, refused.json["type"], sides(match)[0]) == (409, "match_closed", "proposed")


def test_twenty_acceptances_at_once_confirm_the_match_once(pair: Pair) -> None:
    applicant, mentor, match = pair
    now = datetime.now(UTC)
    outcomes = race([partial(responses.accept, match.id, caller(sub), now) for sub in [applicant.sub, mentor.sub] * 10])
    assert [outcome for outcome in outcomes if not isinstance(outcome, dict)] == []
    assert [len(of_type(type)) for type in ("MatchAccepted", "MatchConfirmed")] == [1, 1]
    assert sides(match) == ("confirmed", match.id, "matched", frozenset({match.id}), frozenset({match.id}))


def test_accepting_and_declining_at_once_leaves_one_consistent_outcome(pair: Pair) -> None:
    applicant, mentor, match = pair
    accept(applicant.sub, match.id)
    now = datetime.now(UTC)
    accepting = partial(responses.accept, match.id, caller(mentor.sub), now)
    declining = partial(responses.decline, match.id, caller(applicant.sub), "Changed my mind", now)
    race([accepting, declining] * 5)
    state, *others = sides(match)
    agreed = {
        "confirmed": [match.id, "matched", frozenset({match.id}), frozenset({match.id})],
        "declined": [None, "eligible", frozenset(), frozenset()],
    }
    assert others == agreed[state]
    assert len(of_type("MatchConfirmed")) + len(of_type("MatchDeclined")) == 1


def test_last_place_of_a_mentor_is_taken_once_when_two_matches_compete(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    applicants, mentor = [eligible(people, f"applicant-{n}") for n in (1, 2)], active(people)
    mentor.volunteer(capacity=2)
    propose()
    mentor.volunteer(capacity=1)
    by_application = {match.application: match for match in matches.of_mentor(mentor.id)}
    for applicant in applicants:
        accept(applicant.sub, by_application[applicant.id].id)
    now = datetime.now(UTC)
    outcomes = race([partial(responses.accept, m.id, caller(mentor.sub), now) for m in by_application.values()])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["MatchClosed", "dict"]
    (taken,) = [item["taken"] for item in items("mentors")]
    assert (len(taken), len(of_type("MatchConfirmed"))) == (1, 1)
    assert sorted(item["status"] for item in items("applications") if item["part"] == "application") == [
        "eligible",
        "matched",
    ]


def test_fifty_acceptances_at_once_take_only_the_last_place(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    applicants, mentor = [eligible(people, f"applicant-{n}") for n in range(5)], active(people)
    mentor.volunteer(capacity=5)
    propose()
    mentor.volunteer(capacity=1)
    sides_of = [
        (match.id, sub) for match in matches.of_mentor(mentor.id) for sub in (mentor.sub, _sub(applicants, match))
    ]
    now = datetime.now(UTC)
    calls = [partial(responses.accept, match, caller(sub), now) for match, sub in sides_of * 5]
    assert len(calls) == 50
    race(calls)
    for again in calls:  # callers that were asked to try again do so
        with suppress(MatchClosed):
            again()
    (taken,) = [item["taken"] for item in items("mentors")]
    assert (len(taken), len(of_type("MatchConfirmed"))) == (1, 1)
    statuses = [item["status"] for item in items("applications") if item["part"] == "application"]
    assert sorted(statuses) == ["eligible"] * 4 + ["matched"]


def _sub(applicants: list[Applicant], match: Match) -> str:
    (sub,) = [applicant.sub for applicant in applicants if applicant.id == match.application]
    return sub
