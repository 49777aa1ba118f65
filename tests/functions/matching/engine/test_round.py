from collections.abc import Iterable
from dataclasses import replace

import pytest

from functions.matching.engine.facts import Facts, digest_of
from functions.matching.engine.policy import UnknownPolicyError
from functions.matching.engine.result import Adjustment
from functions.matching.engine.round import draw_up
from tests.functions.matching.builders import applicant, crowd, mentor, shuffled

SHAPE = {
    "policy",
    "policy_version",
    "seed",
    "matched",
    "total",
    "worst",
    "worst_percent",
    "blocking_pairs",
    "blocking_applicants",
    "certificate",
    "alternative",
    "facts_digest",
    "result_digest",
    "pairs",
    "unmatched",
    "adjustments",
    "lacking",
}


def leaves(told: object) -> Iterable[object]:
    if isinstance(told, dict):
        for name, value in told.items():
            yield name
            yield from leaves(value)
    elif isinstance(told, list):
        for value in told:
            yield from leaves(value)
    else:
        yield told


@pytest.mark.parametrize("policy", ["participation", "stable"])
def test_the_same_facts_in_ten_orders_make_the_same_round(policy: str) -> None:
    facts = crowd(60, 20)
    first = draw_up(facts, policy).as_dict()
    assert [draw_up(shuffled(facts, seed), policy).as_dict() for seed in range(10)] == [first] * 10


def test_people_nobody_can_tell_apart_make_the_same_round_in_any_order() -> None:
    facts = Facts(
        tuple(applicant(f"a{number}") for number in range(12)), tuple(mentor(f"m{number}") for number in range(7))
    )
    assert {draw_up(shuffled(facts, seed)).result_digest for seed in range(10)} == {draw_up(facts).result_digest}


def test_another_seed_decides_ties_otherwise() -> None:
    facts = Facts(tuple(applicant(f"a{number}") for number in range(12)), (mentor("m"),))
    assert len({draw_up(facts, seed=seed).pairs[0].application for seed in range(8)}) > 1


def test_a_round_is_told_in_the_names_of_the_contract() -> None:
    told = draw_up(crowd(40, 14)).as_dict()
    assert set(told) == SHAPE
    assert (told["policy"], told["policy_version"]) == ("participation", "participation.1")


def test_a_round_holds_integers_strings_and_flags_only() -> None:
    told = draw_up(crowd(40, 14)).as_dict()
    assert {type(leaf) for leaf in leaves(told)} == {int, str, bool}


def test_alternative_is_the_other_policy() -> None:
    facts = crowd(40, 14)
    ours, theirs = draw_up(facts), draw_up(facts, "stable")
    assert (ours.alternative, theirs.alternative) == (("stable", theirs.sums), ("participation", ours.sums))


def test_everybody_is_either_matched_or_left_out_with_a_reason() -> None:
    facts = crowd(60, 20)
    result = draw_up(facts)
    told = [pair.application for pair in result.pairs] + [one.application for one in result.unmatched]
    assert sorted(told) == sorted(one.id for one in facts.applicants)
    assert all(one.why for one in result.unmatched)


def test_nobody_makes_an_empty_round() -> None:
    told = draw_up(Facts((), ())).as_dict()
    assert (told["matched"], told["total"], told["worst"], told["pairs"], told["unmatched"]) == (0, 0, 0, [], [])


def test_unknown_policy_is_refused() -> None:
    with pytest.raises(UnknownPolicyError):
        draw_up(Facts((), ()), "fairness.1")


PEOPLE = (applicant("a"), applicant("b", topics=("networking",)))
DOCTORS = (mentor("m"), mentor("n", topics=("networking",)))
OPEN = Facts(PEOPLE, DOCTORS)


def test_a_pin_is_obeyed_and_priced() -> None:
    free, pinned = draw_up(OPEN), draw_up(replace(OPEN, pins=frozenset({("a", "n")})))
    assert [(pair.application, pair.mentor, pair.pinned) for pair in pinned.pairs] == [
        ("a", "n", True),
        ("b", "m", False),
    ]
    cost = free.sums.total - pinned.sums.total
    assert cost > 0
    assert pinned.adjustments == (Adjustment("pin", "a", "n", 0, cost, None),)


def test_a_forbid_is_obeyed_and_priced_in_matches() -> None:
    facts = replace(OPEN, closed_pairs=frozenset({("a", "n")}), forbids=frozenset({("a", "m")}))
    result = draw_up(facts)
    assert [(pair.application, pair.mentor) for pair in result.pairs] == [("b", "n")]
    assert (result.adjustments[0].kind, result.adjustments[0].matched) == ("forbid", 1)


