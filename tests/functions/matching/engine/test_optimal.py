from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from matching.games import HospitalResident
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from functions.matching.engine import flow, optimal
from functions.matching.engine.blocking import blocking_pairs
from functions.matching.engine.market import MAX_FIT, TIE_BITS, Market
from functions.matching.engine.stable import stable
from functions.matching.engine.verify import check_proof
from tests.bench.matching import preferences
from tests.functions.matching.builders import (
    applicant_scores_of,
    every_assignment,
    every_blocking_pair,
    fit_of,
    market,
    merit_in,
    tiny_markets,
)


@pytest.fixture(params=[1, 24])
def candidates(request: pytest.FixtureRequest) -> Iterator[int]:
    """Few candidates make the prices find the rest; many make them unnecessary."""
    before, optimal.CANDIDATES = optimal.CANDIDATES, request.param
    yield request.param
    optimal.CANDIDATES = before


def random_market(applicants: int, mentors: int, seed: int, *, scores: int = 2000, allowed: float = 0.6) -> Market:
    draw = np.random.default_rng(seed)
    shape = (applicants, mentors)
    return market(
        draw.integers(0, scores + 1, shape).tolist(),
        draw.integers(0, scores + 1, shape).tolist(),
        allowed=(draw.random(shape) < allowed).tolist(),
        places=draw.integers(1, 5, mentors).tolist(),
        carried_over=(draw.random(applicants) < 0.2).tolist(),
    )


