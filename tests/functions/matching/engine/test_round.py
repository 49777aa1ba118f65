from collections.abc import Iterable
from dataclasses import replace

import pytest

from functions.matching.engine.facts import Facts, digest_of
from functions.matching.engine.next_best import NextBest
from functions.matching.engine.policy import UnknownPolicyError
from functions.matching.engine.result import Adjustment
from functions.matching.engine.round import compute_round
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


def leaves(content: object) -> Iterable[object]:
    if isinstance(content, dict):
        for name, value in content.items():
            yield name
            yield from leaves(value)
    elif isinstance(content, list):
        for value in content:
            yield from leaves(value)
    else:
        yield content


@pytest.mark.parametrize("policy", ["participation", "stable"])
def test_the_same_facts_in_ten_orders_make_the_same_round(policy: str) -> None:
    facts = crowd(60, 20)
    first = compute_round(facts, policy).as_dict()
    assert [compute_round(shuffled(facts, seed), policy).as_dict() for seed in range(10)] == [first] * 10


def test_identical_people_make_the_same_round_in_any_order() -> None:
    facts = Facts(
        tuple(applicant(f"a{number}") for number in range(12)), tuple(mentor(f"m{number}") for number in range(7))
    )
    digests = {compute_round(shuffled(facts, seed)).result_digest for seed in range(10)}
    assert digests == {compute_round(facts).result_digest}


def test_another_seed_breaks_ties_differently() -> None:
    facts = Facts(tuple(applicant(f"a{number}") for number in range(12)), (mentor("m"),))
    assert len({compute_round(facts, seed=seed).pairs[0].application for seed in range(8)}) > 1


def test_a_round_has_the_names_of_the_contract() -> None:
    content = compute_round(crowd(40, 14)).as_dict()
    assert set(content) == SHAPE
    assert (content["policy"], content["policy_version"]) == ("participation", "participation.3")


def test_a_round_holds_integers_strings_and_flags_only() -> None:
    content = compute_round(crowd(40, 14)).as_dict()
    assert {type(leaf) for leaf in leaves(content)} == {int, str, bool}


def test_alternative_is_the_other_policy() -> None:
    facts = crowd(40, 14)
    ours, theirs = compute_round(facts), compute_round(facts, "stable")
    assert (ours.alternative, theirs.alternative) == (("stable", theirs.objectives), ("participation", ours.objectives))


def test_everyone_is_either_matched_or_unmatched_with_a_reason() -> None:
    facts = crowd(60, 20)
    result = compute_round(facts)
    people = [pair.application for pair in result.pairs] + [left_out.application for left_out in result.unmatched]
    assert sorted(people) == sorted(applicant.id for applicant in facts.applicants)
    assert all(left_out.why for left_out in result.unmatched)


def test_a_round_without_people_is_empty() -> None:
    content = compute_round(Facts((), ())).as_dict()
    assert [content[name] for name in ("matched", "total", "worst", "pairs", "unmatched")] == [0, 0, 0, [], []]


def test_unknown_policy_is_refused() -> None:
    with pytest.raises(UnknownPolicyError):
        compute_round(Facts((), ()), "fairness.1")


PEOPLE = (applicant("a"), applicant("b", topics=("networking",)))
DOCTORS = (mentor("m"), mentor("n", topics=("networking",)))
OPEN = Facts(PEOPLE, DOCTORS)


def test_a_pin_is_obeyed_and_its_cost_computed() -> None:
    free, pinned = compute_round(OPEN), compute_round(replace(OPEN, pins=frozenset({("a", "n")})))
    assert [(pair.application, pair.mentor, pair.pinned) for pair in pinned.pairs] == [
        ("a", "n", True),
        ("b", "m", False),
    ]
    cost = free.objectives.total - pinned.objectives.total
    assert cost > 0
    assert pinned.adjustments == (Adjustment("pin", "a", "n", 0, cost, None),)


def test_a_forbid_is_obeyed_and_its_cost_in_matches_computed() -> None:
    facts = replace(OPEN, closed_pairs=frozenset({("a", "n")}), forbids=frozenset({("a", "m")}))
    result = compute_round(facts)
    assert [(pair.application, pair.mentor) for pair in result.pairs] == [("b", "n")]
    assert (result.adjustments[0].kind, result.adjustments[0].matched) == ("forbid", 1)


@pytest.mark.parametrize(
    ("facts", "pins", "refused"),
    [
        (replace(OPEN, closed_pairs=frozenset({("a", "n")})), {("a", "n")}, ["This pair is forbidden."]),
        (replace(OPEN, forbids=frozenset({("a", "n")})), {("a", "n")}, ["This pair is forbidden.", None]),
        (OPEN, {("a", "m"), ("a", "n")}, [None, "The applicant is pinned to another mentor."]),
        (OPEN, {("a", "m"), ("b", "m")}, [None, "Every place of this mentor is pinned."]),
        (OPEN, {("a", "gone")}, ["The applicant or the mentor isn’t in this round."]),
    ],
)
def test_a_pin_that_cannot_be_is_refused_and_never_obeyed(
    facts: Facts, pins: set[tuple[str, str]], refused: list[str | None]
) -> None:
    result = compute_round(replace(facts, pins=frozenset(pins)))
    assert [adjustment.refused for adjustment in result.adjustments] == refused
    assert result.objectives.matched == 2
    assert len({pair.mentor for pair in result.pairs}) == 2


