"""Both sides of a match: who sees it, how it is answered, and what happens when many answer at once."""

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
from shared.runtime.api import Caller
from shared.store import applications, matches, mentors
from tests.functions.applications.applicant import Applicant, eligible
from tests.functions.http import call
from tests.functions.mentors.volunteer import Volunteer, accept, active, decline, matches_of
from tests.functions.staff.staff_client import propose, write_cycle
from tests.runtime.concurrency import race
from tests.store.scans import counts, items, of_type

pytestmark = pytest.mark.usefixtures("aws")
Pair = tuple[Applicant, Volunteer, Match]


@pytest.fixture
def pair(people: People, cycle: Cycle) -> Pair:
    """An applicant and a mentor with a proposal that both may still answer."""
    write_cycle(cycle)
    one, guide = eligible(people), active(people)
    propose()
    return one, guide, matches.of_mentor(guide.id)[0]


def caller(sub: str) -> Caller:
    """Somebody who is signed in."""
    return Caller(sub, sub, None, frozenset())


def sides(match: Match) -> tuple[str, str | None, str, frozenset[str], frozenset[str]]:
    """How a match, its applicant and its mentor stand: what must always agree."""
    stored, one, guide = matches.load(match.id), applications.load(match.application), mentors.load(match.mentor)
    assert stored
    assert one
    assert guide
    return stored.state, one.live_match, one.status, guide.live_matches, guide.taken


def test_both_sides_see_the_match_with_their_own_reasons(pair: Pair) -> None:
    one, guide, match = pair
    for sub, side in ((one.sub, "applicant"), (guide.sub, "mentor")):
        (seen,) = matches_of(sub)
        assert (seen["id"], seen["state"], seen["reasons"]) == (match.id, "proposed", match.reasons[side])
        assert (seen["accepted"], set(seen) & {"contact", "term"}) == ({"applicant": False, "mentor": False}, set())
    assert matches_of("stranger") == []


@pytest.mark.parametrize("first", ["applicant", "mentor"])
def test_second_acceptance_confirms_and_shows_the_contact(pair: Pair, first: str) -> None:
    one, guide, match = pair
    order = [one.sub, guide.sub] if first == "applicant" else [guide.sub, one.sub]
    half, whole = (accept(sub, match.id).json for sub in order)
    assert (half["state"], half["accepted"], "contact" in half) == (
        "proposed",
        {"applicant": first == "applicant", "mentor": first == "mentor"},
        False,
    )
    contacts = {sub: matches_of(sub)[0]["contact"]["email"] for sub in order}
    assert (whole["state"], contacts) == ("confirmed", {one.sub: guide.person.email, guide.sub: one.person.email})
    assert whole["contact"]["email"] == contacts[order[1]]
    assert sides(match) == ("confirmed", match.id, "matched", frozenset({match.id}), frozenset({match.id}))


def test_accepting_again_changes_nothing(pair: Pair) -> None:
    one, guide, match = pair
    for sub in (one.sub, guide.sub):
        accept(sub, match.id)
        before, shown = counts(), matches_of(sub)
        again = accept(sub, match.id)
        assert (again.status, [again.json], counts()) == (200, shown, before)


@pytest.mark.parametrize("side", ["applicant", "mentor"])
def test_decline_closes_the_pair_and_frees_both_sides(pair: Pair, side: str) -> None:
    one, guide, match = pair
    sub, other = (one.sub, guide.sub) if side == "applicant" else (guide.sub, one.sub)
    declined = decline(sub, match.id)
    again = decline(sub, match.id)
    assert (declined.status, declined.json["state"], again.json) == (200, "declined", declined.json)
    assert sides(match) == ("declined", None, "eligible", frozenset(), frozenset())
    refused = [accept(other, match.id), decline(other, match.id), accept(sub, match.id)]
    assert [(a.status, a.json["type"], a.json["state"]) for a in refused] == [(409, "match_closed", "declined")] * 3
    assert len(of_type("MatchDeclined")) == 1
    assert applications.load(one.id).carried_over  # type: ignore[union-attr]


@pytest.mark.parametrize(("late", "status"), [(-timedelta(milliseconds=1), 200), (timedelta(0), 409)])
def test_proposal_can_be_answered_until_the_last_millisecond(pair: Pair, late: timedelta, status: int) -> None:
    one, guide, match = pair
    at = match.respond_by.astimezone(UTC) + late
    accepted, declined = accept(one.sub, match.id, at), decline(guide.sub, match.id, at)
    assert [accepted.status, declined.status] == [status, status]
    if status == 409:
        assert [accepted.json["type"], accepted.json["state"]] == ["match_closed", "expired"]
        assert matches.load(match.id) == match


