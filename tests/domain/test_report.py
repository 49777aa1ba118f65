"""What is published of self-identification: no group's count below 5 follows from it, whatever else is known."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain import report
from shared.domain.report import FEWEST, NAMED, OTHER, group_of, publishable, span

SMALL = st.integers(0, 30)
COUNTS = st.fixed_dictionaries(dict.fromkeys((*NAMED, OTHER), SMALL))
Counts = Mapping[str, int]


@given(COUNTS)
def test_what_is_left_of_a_sum_never_is_a_group_below_five(counts: Counts) -> None:
    shown = publishable(counts)
    assert all(number == counts[name] >= FEWEST for name, number in shown.items())
    for part in ((*NAMED, OTHER), NAMED):
        hidden = [name for name in part if name not in shown]
        total = sum(counts[name] for name in part)
        rest = total - sum(shown.get(name, 0) for name in part)
        assert rest == sum(counts[name] for name in hidden)
        if any(counts[name] < FEWEST for name in hidden) and shown:
            assert len(hidden) > 1
            assert rest >= FEWEST


def _report_alone(counts: Counts) -> object:
    """The number of applicants is in the report."""
    return sum(counts.values())


def _with_verdicts(counts: Counts) -> object:
    """Verdicts say how many are in no group that the program names."""
    return sum(counts.values()), counts[OTHER]


@pytest.mark.parametrize("known", [_report_alone, _with_verdicts])
def test_no_count_below_five_follows_even_for_who_knows_how_they_are_left_out(
    known: Callable[[Counts], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    named, most = NAMED[:3], 13
    monkeypatch.setattr(report, "NAMED", named)
    same: dict[object, list[Counts]] = defaultdict(list)
    for numbers in product(range(most), repeat=4):
        counts = dict(zip((*named, OTHER), numbers, strict=True))
        same[tuple(sorted(publishable(counts).items())), known(counts)].append(counts)
    for possible in same.values():
        # No one named a group: that's what the verdicts say by themselves.
        sums = {sum(counts[name] for name in named) for counts in possible}
        for name in (*named, OTHER) if known is _report_alone else named:
            numbers_possible = {counts[name] for counts in possible}
            if len(numbers_possible) == 1 and min(numbers_possible) < FEWEST:
                assert sums == {0}, possible


@pytest.mark.parametrize("names", [("yes", "no"), ("1", "2", "3")])
def test_no_number_of_a_survey_below_five_follows_even_for_who_knows_how_many_answered(
    names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "SURVEYS", {"survey": names})
    same: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for numbers in product(range(13), repeat=len(names)):
        counts = {name: number for name, number in zip(names, numbers, strict=True) if number}
        shown = report.without_few({"survey": counts, "days": counts})
        assert shown["days"] == counts
        assert all(counts[name] == number >= FEWEST for name, number in shown["survey"].items())
        same[tuple(sorted(shown["survey"].items())), sum(numbers)].append(numbers)
    for possible in same.values():
        for name in range(len(names)):
            known = {numbers[name] for numbers in possible}
            # No one answered: that's what their number says by itself.
            assert len(known) > 1 or min(known) >= FEWEST or sum(possible[0]) == 0, possible


@pytest.mark.parametrize(
    ("answer", "group"),
    [
        ({"groups": ["hispanic_latino"]}, "hispanic_latino"),
        ({"groups": ["hispanic_latino", "black_african_american"]}, "several"),
        ({"groups": ["hispanic_latino", "another_group"]}, "several"),
        ({"groups": ["hispanic_latino"], "another_group": "One more"}, "several"),
        ({"groups": ["another_group"], "another_group": "One more"}, "other"),
        ({"groups": ["none"]}, "other"),
        ({"declines": True}, "other"),
    ],
)
def test_each_answer_is_in_one_group(answer: dict[str, Any], group: str) -> None:
    assert group_of(answer) == group


def test_spans_end_before_their_limit() -> None:
    taken = [timedelta(0), timedelta(minutes=1), timedelta(days=1), timedelta(days=6), timedelta(days=7)]
    assert [span(each) for each in taken] == ["minute", "hour", "three_days", "week", "longer"]
