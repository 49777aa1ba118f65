from dataclasses import fields, replace

import pytest

from functions.matching.engine.criteria import FEW_VALUED, MANY_VALUED
from functions.matching.engine.market import MAX_FIT
from functions.matching.engine.policy import DEFAULT, POLICIES, UnknownPolicyError, Weights, newest, policy_named


def test_default_policy_seeks_participation() -> None:
    assert policy_named(DEFAULT).rule == "participation"


def test_a_rule_without_a_version_is_its_newest_policy() -> None:
    assert policy_named("stable") is policy_named("stable.3")


def test_the_newest_policy_is_the_last_of_the_table_not_the_largest_string() -> None:
    ninth, tenth = (replace(policy_named("stable"), version=version) for version in ("stable.9", "stable.10"))
    assert newest((ninth, tenth)) == {"stable": tenth}


def test_unknown_policy_is_refused() -> None:
    with pytest.raises(UnknownPolicyError):
        policy_named("participation.99")


@pytest.mark.parametrize("version", sorted(POLICIES))
def test_weights_of_both_sides_add_up_to_the_same_score(version: str) -> None:
    policy = POLICIES[version]
    assert (2 * policy.applicant.total(), 2 * policy.mentor.total()) == (MAX_FIT, MAX_FIT)


def test_every_weight_is_that_of_a_criterion() -> None:
    assert {weight.name for weight in fields(Weights)} == {*MANY_VALUED, *FEW_VALUED}
