from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from matching.games import HospitalResident
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from functions.matching.engine import flow, optimal
from functions.matching.engine.market import Market
from functions.matching.engine.prices import TIE_BITS
from functions.matching.engine.stable import stable
from functions.matching.engine.verify import blocking_pairs, check_proof
from tests.bench.matching import preferences
from tests.functions.matching.builders import (
    every_assignment,
    every_blocking_pair,
    fit_of,
    market,
    merit,
    tiny_markets,
    wishes_of,
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
        carried=(draw.random(applicants) < 0.2).tolist(),
    )


@pytest.fixture(params=[True, False])
def dear(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Nobody is left out for what that costs, or else for want of room: the second is what the solver falls back on."""
    before = flow._DEAR
    flow._DEAR = before if request.param else (0, 0)
    yield request.param
    flow._DEAR = before


@pytest.mark.usefixtures("candidates", "dear")
@settings(max_examples=150, deadline=None)
@given(tiny_markets())
def test_participation_is_the_best_of_all_assignments(made: Market) -> None:
    found = optimal.participation(made)
    assert found.proof is not None
    best = max(merit(made, mentor_of) for mentor_of in every_assignment(made))
    assert merit(made, found.mentor_of.tolist()) == best
    check_proof(made, found.mentor_of, found.proof)


@pytest.mark.usefixtures("candidates")
@pytest.mark.parametrize(("applicants", "mentors", "scores"), [(60, 30, 2000), (40, 40, 3), (90, 20, 50)])
def test_participation_has_the_total_of_an_assignment_over_all_pairs(
    applicants: int, mentors: int, scores: int
) -> None:
    made = random_market(applicants, mentors, seed=applicants, scores=scores, allowed=0.3)
    matched, carried, worst, total, _ = merit(made, optimal.participation(made).mentor_of.tolist())
    worth = fit_of(made).astype(np.int64) + 10_000_000 * np.where(made.carried, 1001, 1000)[:, None]
    seats = np.where(fit_of(made) >= worst, worth, 0).repeat(made.places, axis=1)
    rows, columns = linear_sum_assignment(seats, maximize=True)
    best = int(seats[rows, columns].sum())
    assert divmod(best, 10_000_000) == (1000 * matched + carried, total)


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
    made = market([[2000], [1]], [[2000], [1]], carried=[False, True])
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
    found = stable(made).tolist()
    assert found in every_assignment(made)
    assert every_blocking_pair(made, found) == []


@settings(max_examples=80, deadline=None)
@given(tiny_markets())
def test_blocking_pairs_are_counted_as_by_hand(made: Market) -> None:
    mentor_of = optimal.participation(made).mentor_of
    by_hand = every_blocking_pair(made, mentor_of.tolist())
    assert blocking_pairs(made, mentor_of) == (len(by_hand), len({row for row, _ in by_hand}))


def test_stable_is_the_best_stable_assignment_for_every_applicant() -> None:
    made = random_market(5, 4, seed=11)
    found = stable(made).tolist()
    others = [one for one in every_assignment(made) if not every_blocking_pair(made, one)]
    for row, column in enumerate(found):
        wished = [int(wishes_of(made)[row, one[row]]) if one[row] >= 0 else -1 for one in others]
        assert (int(wishes_of(made)[row, column]) if column >= 0 else -1) == max(wished)


def test_stable_holds_on_a_tight_crowd() -> None:
    made = random_market(400, 60, seed=5, scores=20)
    assert blocking_pairs(made, stable(made)) == (0, 0)


@pytest.mark.parametrize(("applicants", "mentors"), [(60, 15), (30, 20)])
def test_stable_is_what_the_matching_library_finds(applicants: int, mentors: int) -> None:
    made = random_market(applicants, mentors, seed=mentors)
    game = HospitalResident.create_from_dictionaries(*preferences(made))
    theirs = {resident.name: hospital.name for hospital, some in game.solve().items() for resident in some}
    ours = {row: column for row, column in enumerate(stable(made).tolist()) if column >= 0}
    assert ours == theirs


def test_a_round_too_large_for_its_prices_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "RANGE_BITS", 30)
    with pytest.raises(optimal.TooLargeRoundError):
        optimal.participation(random_market(9, 9, seed=1))


def test_a_round_of_130000_people_stays_in_range() -> None:
    best_pair = (4000 << (TIE_BITS + (100_000).bit_length())) + (1 << TIE_BITS)
    assert best_pair < flow.dearest(100_000, 30_000)
