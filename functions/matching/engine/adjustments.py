"""A round under the adjustments that staff made, and what each adjustment costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from functions.matching.engine.arrays import Int64Array
from functions.matching.engine.facts import Facts, pair_indexes, with_capacities
from functions.matching.engine.market import Market
from functions.matching.engine.optimal import WarmStart, assign
from functions.matching.engine.policy import Rule
from functions.matching.engine.prices import Proof
from functions.matching.engine.result import Adjustment, Objectives

_PAIR_ABSENT = "The applicant or the mentor isn’t in this round."
_MENTOR_ABSENT = "The mentor isn’t in this round."


@dataclass(frozen=True)
class StaffChanges:
    """The pins and forbids of staff as (row, column), and the places of every mentor as staff set them."""

    pins: list[tuple[int, int]]
    forbids: list[tuple[int, int]]
    places: Int64Array


_Cost = Callable[[StaffChanges], tuple[int, int]]


@dataclass(frozen=True)
class Solution:
    """A decided round in numbers; the market includes the forbids and places of staff, `pinned` the obeyed pins."""

    market: Market
    mentor_of: Int64Array
    pinned: dict[int, int]
    refused: dict[tuple[int, int], str]
    proof: Proof | None
    warm_start: WarmStart | None

    def fits(self) -> list[int]:
        """The fit of each matched pair, by row."""
        rows = np.flatnonzero(self.mentor_of >= 0)
        fits: list[int] = self.market.fit_of(rows, self.mentor_of[rows]).tolist()
        return fits

    def objectives(self) -> Objectives:
        """The matched, total and worst of the pairs, pinned ones included."""
        fits = self.fits()
        return Objectives(len(fits), sum(fits), min(fits, default=0))


def staff_changes(facts: Facts) -> StaffChanges:
    """The adjustments in these facts, which have to be sorted by id."""
    places = [mentor.places for mentor in with_capacities(facts).mentors]
    pins, forbids = pair_indexes(facts, facts.pins), pair_indexes(facts, facts.forbids)
    return StaffChanges(pins, forbids, np.array(places, dtype=np.int64))


def solve(market: Market, rule: Rule, changes: StaffChanges, warm_start: WarmStart | None = None) -> Solution:
    """Obey the pins that no rule forbids, in the order of their ids, and decide the rest."""
    market = market.without(changes.forbids).with_places(changes.places)
    pinned, refused = _obey_pins(market, changes.pins)
    assignment = assign(market.after_pins(pinned), rule, warm_start)
    mentor_of = assignment.mentor_of.copy()
    mentor_of[list(pinned.keys())] = list(pinned.values())
    return Solution(market, mentor_of, pinned, refused, assignment.proof, assignment.warm_start)


def _obey_pins(market: Market, pins: list[tuple[int, int]]) -> tuple[dict[int, int], dict[tuple[int, int], str]]:
    """The pins that are obeyed (row -> column), and why each of the others is not."""
    pinned: dict[int, int] = {}
    refused: dict[tuple[int, int], str] = {}
    fits = market.fit_of(*np.array(pins, dtype=np.int64).reshape(-1, 2).T)
    for (row, column), fit in zip(pins, fits.tolist(), strict=True):
        if fit < 0:
            refused[row, column] = "This pair is forbidden."
        elif row in pinned:
            refused[row, column] = "The applicant is pinned to another mentor."
        elif list(pinned.values()).count(column) >= market.places[column]:
            refused[row, column] = "Every place of this mentor is pinned."
        else:
            pinned[row] = column
    return pinned, refused


def adjustment_costs(
    facts: Facts, market: Market, rule: Rule, changes: StaffChanges, solution: Solution
) -> tuple[Adjustment, ...]:
    """Each adjustment with what the round would gain without it, all others kept; `market` is without any of them."""
    actual = solution.objectives()

    def cost(without: StaffChanges) -> tuple[int, int]:
        objectives = solve(market, rule, without, solution.warm_start).objectives()
        return objectives.matched - actual.matched, objectives.total - actual.total

    pins = _pins(facts, changes, cost, solution.refused)
    return (*pins, *_forbids(facts, changes, cost), *_capacities(facts, changes, cost))


def _pins(
    facts: Facts, changes: StaffChanges, cost: _Cost, refusals: dict[tuple[int, int], str]
) -> Iterator[Adjustment]:
    for pin in sorted(facts.pins):
        indexes = pair_indexes(facts, {pin})
        refused = refusals.get(indexes[0]) if indexes else _PAIR_ABSENT
        without = replace(changes, pins=[pair for pair in changes.pins if pair not in indexes])
        yield Adjustment("pin", *pin, *((0, 0) if refused else cost(without)), refused)


def _forbids(facts: Facts, changes: StaffChanges, cost: _Cost) -> Iterator[Adjustment]:
    for forbid in sorted(facts.forbids):
        indexes = pair_indexes(facts, {forbid})
        without = replace(changes, forbids=[pair for pair in changes.forbids if pair not in indexes])
        yield Adjustment("forbid", *forbid, *(cost(without) if indexes else (0, 0)), None if indexes else _PAIR_ABSENT)


def _capacities(facts: Facts, changes: StaffChanges, cost: _Cost) -> Iterator[Adjustment]:
    columns = {mentor.id: column for column, mentor in enumerate(facts.mentors)}
    for mentor, places in sorted(facts.capacities):
        if mentor not in columns:
            yield Adjustment("capacity", None, mentor, 0, 0, _MENTOR_ABSENT, places)
            continue
        original = changes.places.copy()
        original[columns[mentor]] = facts.mentors[columns[mentor]].places
        yield Adjustment("capacity", None, mentor, *cost(replace(changes, places=original)), None, places)
