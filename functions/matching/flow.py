"""A round as a flow: each applicant sends one unit to a candidate or to one of two ways of being left out."""

from __future__ import annotations

import numpy as np
from pylmcf import Graph  # type: ignore[import-untyped]

from functions.matching.prices import Prices
from functions.matching.rules import Flags
from functions.matching.scoring import Market, Numbers


class Flow:
    """The network of some pairs of a market: mentors pass on as many units as they have places."""

    def __init__(self, market: Market, pairs: Numbers) -> None:
        applicants, mentors = len(market.applicants), len(market.mentors)
        self.pairs = pairs
        self.rows, self.columns = np.divmod(pairs, mentors)
        self.fit = market.fit[self.rows, self.columns]
        self._applicants, self._places = applicants, market.places
        self._sink = applicants + mentors + 2
        starts = (self.rows, np.arange(applicants), np.arange(applicants, self._sink))
        ends = (self.columns + applicants, applicants + mentors + market.carried, np.full(mentors + 2, self._sink))
        start, end = np.concatenate(starts).astype(np.int64), np.concatenate(ends).astype(np.int64)
        self._order = np.argsort(start * (self._sink + 1) + end, kind="stable")  # mostly in order already
        self._graph = Graph(self._sink + 1, start[self._order], end[self._order])
        # An earlier solution is taken up where it still holds. To repair it takes longer than to start anew, and gives
        # up by the wall clock, so that ties could end either way.
        self._graph.set_warm_violation_limit(0)
        supply = np.zeros(self._sink + 1, dtype=np.int64)
        supply[:applicants], supply[self._sink] = 1, -applicants
        self._graph.set_node_supply(supply)

    def solve(
        self, costs: Numbers, usable: Flags, left_costs: Numbers, left: Numbers | None = None
    ) -> tuple[Flags, Prices, tuple[int, int]]:
        """The cheapest flow: which pairs it uses, what people pay for it and for being left out (new, carried over)."""
        room = np.full(2, self._applicants) if left is None else left
        ample = np.full(self._applicants, self._applicants, dtype=np.int64)
        capacities = np.concatenate((usable * self._applicants, ample, self._places, room)).astype(np.int64)
        self._graph.set_edge_costs(np.concatenate((costs, left_costs, 0 * self._places, (0, 0)))[self._order])
        self._graph.set_edge_capacities(capacities[self._order])
        self._graph.solve()
        flow = np.empty(len(self._order), dtype=np.int64)
        flow[self._order] = self._graph.result()
        potentials = self._graph.potentials()
        to_sink = potentials[self._sink] - potentials
        paid = np.maximum(to_sink, 0)
        prices = Prices(-to_sink[: self._applicants], paid[self._applicants : self._sink - 2])
        return flow[: len(costs)] > 0, prices, (int(paid[self._sink - 2]), int(paid[self._sink - 1]))