def test_next_best_costs_one_swap() -> None:
    result = compute_round(OPEN)
    crossed = compute_round(replace(OPEN, pins=frozenset({("a", "n")})))
    cost = result.objectives.total - crossed.objectives.total
    assert [pair.next_best for pair in result.pairs] == [NextBest("n", cost), NextBest("m", cost)]


def test_next_best_moves_to_an_open_place() -> None:
    facts = Facts(PEOPLE[:1], DOCTORS)
    moved = compute_round(replace(facts, pins=frozenset({("a", "n")})))
    result = compute_round(facts)
    assert result.pairs[0].next_best == NextBest("n", result.objectives.total - moved.objectives.total)


def test_next_best_of_the_unmatched_never_displaces_someone_carried_over() -> None:
    waiting = replace(PEOPLE[1], carried_over=True)
    newer = compute_round(Facts((PEOPLE[0], waiting), DOCTORS[:1]))
    assert [(left_out.application, left_out.next_best) for left_out in newer.unmatched] == [("a", None)]


def test_pairs_say_who_was_carried_over() -> None:
    pairs = compute_round(Facts((PEOPLE[0], replace(PEOPLE[1], carried_over=True)), DOCTORS)).pairs
    assert [pair.carried_over for pair in pairs] == [False, True]


@pytest.mark.parametrize(
    ("size", "policy", "pairs"),
    [
        ((150, 60, 3), "participation.1", "103a7cb3bbb5b66091eae6fd45078e1af820303bab62a806cfbdd6084c4bcf12"),
        ((300, 100, 5), "participation.1", "5a48d403df8563f0c179dcb22b0c2e0badbad207094a84c445fc6695bd16d3d9"),
        ((300, 100, 5), "stable.1", "c3e01cf902b6a3c281427035b2d65dfbf7c2de4f123547b26650640801288467"),
    ],
)
def test_the_pairs_of_known_crowds_stay_the_same(size: tuple[int, int, int], policy: str, pairs: str) -> None:
    applicants, mentors, seed = size
    result = compute_round(crowd(applicants, mentors, seed), policy, seed)
    assert digest_of([[pair.application, pair.mentor, pair.score] for pair in result.pairs]) == pairs


@pytest.mark.parametrize(
    ("policy", "result_digest"),
    [
        ("participation.1", "74e09fbcf375a0f96e1352b15066aea09009043d0cf21bad192ba4eb041ed748"),
        ("stable.1", "6d5992dd840c5d2212a8b6930fbce7cd0bb39ebbf4fcc44a56941e38950945af"),
    ],
)
def test_an_old_policy_gives_the_very_rounds_it_gave(policy: str, result_digest: str) -> None:
    result = compute_round(crowd(60, 20), policy)
    assert result.facts_digest == "0ca3b2fc529aca25ecf5dea940ce257731a3a9a91d2eaa8f05a58faa84b35bd6"
    assert result.result_digest == result_digest


def test_fewer_places_are_obeyed_and_their_cost_in_matches_computed() -> None:
    free = compute_round(OPEN)
    result = compute_round(replace(OPEN, capacities=frozenset({("m", 0)})))
    lost = free.objectives.total - result.objectives.total
    assert {pair.mentor for pair in result.pairs} == {"n"}
    assert result.as_dict()["adjustments"] == [
        {"kind": "capacity", "mentor": "m", "places": 0, "cost": {"matched": 1, "total": lost}}
    ]


def test_more_places_open_a_mentor_who_was_full() -> None:
    full = Facts(PEOPLE, (replace(DOCTORS[0], places=0),))
    result = compute_round(replace(full, capacities=frozenset({("m", 2)})))
    assert (compute_round(full).objectives.matched, result.objectives.matched) == (0, 2)
    assert result.adjustments == (Adjustment("capacity", None, "m", -2, -result.objectives.total, None, 2),)


def test_places_of_a_mentor_who_takes_no_part_change_nothing() -> None:
    result = compute_round(replace(OPEN, capacities=frozenset({("gone", 3)})))
    assert result.adjustments == (Adjustment("capacity", None, "gone", 0, 0, "The mentor isn’t in this round.", 3),)


@pytest.mark.parametrize("capacities", [{("m", -1)}, {("m", 1), ("m", 2)}])
def test_contradictory_places_are_refused(capacities: set[tuple[str, int]]) -> None:
    with pytest.raises(ValueError, match="a mentor has"):
        compute_round(replace(OPEN, capacities=frozenset(capacities)))


def test_the_worst_hundredth_and_blocking_pairs_are_counted() -> None:
    result = compute_round(crowd(150, 60))
    scores = sorted(pair.score for pair in result.pairs)
    assert len(scores) > 100
    assert result.worst_percent == sum(scores[:2]) // 2
    assert 0 < result.blocking_applicants <= result.blocking_pairs
