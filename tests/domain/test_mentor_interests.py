"""How many mentors share an interest: in steps of five, none below five, and nothing smaller follows from it."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.matching.engine import criteria
from shared.domain.choices import DISCIPLINES, OPEN_CHOICES
from shared.domain.mentor_interests import shared_by
from shared.domain.report import FEWEST

NONE: dict[str, list[str]] = {"disciplines": [], "disease_sites": [], "topics": [], "settings": []}


def forms(**lists: list[str]) -> dict[str, Any]:
    """A mentor's lists of interests."""
    return {**NONE, **lists}


def told_of(**lists: dict[str, int]) -> dict[str, dict[str, int]]:
    """What is told, nothing of the lists that aren't named."""
    nothing: dict[str, dict[str, int]] = {name: {} for name in NONE}
    return {**nothing, **lists}


@pytest.mark.parametrize(
    ("mentors", "told"),
    [(0, {}), (1, {}), (4, {}), (5, {"lung": 5}), (9, {"lung": 5}), (10, {"lung": 10}), (64, {"lung": 60})],
)
def test_number_is_told_from_five_on_in_steps_of_five(mentors: int, told: dict[str, int]) -> None:
    counts = shared_by([forms(disease_sites=["lung"])] * mentors)
    assert counts == told_of(disease_sites=told)


def test_each_list_is_counted_by_itself_and_a_mentor_once() -> None:
    one = forms(disciplines=["hematology", "hematology"], topics=["research", "leadership"], settings=["academic"])
    counts = shared_by([one] * 7 + [forms(topics=["research"])] * 3)
    assert counts == told_of(
        disciplines={"hematology": 5}, topics={"leadership": 5, "research": 10}, settings={"academic": 5}
    )


def test_who_is_open_to_anything_is_not_counted_for_it_or_for_all() -> None:
    open_to_all = forms(disciplines=["undecided"], disease_sites=["any"])
    assert shared_by([open_to_all] * 20 + [forms(disease_sites=["sarcoma"])] * 2) == told_of()


def test_open_choices_are_those_of_matching() -> None:
    assert OPEN_CHOICES == criteria.OPEN_CHOICES


@given(st.lists(st.sets(st.sampled_from(sorted(DISCIPLINES)), min_size=1), max_size=40), st.integers(0, 40))
def test_no_number_of_fewer_follows_from_two_others_or_from_two_times(chosen: list[set[str]], earlier: int) -> None:
    mentors = [forms(disciplines=sorted(each)) for each in chosen]
    now, before = shared_by(mentors)["disciplines"], shared_by(mentors[:earlier])["disciplines"]
    numbers = [*now.values(), *before.values()]
    assert all(number >= FEWEST for number in numbers)
    assert all(abs(one - other) == 0 or abs(one - other) >= FEWEST for one, other in combinations(numbers, 2))
