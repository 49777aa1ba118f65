import re
from typing import get_args

import pytest
from hypothesis import given, settings

from functions.matching.engine import optimal
from functions.matching.engine.facts import Facts, in_order
from functions.matching.engine.market import Market
from functions.matching.engine.next_best import next_best
from functions.matching.engine.reasons import pair_reasons
from functions.matching.engine.round import draw_up
from shared.domain.choices import Group
from tests.functions.matching.builders import applicant, crowd, every_assignment, mentor, merit, tiny_markets


def test_reasons_name_what_the_two_share_to_both() -> None:
    one = applicant("a", disciplines=("hematology", "medical_oncology"), topics=("work_life", "research"))
    other = mentor("m", disciplines=("medical_oncology",), topics=("research", "work_life"), formats=("either",))
    shared = (
        "You both chose medical oncology.",
        "You both care about breast cancer.",
        "You both want to talk about research and work-life balance.",
        "You both chose academic medicine as a setting.",
        "You are both in the same state.",
        "You are in the same time zone.",
        "You can both meet virtually.",
    )
    assert pair_reasons(one, other) == {
        "applicant": (*shared, "Your mentor takes medical students."),
        "mentor": (*shared, "You take medical students."),
    }


def test_reasons_tell_openness_where_nothing_is_shared() -> None:
    told = pair_reasons(applicant("a", disciplines=("undecided",)), mentor("m"))
    assert told["applicant"][0] == "You are open to any discipline."
    assert told["mentor"][0] == "The applicant is open to any discipline."


def test_reasons_tell_a_shared_region_and_close_time_zones() -> None:
    told = pair_reasons(applicant("a"), mentor("m", state="IL", time_zone="America/Chicago"))
    assert {"You are both in the Midwest.", "Your time zones are an hour apart."} <= set(told["mentor"])


def test_reasons_are_given_both_ways_without_name_race_or_score() -> None:
    facts = in_order(crowd(80, 40))
    result = draw_up(facts)
    names = [*(one.id for one in facts.applicants), *(one.id for one in facts.mentors)]
    institutions = [*(one.institution for one in facts.applicants), *(one.institution for one in facts.mentors)]
    groups = [
        word for group in get_args(Group) for word in group.split("_") if word not in {"none", "another", "group"}
    ]
    banned = re.compile("|".join([*names, *institutions, *groups, "race", "ethnic", "minorit", r"\d"]), re.IGNORECASE)
    assert result.pairs
    for pair in result.pairs:
        assert pair.reasons["applicant"]
        assert pair.reasons["mentor"]
        assert not [text for side in pair.reasons.values() for text in side if banned.search(text)]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({"stage": "resident"}, {}, "No mentor takes residents."),
        (
            {"format": "in_person"},
            {},
            "No mentor who takes medical students can meet in person.",
        ),
        ({}, {"places": 0}, "Every mentor who takes medical students and can meet virtually is full."),
        (
            {"institution": "Mercy College"},
            {"institution": "Mercy College"},
            "Every mentor with a place for medical students is at the same institution.",
        ),
        (
            {"institution": "Mercy College"},
            {"avoid_institutions": ("Mercy College",)},
            "Every other mentor with a place for medical students keeps apart from the same institution.",
        ),
    ],
)
def test_unmatched_are_told_the_rule_that_left_nobody(
    one: dict[str, object], other: dict[str, object], why: str
) -> None:
    facts = Facts((applicant("a", **one),), (mentor("m", **other),))
    assert [left.why for left in draw_up(facts).unmatched] == [(why,)]


def test_unmatched_are_told_that_every_pair_was_closed_or_ruled_out() -> None:
    people, doctors, pair = (applicant("a"),), (mentor("m"),), frozenset({("a", "m")})
    closed = draw_up(Facts(people, doctors, closed_pairs=pair)).unmatched[0].why
    ruled_out = draw_up(Facts(people, doctors, forbids=pair)).unmatched[0].why
    assert closed == ("Every allowed mentor was declined before, or the pair came to an end.",)
    assert ruled_out == ("Staff ruled out every mentor who was left.",)


def test_unmatched_are_told_who_is_full_and_what_is_missing() -> None:
    one = applicant("b", disciplines=("medical_oncology", "neuro_oncology"), topics=("networking",))
    assert [left.why for left in draw_up(Facts((applicant("a"), one), (mentor("m"),))).unmatched] == [
        (
            "The only mentor this applicant could have is full.",
            "Every allowed mentor in medical oncology is full.",
            "No mentor works in neuro-oncology.",
        )
    ]


def test_unmatched_without_any_mentor_are_told_so() -> None:
    assert draw_up(Facts((applicant("a"),), ())).unmatched[0].why == ("There is no mentor in this round.",)


def test_lacking_names_what_those_left_out_wanted_most_wanted_first() -> None:
    residents = tuple(applicant(f"r{number}", stage="resident", disciplines=("hematology",)) for number in range(2))
    distant = applicant("s", disciplines=("palliative_care",), same_region=True, state="TX", carried_over=True)
    told = draw_up(Facts((*residents, distant), (mentor("m"),))).lacking
    assert told == {"disciplines": ("hematology", "palliative_care"), "stages": ("resident",), "regions": ("South",)}


def _changes(made: Market, mentor_of: list[int], row: int) -> dict[int, list[list[int]]]:
    """By the new mentor of an applicant: every assignment one move or one trade away."""
    found: dict[int, list[list[int]]] = {}
    for other in every_assignment(made):
        moved = [one for one, column in enumerate(other) if column != mentor_of[one]]
        trade = len(moved) == 2 and {other[one] for one in moved} == {mentor_of[one] for one in moved}
        displaced = [one for one in moved if one != row and other[one] == -1 and mentor_of[one] == other[row]]
        unfair = any(made.carried[one] and not made.carried[row] for one in displaced)
        if row in moved and other[row] >= 0 and (len(moved) == 1 or trade) and not unfair:
            found.setdefault(other[row], []).append(other)
    return found


@settings(max_examples=150, deadline=None)
@given(tiny_markets())
def test_next_best_is_the_cheapest_of_all_single_changes(made: Market) -> None:
    mentor_of = optimal.participation(made).mentor_of
    total = merit(made, mentor_of.tolist())[3]
    told = next_best(made, mentor_of, frozenset())
    for row in range(len(made.applicants)):
        costs = [
            total - merit(made, other)[3] for some in _changes(made, mentor_of.tolist(), row).values() for other in some
        ]
        assert (told[row].cost if row in told else None) == min(costs, default=None)
