import re
from typing import get_args

import pytest
from hypothesis import given, settings

from functions.matching.engine import optimal
from functions.matching.engine.facts import ApplicantFacts, Facts, MentorFacts, sort_by_id
from functions.matching.engine.market import Market
from functions.matching.engine.next_best import next_best
from functions.matching.engine.reasons import pair_reasons
from functions.matching.engine.round import compute_round
from functions.matching.engine.rules import Rules
from functions.matching.engine.unmatched import DECISIVE_RULES
from shared.domain.choices import Group
from tests.functions.matching.builders import applicant, crowd, every_assignment, mentor, merit_in, tiny_markets


def test_reasons_name_what_the_two_share_to_both() -> None:
    student = applicant("a", disciplines=("hematology", "medical_oncology"), topics=("work_life", "research"))
    guide = mentor("m", disciplines=("medical_oncology",), topics=("research", "work_life"), formats=("either",))
    shared = (
        "You both chose medical oncology.",
        "You both care about breast cancer.",
        "You both want to talk about research and work-life balance.",
        "You both chose academic medicine as a setting.",
        "You are both in the same state.",
        "You are in the same time zone.",
        "You can both meet virtually.",
    )
    assert pair_reasons(student, guide) == {
        "applicant": (*shared, "Your mentor takes medical students."),
        "mentor": (*shared, "You take medical students."),
    }


def test_reasons_mention_openness_where_nothing_is_shared() -> None:
    reasons = pair_reasons(applicant("a", disciplines=("undecided",)), mentor("m"))
    assert reasons["applicant"][0] == "You are open to any discipline."
    assert reasons["mentor"][0] == "The applicant is open to any discipline."


def test_reasons_mention_a_shared_region_and_close_time_zones() -> None:
    reasons = pair_reasons(applicant("a"), mentor("m", state="IL", time_zone="America/Chicago"))
    assert {"You are both in the Midwest.", "Your time zones are an hour apart."} <= set(reasons["mentor"])


def test_reasons_are_given_both_ways_without_name_race_or_score() -> None:
    facts = sort_by_id(crowd(80, 40))
    result = compute_round(facts)
    people: list[ApplicantFacts | MentorFacts] = [*facts.applicants, *facts.mentors]
    names, institutions = [person.id for person in people], [person.institution for person in people]
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
    ("of_applicant", "of_mentor", "why"),
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
            "Every mentor with a place for medical students is at this applicant's institution.",
        ),
        (
            {"institution": "Mercy College"},
            {"avoid_institutions": ("Mercy College",)},
            "Every other mentor with a place for medical students avoids this applicant's institution.",
        ),
    ],
)
def test_unmatched_reason_is_the_rule_that_left_no_mentor(
    of_applicant: dict[str, object], of_mentor: dict[str, object], why: str
) -> None:
    facts = Facts((applicant("a", **of_applicant),), (mentor("m", **of_mentor),))
    assert [left_out.why for left_out in compute_round(facts).unmatched] == [(why,)]


def test_unmatched_reason_is_that_every_pair_was_closed_or_ruled_out() -> None:
    people, doctors, pair = (applicant("a"),), (mentor("m"),), frozenset({("a", "m")})
    closed = compute_round(Facts(people, doctors, closed_pairs=pair)).unmatched[0].why
    ruled_out = compute_round(Facts(people, doctors, forbids=pair)).unmatched[0].why
    assert closed == ("This applicant has already had a proposal or a match with every mentor who was left.",)
    assert ruled_out == ("Staff ruled out every mentor who was left.",)


def test_every_rule_has_a_sentence_in_the_order_in_which_it_is_applied() -> None:
    assert list(Rules(Facts((applicant("a"),), (mentor("m"),))).broken_by(0)) == list(DECISIVE_RULES)


def test_unmatched_reasons_name_full_mentors_and_missing_disciplines() -> None:
    second = applicant("b", disciplines=("medical_oncology", "neuro_oncology"), topics=("networking",))
    assert [left_out.why for left_out in compute_round(Facts((applicant("a"), second), (mentor("m"),))).unmatched] == [
        (
            "The only mentor this applicant could have is full.",
            "Every allowed mentor in medical oncology is full.",
            "No mentor works in neuro-oncology.",
        )
    ]


def test_unmatched_reason_without_any_mentor() -> None:
    assert compute_round(Facts((applicant("a"),), ())).unmatched[0].why == ("There is no mentor in this round.",)


def test_shortages_are_what_the_unmatched_wanted_most_wanted_first() -> None:
    residents = tuple(applicant(f"r{number}", stage="resident", disciplines=("hematology",)) for number in range(2))
    distant = applicant("s", disciplines=("palliative_care",), same_region=True, state="TX", carried_over=True)
    lacking = compute_round(Facts((*residents, distant), (mentor("m"),))).lacking
    assert lacking == {"disciplines": ("hematology", "palliative_care"), "stages": ("resident",), "regions": ("South",)}


def _changes(made: Market, assignments: list[list[int]], mentor_of: list[int], row: int) -> list[list[int]]:
    """Every assignment in which one move or one swap brings an applicant another mentor."""
    changes = []
    for other in assignments:
        moved = [mover for mover, column in enumerate(other) if column != mentor_of[mover]]
        swap = len(moved) == 2 and {other[mover] for mover in moved} == {mentor_of[mover] for mover in moved}
        displaced = [loser for loser in moved if loser != row and other[loser] == -1 and mentor_of[loser] == other[row]]
        unfair = any(made.carried_over[loser] and not made.carried_over[row] for loser in displaced)
        if row in moved and other[row] >= 0 and (len(moved) == 1 or swap) and not unfair:
            changes.append(other)
    return changes


@settings(max_examples=150, deadline=None)
@given(tiny_markets())
def test_next_best_is_the_cheapest_of_all_single_changes(made: Market) -> None:
    mentor_of = optimal.participation(made).mentor_of
    merit, assignments = merit_in(made), every_assignment(made)
    total = merit(mentor_of.tolist())[3]
    alternatives = next_best(made, mentor_of, frozenset())
    for row in range(len(made.applicants)):
        costs = [total - merit(other)[3] for other in _changes(made, assignments, mentor_of.tolist(), row)]
        assert (alternatives[row].cost if row in alternatives else None) == min(costs, default=None)
