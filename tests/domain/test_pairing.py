"""What a match does to its two sides: places held, taken and given back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from infra.local.people import People
from shared.domain import application_transitions as transitions
from shared.domain import match as matches
from shared.domain import pairing
from shared.domain.application import Status
from shared.domain.check_in import Side
from shared.domain.cycle import Cycle
from shared.domain.errors import MatchClosed
from shared.domain.mentor import Mentor, MentorStatus
from shared.domain.pairing import Pairing
from tests.domain.builders import AFTER, application, judged, mentor

SOON = AFTER + timedelta(days=3)
LATER = AFTER + timedelta(days=4)


def proposed(cycle: Cycle, people: People, taker: Mentor | None = None) -> Pairing:
    made = pairing.propose(cycle, 1, judged(cycle, people), taker or mentor(people), {}, AFTER)
    assert made
    return made


def accept(cycle: Cycle, pair: Pairing, side: Side) -> Pairing | None:
    return pairing.accept(cycle, pair.match, pair.application, pair.mentor, side, SOON)


def half(cycle: Cycle, people: People, taker: Mentor | None = None) -> Pairing:
    accepted = accept(cycle, proposed(cycle, people, taker), "applicant")
    assert accepted
    return accepted


def test_proposal_holds_a_place_on_both_sides(cycle: Cycle, people: People) -> None:
    stored, taker = judged(cycle, people), mentor(people, 2, live_matches=frozenset({"m0"}))
    made = pairing.propose(cycle, 1, stored, taker, {"applicant": [], "mentor": []}, AFTER)
    assert made
    assert made.application == replace(stored, live_match=made.match.id, updated_at=AFTER)
    assert made.mentor == replace(taker, live_matches=frozenset({"m0", made.match.id}))
    assert (made.mentor.open_places, made.mentor.taken) == (0, frozenset())
    assert (made.fact.type, made.fact.subject) == ("MatchProposed", made.match.id)


@pytest.mark.parametrize(
    ("status", "takes_part"),
    [
        ("draft", False),
        ("submitted", False),
        ("eligible", True),
        ("needs_review", False),
        ("ineligible", False),
        ("matched", False),
        ("unmatched", True),
        ("withdrawn", False),
        ("lapsed", False),
    ],
)
def test_applicant_takes_part_when_eligible_or_unmatched_before(
    cycle: Cycle, people: People, status: Status, takes_part: bool
) -> None:
    stored = application(cycle, people, status)
    assert pairing.in_pool(stored) is takes_part
    assert pairing.in_pool(replace(stored, live_match="m1")) is False
    made = pairing.propose(cycle, 1, stored, mentor(people), {}, AFTER)
    assert (made is not None) is takes_part


@pytest.mark.parametrize(
    ("status", "live"),
    [("active", {"m0"}), ("interested", set()), ("paused", set()), ("retired", set())],
)
def test_full_or_absent_mentor_gets_no_proposal(
    cycle: Cycle, people: People, status: MentorStatus, live: set[str]
) -> None:
    taker = mentor(people, 1, status=status, live_matches=frozenset(live))
    assert pairing.propose(cycle, 1, judged(cycle, people), taker, {}, AFTER) is None


def test_applicant_has_one_live_match(cycle: Cycle, people: People) -> None:
    made = proposed(cycle, people)
    assert pairing.propose(cycle, 2, made.application, mentor(people), {}, SOON) is None


def test_first_acceptance_takes_no_place_yet(cycle: Cycle, people: People) -> None:
    made = proposed(cycle, people)
    once = half(cycle, People(seed=7))
    assert (once.application, once.mentor) == (made.application, made.mentor)
    assert once.match.state == "proposed"


@pytest.mark.parametrize(("first", "second"), [("applicant", "mentor"), ("mentor", "applicant")])
def test_second_acceptance_matches_the_applicant_and_takes_the_place(
    cycle: Cycle, people: People, first: Side, second: Side
) -> None:
    once = accept(cycle, proposed(cycle, people), first)
    assert once
    both = accept(cycle, once, second)
    assert both
    assert (both.match.state, both.fact.type) == ("confirmed", "MatchConfirmed")
    assert both.application == replace(once.application, status="matched", updated_at=SOON)
    assert both.mentor == replace(once.mentor, taken=frozenset({both.match.id}))
    assert accept(cycle, both, first) is None


def test_capacity_lowered_before_the_second_acceptance_refuses_it(cycle: Cycle, people: People) -> None:
    taker = mentor(people, 2, live_matches=frozenset({"m0"}), taken=frozenset({"m0"}))
    once = half(cycle, people, taker)
    lowered = replace(once, mentor=replace(once.mentor, form={**once.mentor.form, "capacity": 1}))
    with pytest.raises(MatchClosed) as refused:
        accept(cycle, lowered, "mentor")
    assert refused.value.extra == {"state": "proposed"}
    assert accept(cycle, once, "mentor")


def test_capacity_is_never_exceeded_by_confirmed_matches(cycle: Cycle, people: People) -> None:
    full = mentor(people, 1, live_matches=frozenset({"m0"}), taken=frozenset({"m0"}))
    once = half(cycle, people)
    with pytest.raises(MatchClosed):
        accept(cycle, replace(once, mentor=replace(full, live_matches=full.live_matches | {once.match.id})), "mentor")


def test_applicant_who_withdrew_meanwhile_is_not_matched(cycle: Cycle, people: People) -> None:
    once = half(cycle, people)
    gone = transitions.withdraw(once.application, None, SOON).application
    assert gone.live_match == once.match.id
    with pytest.raises(MatchClosed) as refused:
        accept(cycle, replace(once, application=gone), "mentor")
    assert refused.value.extra == {"state": "withdrawn"}


@pytest.mark.parametrize("status", ["submitted", "ineligible", "needs_review", "withdrawn"])
def test_applicant_who_is_no_longer_eligible_cannot_be_accepted(cycle: Cycle, people: People, status: Status) -> None:
    made = proposed(cycle, people)
    with pytest.raises(MatchClosed):
        accept(cycle, replace(made, application=replace(made.application, status=status)), "mentor")


@pytest.mark.parametrize("status", ["paused", "retired"])
def test_mentor_who_left_meanwhile_cannot_be_accepted(cycle: Cycle, people: People, status: MentorStatus) -> None:
    made = proposed(cycle, people)
    with pytest.raises(MatchClosed):
        accept(cycle, replace(made, mentor=replace(made.mentor, status=status)), "applicant")


def test_places_given_back_meanwhile_cannot_be_accepted(cycle: Cycle, people: People) -> None:
    made = proposed(cycle, people)
    for freed in (
        replace(made, application=replace(made.application, live_match=None)),
        replace(made, application=replace(made.application, live_match="another")),
        replace(made, mentor=replace(made.mentor, live_matches=frozenset())),
    ):
        with pytest.raises(MatchClosed):
            accept(cycle, freed, "applicant")


def test_declined_match_gives_both_places_back_and_carries_the_applicant_over(cycle: Cycle, people: People) -> None:
    made = proposed(cycle, people, mentor(people, 2, live_matches=frozenset({"m0"}), taken=frozenset({"m0"})))
    change = matches.decline(made.match, "mentor", "No time.", SOON)
    assert change
    freed = pairing.release(change, made.application, made.mentor, SOON)
    assert freed.application == replace(made.application, live_match=None, carried_over=True, updated_at=SOON)
    assert freed.mentor == replace(made.mentor, live_matches=frozenset({"m0"}))
    assert (freed.mentor.taken, freed.match, freed.fact) == (frozenset({"m0"}), change.match, change.fact)
    assert pairing.in_pool(freed.application) is True


def test_withdrawn_applicant_is_freed_but_stays_withdrawn(cycle: Cycle, people: People) -> None:
    made = proposed(cycle, people)
    gone = transitions.withdraw(made.application, None, SOON).application
    change = matches.withdraw(made.match, "applicant", LATER)
    assert change
    freed = pairing.release(change, gone, made.mentor, LATER)
    assert (freed.application.status, freed.application.live_match) == ("withdrawn", None)
    assert freed.mentor.open_places == 1
    assert pairing.in_pool(freed.application) is False


def test_release_leaves_another_match_of_the_applicant_alone(cycle: Cycle, people: People) -> None:
    made = proposed(cycle, people)
    change = matches.expire(made.match, made.match.respond_by)
    assert change
    elsewhere = replace(made.application, live_match="another")
    assert pairing.release(change, elsewhere, made.mentor, LATER).application == elsewhere


def test_release_gives_back_a_place_that_was_taken(cycle: Cycle, people: People) -> None:
    made = proposed(cycle, people)
    change = matches.withdraw(made.match, "mentor", SOON)
    assert change
    taker = replace(made.mentor, taken=frozenset({made.match.id}))
    assert pairing.release(change, made.application, taker, SOON).mentor.taken == frozenset()
