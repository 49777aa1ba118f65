"""The engine imports nothing from `shared`, so its lists are compared with those of the domain here."""

from typing import get_args

from functions.matching.engine.criteria import OPEN_CHOICES
from functions.matching.engine.facts import FIRST_CHOICES, formats_of
from functions.matching.engine.geography import REGIONS, region_of, zone_hour
from functions.matching.engine.policy import POLICIES
from functions.matching.engine.wording import WORDS
from shared.domain import choices, interests, regions
from shared.domain.cycle import MatchingPolicy
from shared.domain.form import Preferences


def test_a_cycle_may_name_the_policies_that_the_engine_knows() -> None:
    assert get_args(MatchingPolicy) == tuple(POLICIES)


def test_every_state_but_the_armed_forces_is_in_a_region() -> None:
    nowhere = {state for state in get_args(choices.State) if region_of(state) is None}
    assert nowhere == {"AA", "AE", "AP", choices.OUTSIDE_US}


def test_the_regions_that_people_read_are_those_of_the_engine() -> None:
    read = {state: regions.region_of(state) for state in get_args(choices.State)}
    ours = {state: region_of(state) for state in get_args(choices.State)}
    assert {state: region for state, region in read.items() if ours[state]} == {k: v for k, v in ours.items() if v}
    assert {read[state] for state in ("AA", "AE", "AP", choices.OUTSIDE_US)} & {*REGIONS.values()} == set()


def test_the_form_names_the_regions_of_the_engine() -> None:
    *regions, last = (region.removeprefix("U.S. ") for region in dict.fromkeys(REGIONS.values()))
    description = Preferences.model_fields["same_region"].description
    assert description == f"The regions are the {', '.join(regions)}, and the U.S. {last}."


def test_every_suggested_time_zone_has_an_hour() -> None:
    assert {zone for zone in choices.US_TIME_ZONES if zone_hour(zone) is None} == set()


def test_choices_with_a_meaning_or_words_of_their_own_are_on_the_forms() -> None:
    lists = (choices.Discipline, choices.DiseaseSite, choices.Topic, choices.Setting, choices.Stage, choices.Format)
    known = {choice for names in lists for choice in get_args(names)}
    assert OPEN_CHOICES | WORDS.keys() <= known
    assert {choice: formats_of((choice,)) for choice in get_args(choices.Format)} == {
        "virtual": {"virtual"},
        "in_person": {"in_person"},
        "either": {"virtual", "in_person"},
    }


def test_first_choices_are_those_of_the_form() -> None:
    assert FIRST_CHOICES == interests.FIRST_CHOICES