def test_somebody_elses_match_is_not_found(pair: Pair, people: People) -> None:
    stranger = active(people, "mentor-2")
    _, _, match = pair
    answers = [
        accept(stranger.sub, match.id),
        decline(stranger.sub, match.id),
        accept("nobody", match.id),
        accept("x", "y"),
    ]
    assert [(a.status, a.json["detail"]) for a in answers] == [(404, "There's no such match.")] * 4
    unsigned = call(handler, "GET", "/api/matches")
    assert (unsigned.status, matches.load(match.id)) == (401, match)


def test_proposal_of_somebody_who_left_cannot_be_accepted(pair: Pair) -> None:
    one, guide, match = pair
    guide.send("POST", "/pause", {})
    refused = accept(one.sub, match.id)
    assert (refused.status, refused.json["type"], sides(match)[0]) == (409, "match_closed", "proposed")


def test_twenty_acceptances_at_once_confirm_the_match_once(pair: Pair) -> None:
    one, guide, match = pair
    now = datetime.now(UTC)
    outcomes = race([partial(responses.accept, match.id, caller(sub), now) for sub in [one.sub, guide.sub] * 10])
    assert [outcome for outcome in outcomes if not isinstance(outcome, dict)] == []
    assert [len(of_type(type)) for type in ("MatchAccepted", "MatchConfirmed")] == [1, 1]
    assert sides(match) == ("confirmed", match.id, "matched", frozenset({match.id}), frozenset({match.id}))


def test_accepting_and_declining_at_once_leaves_one_outcome_that_all_agree_on(pair: Pair) -> None:
    one, guide, match = pair
    accept(one.sub, match.id)
    now = datetime.now(UTC)
    accepting = partial(responses.accept, match.id, caller(guide.sub), now)
    declining = partial(responses.decline, match.id, caller(one.sub), "Changed my mind", now)
    race([accepting, declining] * 5)
    state, *others = sides(match)
    agreed = {
        "confirmed": [match.id, "matched", frozenset({match.id}), frozenset({match.id})],
        "declined": [None, "eligible", frozenset(), frozenset()],
    }
    assert others == agreed[state]
    assert len(of_type("MatchConfirmed")) + len(of_type("MatchDeclined")) == 1


def test_last_place_of_a_mentor_is_taken_once_when_two_matches_race_for_it(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    ones, guide = [eligible(people, f"applicant-{n}") for n in (1, 2)], active(people)
    guide.volunteer(capacity=2)
    propose()
    guide.volunteer(capacity=1)
    by_application = {match.application: match for match in matches.of_mentor(guide.id)}
    for one in ones:
        accept(one.sub, by_application[one.id].id)
    now = datetime.now(UTC)
    outcomes = race([partial(responses.accept, m.id, caller(guide.sub), now) for m in by_application.values()])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["MatchClosed", "dict"]
    (taken,) = [item["taken"] for item in items("mentors")]
    assert (len(taken), len(of_type("MatchConfirmed"))) == (1, 1)
    assert sorted(item["status"] for item in items("applications") if item["part"] == "application") == [
        "eligible",
        "matched",
    ]


def test_fifty_acceptances_at_once_never_take_more_than_the_one_place_left(people: People, cycle: Cycle) -> None:
    write_cycle(cycle)
    ones, guide = [eligible(people, f"applicant-{n}") for n in range(5)], active(people)
    guide.volunteer(capacity=5)
    propose()
    guide.volunteer(capacity=1)
    sides_of = [(match.id, sub) for match in matches.of_mentor(guide.id) for sub in (guide.sub, _sub(ones, match))]
    now = datetime.now(UTC)
    calls = [partial(responses.accept, match, caller(sub), now) for match, sub in sides_of * 5]
    assert len(calls) == 50
    race(calls)
    for again in calls:  # whoever was told to come again does
        with suppress(MatchClosed):
            again()
    (taken,) = [item["taken"] for item in items("mentors")]
    assert (len(taken), len(of_type("MatchConfirmed"))) == (1, 1)
    statuses = [item["status"] for item in items("applications") if item["part"] == "application"]
    assert sorted(statuses) == ["eligible"] * 4 + ["matched"]


def _sub(ones: list[Applicant], match: Match) -> str:
    (sub,) = [one.sub for one in ones if one.id == match.application]
    return sub
