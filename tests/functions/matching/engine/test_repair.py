"""After a change only what has to move moves: pairs that are kept leave the pool, and the rest is optimal again."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from functions.matching.engine.facts import Facts, Pair, sort_by_id
from functions.matching.engine.market import Market, market_of
from functions.matching.engine.policy import policy_named
from functions.matching.engine.result import Objectives
from functions.matching.engine.round import compute_round
from tests.functions.matching.builders import crowd, every_assignment, fit_of, merit_in, solution_of

POLICY = policy_named("participation.2")


@st.composite
def repairs(draw: st.DrawFn, sizes: tuple[tuple[int, int], ...]) -> tuple[Facts, frozenset[Pair]]:
    """A round after which some pairs are kept, some declined (applicant carried over), and some applicants withdrew."""
    facts = crowd(*draw(st.sampled_from(sizes)), draw(st.integers(0, 2000)))
    facts = replace(facts, pins=frozenset(), forbids=frozenset())
    decided = solution_of(facts)
    market, rows = decided.market, np.flatnonzero(decided.mentor_of >= 0).tolist()
    pairs = [(market.applicants[row], market.mentors[decided.mentor_of[row]]) for row in rows]
    fates = draw(st.lists(st.sampled_from(("kept", "declined", "withdrawn")), min_size=len(pairs)))
    kept = frozenset(pair for pair, fate in zip(pairs, fates, strict=False) if fate == "kept")
    declined = frozenset(pair for pair, fate in zip(pairs, fates, strict=False) if fate == "declined")
    left = {pair[0] for pair, fate in zip(pairs, fates, strict=False) if fate == "withdrawn"}
    carried_over = {application for application, _ in declined}
    people = (
        replace(applicant, carried_over=applicant.carried_over or applicant.id in carried_over)
        for applicant in facts.applicants
        if applicant.id not in left
    )
    return replace(facts, applicants=tuple(people), closed_pairs=facts.closed_pairs | declined), kept


def pool(facts: Facts, kept: frozenset[Pair]) -> Facts:
    """The facts of the next round: applicants without a mentor, and the places that are open."""
    matched = {application for application, _ in kept}
    taken = [mentor for _, mentor in kept]
    return replace(
        facts,
        applicants=tuple(applicant for applicant in facts.applicants if applicant.id not in matched),
        mentors=tuple(replace(mentor, places=mentor.places - taken.count(mentor.id)) for mentor in facts.mentors),
    )


def full_market(facts: Facts) -> Market:
    return market_of(sort_by_id(facts), POLICY)


@settings(max_examples=80, deadline=None)
@given(repairs(((4, 3), (5, 2), (3, 3))))
def test_a_repair_is_the_best_of_all_rounds_that_keep_the_same_pairs(
    repair: tuple[Facts, frozenset[Pair]],
) -> None:
    facts, kept = repair
    repaired, made = compute_round(pool(facts, kept)), full_market(facts)
    fixed = {made.applicants.index(application): made.mentors.index(mentor) for application, mentor in kept}
    keeping = [
        [-1 if row in fixed else column for row, column in enumerate(mentor_of)]
        for mentor_of in every_assignment(made)
        if all(mentor_of[row] == column for row, column in fixed.items())
    ]
    matched, _, worst, total, _ = max(map(merit_in(made), keeping))
    assert repaired.objectives == Objectives(matched, total, worst)


@settings(max_examples=25, deadline=None)
@given(repairs(((60, 20), (40, 40))))
def test_a_repair_has_the_total_of_a_full_solve_with_the_same_pairs_fixed(
    repair: tuple[Facts, frozenset[Pair]],
) -> None:
    facts, kept = repair
    repaired, made = compute_round(pool(facts, kept)), full_market(facts)
    fixed = {made.applicants.index(application): made.mentors.index(mentor) for application, mentor in kept}
    fit, rows = fit_of(made).astype(np.int64), np.array(sorted(fixed), dtype=np.int64)
    columns = np.array([fixed[row] for row in rows.tolist()], dtype=np.int64)
    kept_fit = fit[rows, columns]
    match_worth = 10_000_000 * np.where(made.carried_over, 1001, 1000)[:, None]
    worth = np.where(fit >= repaired.objectives.worst, fit + match_worth, 0)
    worth[rows] = 0
    worth[rows, columns] = kept_fit + 10**14  # a pair that is kept outweighs everything
    seats = worth.repeat(made.places, axis=1)
    best = int(seats[linear_sum_assignment(seats, maximize=True)].sum()) - len(rows) * 10**14
    weight, total = divmod(best, 10_000_000)
    assert (weight // 1000, total) == (repaired.objectives.matched, int(kept_fit.sum()) + repaired.objectives.total)


def test_a_repair_moves_no_pair_that_is_kept() -> None:
    facts = replace(crowd(60, 20), pins=frozenset(), forbids=frozenset())
    pairs = [(pair.application, pair.mentor) for pair in compute_round(facts).pairs]
    kept = frozenset(pairs[::2])
    pinned = compute_round(replace(facts, pins=kept))
    repaired = compute_round(pool(facts, kept))
    assert {(pair.application, pair.mentor) for pair in repaired.pairs} | kept == {
        (pair.application, pair.mentor) for pair in pinned.pairs
    }


@pytest.mark.parametrize("seed", [0, 3])
def test_a_repair_after_no_change_matches_nobody_again(seed: int) -> None:
    facts = replace(crowd(30, 30, seed), pins=frozenset(), forbids=frozenset())
    pairs = compute_round(facts).pairs
    everyone = frozenset((pair.application, pair.mentor) for pair in pairs)
    assert compute_round(pool(facts, everyone)).objectives.matched == 0
