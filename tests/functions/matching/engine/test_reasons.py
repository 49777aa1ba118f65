import re
from typing import get_args

import pytest
from hypothesis import given, settings

from functions.matching.engine import optimal
from functions.matching.engine.facts import ApplicantFacts, Facts, MentorFacts, sort_by_id
from functions.matching.engine.market import Market
from functions.matching.engine.next_best import next_best
from functions.matching.engine.plain_reasons import plain_reasons
from functions.matching.engine.policy import POLICIES, policy_named
from functions.matching.engine.reasons import pair_reasons
from functions.matching.engine.round import compute_round
from functions.matching.engine.rules import Rules
from functions.matching.engine.unmatched import DECISIVE_RULES
from shared.domain.choices import Group
from tests.functions.matching.builders import (
    applicant,
    at_hours,
    crowd,
    every_assignment,
    in_zone,
    mentor,
    merit_in,
    tiny_markets,
)

NEWEST = policy_named("participation.2")


def test_reasons_begin_with_what_decided_and_say_the_rest_in_one_sentence() -> None:
    student = applicant("a", disciplines=("hematology", "medical_oncology"), topics=("work_life", "research"))
    guide = mentor("m", disciplines=("medical_oncology",), topics=("research", "work_life"), formats=("either",))
    rest = (
        "Also a good fit: the same time zone, an interest in academic medicine, living in the same state, "
        "meeting virtually and mentoring for medical students."
    )
    assert pair_reasons(student, guide, NEWEST) == {
        "applicant": (
            "Your mentor works in medical oncology, as you wanted.",
            "Your mentor is glad to talk about research and work-life balance.",
            "You both care about breast cancer.",
            rest,
        ),
        "mentor": (
            "The applicant is interested in medical oncology, which you work in.",
            "The applicant would like to talk about research and work-life balance, which you offered.",
            "You both care about breast cancer.",
            rest,
        ),
    }


def test_reasons_say_what_decided_for_this_pair_first() -> None:
    near: dict[str, object] = {"disciplines": ("hematology",), "disease_sites": ("lung",), "topics": ("networking",)}
    student = in_zone(applicant("a", format="in_person", same_region=True, **near), "America/New_York")
    guide = in_zone(mentor("m", formats=("in_person",)), "America/New_York")
    assert pair_reasons(student, guide, NEWEST)["applicant"] == (
        "You live in the same state.",
        "Your clocks show the same time.",
        "Your mentor knows academic medicine firsthand.",
        "Also a good fit: meeting in person and mentoring for medical students.",
    )


@pytest.mark.parametrize(
    ("zone", "other", "told"),
    [
        ("America/Denver", "America/Phoenix", "show the same time in winter and are an hour apart in summer"),
        ("America/Los_Angeles", "America/Phoenix", "are an hour apart in winter and show the same time in summer"),
        ("America/New_York", "America/Chicago", "are an hour apart"),
        ("America/Phoenix", "America/Phoenix", "show the same time"),
        ("America/New_York", "America/Los_Angeles", ""),
    ],
)
def test_reasons_tell_the_hours_apart_of_winter_and_summer(zone: str, other: str, told: str) -> None:
    reasons = pair_reasons(in_zone(applicant("a"), zone), in_zone(mentor("m"), other), NEWEST)
    assert [f"clocks {told}" in " ".join(side).replace("that ", "") for side in reasons.values()] == [bool(told)] * 2


def test_reasons_offer_meeting_in_person_only_to_people_nearby() -> None:
    student = applicant("a", format="either")
    told = [
        " ".join(pair_reasons(student, mentor("m", formats=("either",), state=state), NEWEST)["mentor"])
        for state in ("OH", "PA", "HI")
    ]
    assert [("in person" in text, "virtually" in text) for text in told] == [(True, True), (True, True), (False, True)]
    assert "living in neighboring states" in told[1]


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
    assert plain_reasons(student, guide) == {
        "applicant": (*shared, "Your mentor takes medical students."),
        "mentor": (*shared, "You take medical students."),
    }


def test_reasons_mention_openness_where_nothing_is_shared() -> None:
    people = applicant("a", disciplines=("undecided",)), mentor("m")
    for reasons in (plain_reasons(*people), pair_reasons(*people, NEWEST)):
        assert "You are open to any discipline." in reasons["applicant"]
        assert "The applicant is open to any discipline." in reasons["mentor"]


def test_reasons_mention_a_shared_region_and_close_time_zones() -> None:
    reasons = plain_reasons(applicant("a"), mentor("m", state="IL", time_zone="America/Chicago"))
    assert {"You are both in the Midwest.", "Your time zones are an hour apart."} <= set(reasons["mentor"])


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_reasons_are_given_both_ways_without_name_race_or_score(policy: str) -> None:
    facts = sort_by_id(crowd(80, 40))
    facts = at_hours(facts) if policy.endswith("2") else facts
    result = compute_round(facts, policy)
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
        (
            {"format": "either", "state": "KY"},
            {"formats": ("in_person",), "state": "PR"},
            "With every mentor who takes medical students, the only way to meet is in person, "
            "and all live too far away.",
        ),
        ({}, {"places": 0}, "Every mentor who takes medical students and can meet virtually is full."),
        (
            {"institution": "Mercy College"},
            {"institution": "Mercy College"},
            "Every mentor with a place for medical students is at this applicant’s institution.",
        ),
        (
            {"institution": "Mercy College"},
            {"avoid_institutions": ("Mercy College",)},
            "Every other mentor with a place for medical students avoids this applicant’s institution.",
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
    assert list(Rules(Facts((applicant("a"),), (mentor("m"),)), NEWEST).broken_by(0)) == list(DECISIVE_RULES)


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
    assert [(kind, list(counts.items())) for kind, counts in lacking.items()] == [
        ("disciplines", [("hematology", 2), ("palliative_care", 1)]),
        ("stages", [("resident", 2)]),
        ("regions", [("South", 1)]),
    ]


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
