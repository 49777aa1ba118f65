"""After a change only what must move moves: who has a mentor or a proposal is out of the pool, and the rest is best."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from functions.matching.engine.facts import Facts, Pair, in_order
from functions.matching.engine.market import Market, market_of
from functions.matching.engine.policy import policy_named
from functions.matching.engine.round import draw_up
from tests.functions.matching.builders import crowd, every_assignment, fit_of, merit

POLICY = policy_named("participation.1")


@st.composite
def repairs(draw: st.DrawFn, sizes: tuple[tuple[int, int], ...]) -> tuple[Facts, frozenset[Pair]]:
    """A round some of whose pairs stand, and others of whom a side declined: those applicants are carried over."""
    facts = crowd(*draw(st.sampled_from(sizes)), draw(st.integers(0, 2000)))
    facts = replace(facts, pins=frozenset(), forbids=frozenset())
    pairs = [(pair.application, pair.mentor) for pair in draw_up(facts).pairs]
    fates = draw(st.lists(st.sampled_from(("stands", "declined", "withdrawn")), min_size=len(pairs)))
    standing = frozenset(pair for pair, fate in zip(pairs, fates, strict=False) if fate == "stands")
    declined = frozenset(pair for pair, fate in zip(pairs, fates, strict=False) if fate == "declined")
    left = {pair[0] for pair, fate in zip(pairs, fates, strict=False) if fate == "withdrawn"}
    carried = {one for one, _ in declined}
    people = (
        replace(one, carried_over=one.carried_over or one.id in carried)
        for one in facts.applicants
        if one.id not in left
    )
    return replace(facts, applicants=tuple(people), closed_pairs=facts.closed_pairs | declined), standing


def pool(facts: Facts, standing: frozenset[Pair]) -> Facts:
    """What the next round is drawn up from: who has nobody, and the places that are open."""
    has = {one for one, _ in standing}
    taken = [mentor for _, mentor in standing]
    return replace(
        facts,
        applicants=tuple(one for one in facts.applicants if one.id not in has),
        mentors=tuple(replace(one, places=one.places - taken.count(one.id)) for one in facts.mentors),
    )


def whole(facts: Facts) -> Market:
    return market_of(in_order(facts), POLICY)


@settings(max_examples=80, deadline=None)
@given(repairs(((4, 3), (5, 2), (3, 3))))
def test_a_repair_is_the_best_of_all_rounds_that_keep_what_stands(told: tuple[Facts, frozenset[Pair]]) -> None:
    facts, standing = told
    repaired, made = draw_up(pool(facts, standing)), whole(facts)
    fixed = {made.applicants.index(one): made.mentors.index(mentor) for one, mentor in standing}
    keeping = [
        [-1 if row in fixed else column for row, column in enumerate(one)]
        for one in every_assignment(made)
        if all(one[row] == column for row, column in fixed.items())
    ]
    matched, _, worst, total, _ = max(merit(made, one) for one in keeping)
    assert (repaired.sums.matched, repaired.sums.worst, repaired.sums.total) == (matched, worst, total)


@settings(max_examples=25, deadline=None)
@given(repairs(((60, 20), (40, 40))))
def test_a_repair_has_the_total_of_a_full_solve_under_the_same_fixings(told: tuple[Facts, frozenset[Pair]]) -> None:
    facts, standing = told
    repaired, made = draw_up(pool(facts, standing)), whole(facts)
    fixed = {made.applicants.index(one): made.mentors.index(mentor) for one, mentor in standing}
    fit, rows = fit_of(made).astype(np.int64), np.array(sorted(fixed), dtype=np.int64)
    columns = np.array([fixed[row] for row in rows.tolist()], dtype=np.int64)
    kept = fit[rows, columns]
    worth = np.where(fit >= repaired.sums.worst, fit + 10_000_000 * np.where(made.carried, 1001, 1000)[:, None], 0)
    worth[rows] = 0
    worth[rows, columns] = kept + 10**14  # a pair that stands outweighs everything
    seats = worth.repeat(made.places, axis=1)
    best = int(seats[linear_sum_assignment(seats, maximize=True)].sum()) - len(rows) * 10**14
    weight, total = divmod(best, 10_000_000)
    assert (weight // 1000, total) == (repaired.sums.matched, int(kept.sum()) + repaired.sums.total)


def test_a_repair_moves_nobody_who_stands() -> None:
    facts = replace(crowd(60, 20), pins=frozenset(), forbids=frozenset())
    pairs = [(pair.application, pair.mentor) for pair in draw_up(facts).pairs]
    standing = frozenset(pairs[::2])
    pinned = draw_up(replace(facts, pins=standing))
    repaired = draw_up(pool(facts, standing))
    assert {(pair.application, pair.mentor) for pair in repaired.pairs} | standing == {
        (pair.application, pair.mentor) for pair in pinned.pairs
    }


@pytest.mark.parametrize("gone", [0, 3])
def test_a_repair_after_nothing_changed_matches_nobody_anew(gone: int) -> None:
    facts = replace(crowd(30, 30, gone), pins=frozenset(), forbids=frozenset())
    pairs = draw_up(facts).pairs
    everybody = frozenset((pair.application, pair.mentor) for pair in pairs)
    assert draw_up(pool(facts, everybody)).sums.matched == 0
