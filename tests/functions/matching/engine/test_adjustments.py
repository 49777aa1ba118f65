"""The cost of adjustments, and rounds solved from a warm start, compared with rounds solved from scratch."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.matching.engine import optimal
from functions.matching.engine.facts import Facts, sort_by_id
from functions.matching.engine.market import Market, market_of
from functions.matching.engine.policy import Rule, policy_named
from functions.matching.engine.result import Adjustment
from functions.matching.engine.round import compute_round
from functions.matching.engine.verify import check_proof
from tests.functions.matching.builders import crowd, solution_of, tiny_markets


@st.composite
def adjusted(draw: st.DrawFn) -> Facts:
    """A crowd with scarce or ample mentors, and the adjustments that staff made."""
    people, mentors = draw(st.sampled_from(((12, 4), (8, 8), (30, 9))))
    facts = crowd(people, mentors, draw(st.integers(0, 500)))
    pairs = st.tuples(
        st.sampled_from([applicant.id for applicant in facts.applicants]),
        st.sampled_from([mentor.id for mentor in facts.mentors]),
    )
    places = st.dictionaries(st.sampled_from([mentor.id for mentor in facts.mentors]), st.integers(0, 3), max_size=3)
    return replace(
        facts,
        pins=draw(st.frozensets(pairs, max_size=4)),
        forbids=draw(st.frozensets(pairs, max_size=4)),
        capacities=frozenset(draw(places).items()),
    )


def without(facts: Facts, adjustment: Adjustment) -> Facts:
    pair = frozenset({(str(adjustment.application), adjustment.mentor)})
    if adjustment.kind == "pin":
        return replace(facts, pins=facts.pins - pair)
    if adjustment.kind == "forbid":
        return replace(facts, forbids=facts.forbids - pair)
    others = frozenset(capacity for capacity in facts.capacities if capacity[0] != adjustment.mentor)
    return replace(facts, capacities=others)


@settings(max_examples=60, deadline=None)
@given(adjusted(), st.sampled_from(("participation", "stable")))
def test_an_adjustment_costs_what_a_round_without_it_would_gain(facts: Facts, rule: Rule) -> None:
    result = compute_round(facts, rule)
    for adjustment in result.adjustments:
        other = solution_of(without(facts, adjustment), rule).objectives()
        if adjustment.refused is None:
            gained = other.matched - result.objectives.matched, other.total - result.objectives.total
            assert (adjustment.matched, adjustment.total) == gained


@st.composite
def two_markets(draw: st.DrawFn) -> tuple[Market, Market]:
    """Two markets of the same size that may otherwise have nothing in common."""
    size = draw(st.integers(0, 4)), draw(st.integers(0, 3))
    return draw(tiny_markets(size)), draw(tiny_markets(size))


@settings(max_examples=150, deadline=None)
@given(two_markets())
def test_a_warm_start_from_any_other_round_changes_nothing(markets: tuple[Market, Market]) -> None:
    made, other = markets
    assignment = optimal.participation(made, optimal.participation(other).warm_start)
    assert assignment.mentor_of.tolist() == optimal.participation(made).mentor_of.tolist()
    assert assignment.proof is not None
    check_proof(made, assignment.mentor_of, assignment.proof)


@pytest.mark.parametrize("seed", range(6))
def test_a_warm_start_from_a_round_with_other_places_changes_nothing(seed: int) -> None:
    draw = np.random.default_rng(seed)
    made = market_of(sort_by_id(crowd(120, 50, seed)), policy_named("participation.2"))
    warm_start = optimal.participation(made).warm_start
    changed = made.with_places(draw.integers(0, 4, len(made.mentors))).without([(0, 0), (5, 3)]).after_pins({7: 2})
    changed = changed.with_places(np.maximum(changed.places, 0))
    warm = optimal.participation(changed, warm_start)
    assert warm.mentor_of.tolist() == optimal.participation(changed).mentor_of.tolist()
