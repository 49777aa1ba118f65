"""What an adjustment costs, and how a round near another is decided, against full solves from nothing."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.matching.engine import optimal
from functions.matching.engine.facts import Facts, in_order
from functions.matching.engine.market import Market, market_of
from functions.matching.engine.policy import policy_named
from functions.matching.engine.result import Adjustment
from functions.matching.engine.round import draw_up
from functions.matching.engine.verify import check_proof
from tests.functions.matching.builders import crowd, tiny_markets


@st.composite
def adjusted(draw: st.DrawFn) -> Facts:
    """A crowd where mentors are scarce or ample, and all that staff changed in it."""
    people, mentors = draw(st.sampled_from(((12, 4), (8, 8), (30, 9))))
    facts = crowd(people, mentors, draw(st.integers(0, 500)))
    pairs = st.tuples(
        st.sampled_from([one.id for one in facts.applicants]), st.sampled_from([one.id for one in facts.mentors])
    )
    places = st.dictionaries(st.sampled_from([one.id for one in facts.mentors]), st.integers(0, 3), max_size=3)
    return replace(
        facts,
        pins=draw(st.frozensets(pairs, max_size=4)),
        forbids=draw(st.frozensets(pairs, max_size=4)),
        capacities=frozenset(draw(places).items()),
    )


def without(facts: Facts, one: Adjustment) -> Facts:
    pair = frozenset({(str(one.application), one.mentor)})
    if one.kind == "pin":
        return replace(facts, pins=facts.pins - pair)
    if one.kind == "forbid":
        return replace(facts, forbids=facts.forbids - pair)
    return replace(facts, capacities=frozenset(some for some in facts.capacities if some[0] != one.mentor))


@settings(max_examples=60, deadline=None)
@given(adjusted(), st.sampled_from(("participation", "stable")))
def test_an_adjustment_costs_what_a_round_without_it_would_gain(facts: Facts, policy: str) -> None:
    result = draw_up(facts, policy)
    for one in result.adjustments:
        other = draw_up(without(facts, one), policy).sums
        if one.refused is None:
            gained = other.matched - result.sums.matched, other.total - result.sums.total
            assert (one.matched, one.total) == gained


@st.composite
def two_markets(draw: st.DrawFn) -> tuple[Market, Market]:
    """Two markets of as many people, which else may have nothing to do with each other."""
    size = draw(st.integers(0, 4)), draw(st.integers(0, 3))
    return draw(tiny_markets(size)), draw(tiny_markets(size))


@settings(max_examples=150, deadline=None)
@given(two_markets())
def test_the_trail_of_any_other_round_changes_nothing(markets: tuple[Market, Market]) -> None:
    one, other = markets
    found = optimal.participation(one, optimal.participation(other).warm_start)
    assert found.mentor_of.tolist() == optimal.participation(one).mentor_of.tolist()
    assert found.proof is not None
    check_proof(one, found.mentor_of, found.proof)


@pytest.mark.parametrize("seed", range(6))
def test_the_trail_of_a_round_with_other_places_changes_nothing(seed: int) -> None:
    draw = np.random.default_rng(seed)
    made = market_of(in_order(crowd(120, 50, seed)), policy_named("participation.1"))
    trail = optimal.participation(made).warm_start
    changed = made.offering(draw.integers(0, 4, len(made.mentors))).without([(0, 0), (5, 3)]).after({7: 2})
    changed = changed.offering(np.maximum(changed.places, 0))
    assert optimal.participation(changed, trail).mentor_of.tolist() == optimal.participation(changed).mentor_of.tolist()
