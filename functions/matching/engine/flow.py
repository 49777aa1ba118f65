"""A round as a minimum-cost flow: each applicant sends one unit to a mentor or to a way of being left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pylmcf import Graph  # type: ignore[import-untyped]

from functions.matching.engine.arrays import BoolArray, Int64Array
from functions.matching.engine.market import Market
from functions.matching.engine.pairs import Pairs
from functions.matching.engine.prices import Prices

RANGE_BITS = 61
"""The most that a path through the network may cost, in bits, so that no sum inside the solver exceeds 64 bits."""
_LEFT_OUT_PENALTIES = (2, 3)
"""The cost of leaving out an applicant who is new, and one carried over, as multiples of the costliest pair."""


@dataclass(frozen=True)
class FlowSolution:
    """The cheapest flow: which pairs it uses, the dual prices, and those of being left out (new, carried over)."""

    chosen: BoolArray
    prices: Prices
    left_out: tuple[int, int]
    potentials: Int64Array
    """Node potentials: a warm start for a network of the same people."""


class Flow:
    """The network of some pairs of a market: applicants, mentors with their places, and a sink."""

    def __init__(self, market: Market, pairs: Pairs) -> None:
        applicants, mentors = len(market.applicants), len(market.mentors)
        self.pairs, self.fit = pairs, pairs.fit
        self.rows, self.columns = np.divmod(pairs.keys, market.width)
        self._applicants, self._places = applicants, market.places
        self._sink = applicants + mentors + 2
        starts = (self.rows, np.arange(applicants), np.arange(applicants, self._sink))
        ends = (
            self.columns + applicants,
            applicants + mentors + market.carried_over,
            np.full(mentors + 2, self._sink),
        )
        start, end = np.concatenate(starts).astype(np.int64), np.concatenate(ends).astype(np.int64)
        self._order = np.argsort(start * (self._sink + 1) + end, kind="stable")  # mostly in order already
        self._start, self._end = start[self._order], end[self._order]
        self._graph = Graph(self._sink + 1, self._start, self._end)
        # The solver reuses an earlier solution only where it is still valid. Repairing one takes longer than starting
        # over, and is abandoned by wall-clock time, which would make ties depend on the machine.
        self._graph.set_warm_violation_limit(0)
        supply = np.zeros(self._sink + 1, dtype=np.int64)
        supply[:applicants], supply[self._sink] = 1, -applicants
        self._graph.set_node_supply(supply)

    def solve(
        self,
        costs: Int64Array,
        usable: BoolArray,
        left_out_costs: Int64Array,
        left_out: Int64Array | None = None,
        potentials: Int64Array | None = None,
    ) -> FlowSolution:
        """The cheapest flow over the usable pairs; `left_out` limits how many (new, carried over) get no mentor.

        `potentials` of a similar network save most of the work.
        """
        all_costs = self._edge_costs(costs, usable, left_out_costs, penalized=left_out is not None)
        reduced, shift = self._reduced(all_costs, potentials)
        self._graph.set_edge_costs(reduced)
        flow = self._run(usable, np.full(2, self._applicants))
        # A penalty is far faster for the solver than a limit, which decides where a detour costs even more.
        if left_out is not None and (flow[-2:] != left_out).any():
            flow = self._run(usable, left_out)
        solved: Int64Array = self._graph.potentials() + shift
        to_sink = solved[self._sink] - solved
        paid = np.maximum(to_sink, 0)
        prices = Prices(-to_sink[: self._applicants], paid[self._applicants : self._sink - 2])
        return FlowSolution(flow[: len(costs)] > 0, prices, (int(paid[-3]), int(paid[-2])), solved)

    def _edge_costs(
        self, costs: Int64Array, usable: BoolArray, left_out_costs: Int64Array, penalized: bool
    ) -> Int64Array:
        """The cost of every edge: pairs, ways to be left out, places, and the two ways into the sink."""
        highest = costs.max()
        penalties = [(int(highest) + 1) * times for times in _LEFT_OUT_PENALTIES] if penalized else [0, 0]
        edge_costs = np.concatenate((np.where(usable, costs, highest), left_out_costs, 0 * self._places, penalties))
        ordered: Int64Array = edge_costs[self._order]
        return ordered

    def _run(self, usable: BoolArray, left_out: Int64Array) -> Int64Array:
        """The flow on every edge if at most this many (new, carried over) may be left out."""
        ample = np.full(self._applicants, self._applicants, dtype=np.int64)
        capacities = np.concatenate((usable * self._applicants, ample, self._places, left_out)).astype(np.int64)
        self._graph.set_edge_capacities(capacities[self._order])
        self._graph.solve()
        flow = np.empty(len(self._order), dtype=np.int64)
        flow[self._order] = self._graph.result()
        return flow

    def _reduced(self, costs: Int64Array, potentials: Int64Array | None) -> tuple[Int64Array, Int64Array | int]:
        """The reduced costs under these potentials, shifted so each applicant's least is 0, and the shifted potentials.

        The cheapest flow stays the same, but nearly all of its cost is explained, which leaves the solver little to do.
        """
        if potentials is None:
            return costs, 0
        shifted, to_sink = potentials.copy(), self._end == self._sink
        reduced = costs + potentials[self._start] - potentials[self._end]
        firsts = np.flatnonzero(np.diff(self._start[~to_sink], prepend=-1))
        shifted[: self._applicants] -= np.minimum.reduceat(reduced[~to_sink], firsts)
        shifted[self._sink] += reduced[to_sink].min()
        reduced = costs + shifted[self._start] - shifted[self._end]
        limit = max_pair_cost(self._applicants, self._sink - self._applicants)
        return (reduced, shifted) if int(reduced[~to_sink].max()) < limit else (costs, 0)


def max_pair_cost(applicants: int, mentors: int) -> int:
    """What a pair has to cost less than, so that the longest path through the network stays in range."""
    longest = 2 * min(applicants, mentors) + 4
    return 1 << max(RANGE_BITS - longest.bit_length(), 0)
