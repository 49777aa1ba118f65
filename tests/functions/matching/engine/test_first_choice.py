"""A first choice counts twice from the third edition on, leads the reasons, and is nothing to older policies."""

from dataclasses import replace

import numpy as np
import pytest

from functions.matching.engine.criteria import contributions
from functions.matching.engine.facts import FIRST_CHOICES, ApplicantFacts, Facts, sort_by_id
from functions.matching.engine.market import market_of
from functions.matching.engine.policy import POLICIES, policy_named
from functions.matching.engine.reasons import pair_reasons
from functions.matching.engine.round import compute_round
from tests.functions.matching.builders import applicant, crowd, mentor

BEFORE, NEWEST = policy_named("participation.2"), policy_named("participation.3")
HEMATOLOGY, ONCOLOGY = mentor("hem", disciplines=("hematology",)), mentor("onc")
BOTH = ("hematology", "medical_oncology")


@pytest.mark.parametrize(
    ("first", "policy", "points"),
    [
        ("hematology", NEWEST, (412, 206)),
        ("medical_oncology", NEWEST, (206, 412)),
        (None, NEWEST, (310, 310)),
        ("palliative_care", NEWEST, (310, 310)),
        ("hematology", BEFORE, (310, 310)),
    ],
)
def test_first_choice_is_worth_two(first: str | None, policy: object, points: tuple[int, int]) -> None:
    student = applicant("a", disciplines=BOTH, first_discipline=first)
    added = [contributions(student, guide, policy)["disciplines"] for guide in (HEMATOLOGY, ONCOLOGY)]  # type: ignore[arg-type]
    assert tuple(each - NEWEST.mentor.disciplines for each in added) == points


@pytest.mark.parametrize("rule", ["participation", "stable"])
def test_first_choice_decides_between_two_mentors_who_fit_alike(rule: str) -> None:
    for first, guide in (("hematology", "hem"), ("medical_oncology", "onc")):
        facts = Facts((applicant("a", disciplines=BOTH, first_discipline=first),), (HEMATOLOGY, ONCOLOGY))
        assert [pair.mentor for pair in compute_round(facts, rule).pairs] == [guide]


def _with_first_choices(facts: Facts) -> Facts:
    """Every second applicant says what matters most in each list, be it one that means anything."""

    def chosen(person: ApplicantFacts) -> ApplicantFacts:
        return replace(person, **{first: getattr(person, choices)[-1] for choices, first in FIRST_CHOICES.items()})

    people = enumerate(facts.applicants)
    return replace(facts, applicants=tuple(chosen(person) if row % 2 else person for row, person in people))


@pytest.mark.parametrize("version", sorted(POLICIES))
def test_fit_of_every_pair_is_the_sum_of_what_its_criteria_add(version: str) -> None:
    policy, facts = POLICIES[version], sort_by_id(_with_first_choices(crowd(60, 25)))
    made = market_of(facts, policy).fit(slice(0, 60))
    sums = [[sum(contributions(own, other, policy).values()) for other in facts.mentors] for own in facts.applicants]
    assert np.array_equal(made[made >= 0], np.array(sums)[made >= 0])


def test_older_policies_and_digests_know_nothing_of_first_choices() -> None:
    facts = crowd(40, 14)
    with_first = _with_first_choices(facts)
    assert with_first.digest != facts.digest
    ours, theirs = (compute_round(people, "participation.2") for people in (facts, with_first))
    assert [(pair.mentor, pair.reasons) for pair in ours.pairs] == [
        (pair.mentor, pair.reasons) for pair in theirs.pairs
    ]


def test_reasons_begin_with_the_first_choice() -> None:
    student = applicant("a", disciplines=BOTH, first_discipline="medical_oncology", topics=("research", "networking"))
    guide = mentor("m", disciplines=BOTH, topics=("networking", "research"))
    chosen = replace(student, first_topic="research")
    assert {side: told[:2] for side, told in pair_reasons(chosen, guide, NEWEST).items()} == {
        "applicant": (
            "Your mentor works in medical oncology (your first choice) and hematology, as you wanted.",
            "Your mentor is glad to talk about research (your first choice) and networking.",
        ),
        "mentor": (
            "The applicant is interested in medical oncology (their first choice) and hematology, which you work in.",
            "The applicant would like to talk about research (their first choice) and networking, which you offered.",
        ),
    }
    assert "first choice" not in str(pair_reasons(chosen, guide, BEFORE))
    assert "first choice" not in str(pair_reasons(replace(chosen, first_topic=None), HEMATOLOGY, NEWEST))
