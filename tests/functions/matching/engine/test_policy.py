import pytest

from functions.matching.engine.policy import (
    DEFAULT,
    FULL_FIT,
    POLICIES,
    REGIONS,
    UnknownPolicyError,
    formats_of,
    policy_named,
    region_of,
)


def test_default_policy_seeks_participation() -> None:
    assert (policy_named(DEFAULT).version, policy_named(DEFAULT).rule) == ("participation.1", "participation")


def test_a_name_without_a_version_is_its_newest() -> None:
    assert policy_named("stable") is policy_named("stable.1")


def test_unknown_policy_is_refused() -> None:
    with pytest.raises(UnknownPolicyError):
        policy_named("participation.99")


@pytest.mark.parametrize("version", sorted(POLICIES))
def test_weights_of_each_side_add_up_to_a_full_fit(version: str) -> None:
    policy = POLICIES[version]
    assert (policy.applicant.total(), policy.mentor.total()) == (FULL_FIT, FULL_FIT)


def test_regions_hold_every_state_and_territory() -> None:
    counts = {region: list(REGIONS.values()).count(region) for region in REGIONS.values()}
    assert counts == {"Northeast": 9, "Midwest": 12, "South": 17, "West": 13, "U.S. territories": 9}


def test_outside_the_country_is_no_region() -> None:
    assert region_of("none") is None


def test_either_means_both_formats() -> None:
    assert formats_of(("either",)) == formats_of(()) == {"virtual", "in_person"}