@pytest.mark.parametrize(
    ("facts", "pins", "refused"),
    [
        (replace(OPEN, closed_pairs=frozenset({("a", "n")})), {("a", "n")}, ["This pair is forbidden."]),
        (replace(OPEN, forbids=frozenset({("a", "n")})), {("a", "n")}, ["This pair is forbidden.", None]),
        (OPEN, {("a", "m"), ("a", "n")}, [None, "The applicant is pinned to another mentor."]),
        (OPEN, {("a", "m"), ("b", "m")}, [None, "Every place of this mentor is pinned."]),
        (OPEN, {("a", "gone")}, ["One of the two takes no part in this round."]),
    ],
)
def test_a_pin_that_cannot_be_is_refused_and_never_obeyed(
    facts: Facts, pins: set[tuple[str, str]], refused: list[str | None]
) -> None:
    result = draw_up(replace(facts, pins=frozenset(pins)))
    assert [one.refused for one in result.adjustments] == refused
    assert result.sums.matched == 2
    assert len({pair.mentor for pair in result.pairs}) == 2


def test_next_best_is_the_price_of_one_trade() -> None:
    result = draw_up(OPEN)
    crossed = draw_up(replace(OPEN, pins=frozenset({("a", "n")})))
    told = [pair.next_best for pair in result.pairs]
    assert [one and (one.mentor, one.cost) for one in told] == [
        ("n", result.sums.total - crossed.sums.total),
        ("m", result.sums.total - crossed.sums.total),
    ]


def test_next_best_moves_to_an_open_place() -> None:
    facts = Facts(PEOPLE[:1], DOCTORS)
    moved = draw_up(replace(facts, pins=frozenset({("a", "n")})))
    told = draw_up(facts).pairs[0].next_best
    assert told is not None
    assert (told.mentor, told.cost) == ("n", draw_up(facts).sums.total - moved.sums.total)


def test_next_best_of_the_unmatched_never_displaces_someone_carried_over() -> None:
    waiting = replace(PEOPLE[1], carried_over=True)
    newer = draw_up(Facts((PEOPLE[0], waiting), DOCTORS[:1]))
    assert [(one.application, one.next_best) for one in newer.unmatched] == [("a", None)]


def test_pairs_tell_who_was_carried_over() -> None:
    told = draw_up(Facts((PEOPLE[0], replace(PEOPLE[1], carried_over=True)), DOCTORS)).pairs
    assert [pair.carried_over for pair in told] == [False, True]


@pytest.mark.parametrize(
    ("size", "policy", "pairs"),
    [
        ((150, 60, 3), "participation", "103a7cb3bbb5b66091eae6fd45078e1af820303bab62a806cfbdd6084c4bcf12"),
        ((300, 100, 5), "participation", "5a48d403df8563f0c179dcb22b0c2e0badbad207094a84c445fc6695bd16d3d9"),
        ((300, 100, 5), "stable", "c3e01cf902b6a3c281427035b2d65dfbf7c2de4f123547b26650640801288467"),
    ],
)
def test_the_pairs_of_known_crowds_stay_the_same(size: tuple[int, int, int], policy: str, pairs: str) -> None:
    applicants, mentors, seed = size
    result = draw_up(crowd(applicants, mentors, seed), policy, seed)
    assert digest_of([[pair.application, pair.mentor, pair.score] for pair in result.pairs]) == pairs


def test_fewer_places_are_obeyed_and_priced_in_matches() -> None:
    free = draw_up(OPEN)
    result = draw_up(replace(OPEN, capacities=frozenset({("m", 0)})))
    lost = free.sums.total - result.sums.total
    assert {pair.mentor for pair in result.pairs} == {"n"}
    assert result.as_dict()["adjustments"] == [
        {"kind": "capacity", "mentor": "m", "places": 0, "cost": {"matched": 1, "total": lost}}
    ]


def test_more_places_open_a_mentor_who_was_full() -> None:
    full = Facts(PEOPLE, (replace(DOCTORS[0], places=0),))
    result = draw_up(replace(full, capacities=frozenset({("m", 2)})))
    assert (draw_up(full).sums.matched, result.sums.matched) == (0, 2)
    assert result.adjustments == (Adjustment("capacity", None, "m", -2, -result.sums.total, None, 2),)


def test_places_of_a_mentor_who_takes_no_part_change_nothing() -> None:
    result = draw_up(replace(OPEN, capacities=frozenset({("gone", 3)})))
    assert result.adjustments == (
        Adjustment("capacity", None, "gone", 0, 0, "The mentor takes no part in this round.", 3),
    )


@pytest.mark.parametrize("capacities", [{("m", -1)}, {("m", 1), ("m", 2)}])
def test_contradictory_places_are_refused(capacities: set[tuple[str, int]]) -> None:
    with pytest.raises(ValueError, match="a mentor has"):
        draw_up(replace(OPEN, capacities=frozenset(capacities)))


def test_the_worst_hundredth_and_those_in_a_blocking_pair_are_told() -> None:
    result = draw_up(crowd(150, 60))
    scores = sorted(pair.score for pair in result.pairs)
    assert len(scores) > 100
    assert result.worst_percent == sum(scores[:2]) // 2
    assert 0 < result.blocking_applicants <= result.blocking_pairs