@pytest.fixture(params=[True, False])
def penalized(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Being left out is limited by a penalty, or by a capacity: the second is what the solver falls back on."""
    before = flow._LEFT_OUT_PENALTIES
    flow._LEFT_OUT_PENALTIES = before if request.param else (0, 0)
    yield request.param
    flow._LEFT_OUT_PENALTIES = before


@pytest.mark.usefixtures("candidates", "penalized")
@settings(max_examples=150, deadline=None)
@given(tiny_markets())
def test_participation_is_the_best_of_all_assignments(made: Market) -> None:
    assignment = optimal.participation(made)
    assert assignment.proof is not None
    merit = merit_in(made)
    assert merit(assignment.mentor_of.tolist()) == max(map(merit, every_assignment(made)))
    check_proof(made, assignment.mentor_of, assignment.proof)


@pytest.mark.usefixtures("candidates")
@pytest.mark.parametrize(("applicants", "mentors", "scores"), [(60, 30, 2000), (40, 40, 3), (90, 20, 50)])
def test_participation_has_the_total_of_an_assignment_over_all_pairs(
    applicants: int, mentors: int, scores: int
) -> None:
    made = random_market(applicants, mentors, seed=applicants, scores=scores, allowed=0.3)
    matched, carried_over, worst, total, _ = merit_in(made)(optimal.participation(made).mentor_of.tolist())
    worth = fit_of(made).astype(np.int64) + 10_000_000 * np.where(made.carried_over, 1001, 1000)[:, None]
    seats = np.where(fit_of(made) >= worst, worth, 0).repeat(made.places, axis=1)
    rows, columns = linear_sum_assignment(seats, maximize=True)
    best = int(seats[rows, columns].sum())
    assert divmod(best, 10_000_000) == (1000 * matched + carried_over, total)


def test_candidates_do_not_change_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    made = random_market(150, 60, seed=3, scores=9)
    monkeypatch.setattr(optimal, "CANDIDATES", 2)
    few = optimal.participation(made)
    monkeypatch.setattr(optimal, "CANDIDATES", 60)
    all_of_them = optimal.participation(made)
    assert few.mentor_of.tolist() == all_of_them.mentor_of.tolist()


def test_a_forbidden_pair_leaves_nobody_out_who_could_be_matched() -> None:
    made = market([[2000, 1], [2000, 1]], [[2000, 1], [2000, 1]], allowed=[[True, False], [True, True]])
    assert optimal.participation(made).mentor_of.tolist() == [0, 1]


def test_a_forbidden_pair_is_not_matched_under_any_pressure() -> None:
    made = market([[2000], [0]], [[2000], [0]], allowed=[[False], [True]], places=[5])
    assert optimal.participation(made).mentor_of.tolist() == [-1, 0]
    assert stable(made).tolist() == [-1, 0]


def test_more_matches_come_before_a_better_total() -> None:
    made = market([[2000, 0], [1500, 0]], [[2000, 0], [1500, 0]], allowed=[[True, True], [True, False]])
    assert optimal.participation(made).mentor_of.tolist() == [1, 0]


def test_those_carried_over_come_before_a_better_fit() -> None:
    made = market([[2000], [1]], [[2000], [1]], carried_over=[False, True])
    assert optimal.participation(made).mentor_of.tolist() == [-1, 0]


def test_the_worst_pair_comes_before_the_total() -> None:
    made = market([[1000, 450], [500, 0]], [[1000, 450], [500, 0]])
    assert optimal.participation(made).mentor_of.tolist() == [1, 0]


def test_a_mentor_with_several_places_takes_several() -> None:
    made = market([[9, 1]] * 4, [[9, 1]] * 4, places=[3, 5])
    assert sorted(optimal.participation(made).mentor_of.tolist()) == [0, 0, 0, 1]


@pytest.mark.parametrize(("applicants", "places"), [(0, []), (0, [2]), (3, [])])
def test_a_round_without_applicants_or_mentors_matches_nobody(applicants: int, places: list[int]) -> None:
    made = market([[7] * len(places)] * applicants, [[7] * len(places)] * applicants, places=places)
    for rule in ("participation", "stable"):
        assert optimal.assign(made, rule).mentor_of.tolist() == [-1] * applicants


@settings(max_examples=150, deadline=None)
@given(tiny_markets())
def test_stable_leaves_no_blocking_pair_and_is_best_for_applicants(made: Market) -> None:
    mentor_of = stable(made).tolist()
    assert mentor_of in every_assignment(made)
    assert every_blocking_pair(made, mentor_of) == []


@settings(max_examples=80, deadline=None)
@given(tiny_markets())
def test_blocking_pairs_are_counted_as_by_brute_force(made: Market) -> None:
    mentor_of = optimal.participation(made).mentor_of
    expected = every_blocking_pair(made, mentor_of.tolist())
    assert blocking_pairs(made, mentor_of) == (len(expected), len({row for row, _ in expected}))


def test_stable_is_the_best_stable_assignment_for_every_applicant() -> None:
    made = random_market(5, 4, seed=11)
    scores = applicant_scores_of(made)
    others = [mentor_of for mentor_of in every_assignment(made) if not every_blocking_pair(made, mentor_of)]
    for row, column in enumerate(stable(made).tolist()):
        possible = [int(scores[row, mentor_of[row]]) if mentor_of[row] >= 0 else -1 for mentor_of in others]
        assert (int(scores[row, column]) if column >= 0 else -1) == max(possible)


def test_stable_holds_on_a_tight_crowd() -> None:
    made = random_market(400, 60, seed=5, scores=20)
    assert blocking_pairs(made, stable(made)) == (0, 0)


@pytest.mark.parametrize(("applicants", "mentors"), [(60, 15), (30, 20)])
def test_stable_equals_the_result_of_the_matching_library(applicants: int, mentors: int) -> None:
    made = random_market(applicants, mentors, seed=mentors)
    game = HospitalResident.create_from_dictionaries(*preferences(made))
    solution = game.solve().items()
    theirs = {resident.name: hospital.name for hospital, residents in solution for resident in residents}
    ours = {row: column for row, column in enumerate(stable(made).tolist()) if column >= 0}
    assert ours == theirs


def test_a_round_too_large_for_its_prices_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "RANGE_BITS", 30)
    with pytest.raises(optimal.TooLargeRoundError):
        optimal.participation(random_market(9, 9, seed=1))


def test_a_round_of_130000_people_stays_in_range() -> None:
    best_pair = (MAX_FIT << (TIE_BITS + (100_000).bit_length())) + (1 << TIE_BITS)
    assert best_pair < flow.max_pair_cost(100_000, 30_000)
