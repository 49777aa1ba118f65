"""A round as a flow: each applicant sends one unit to a candidate or to one of two ways of being left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pylmcf import Graph  # type: ignore[import-untyped]

from functions.matching.engine.market import Market
from functions.matching.engine.pairs import Pairs
from functions.matching.engine.prices import Prices
from functions.matching.engine.rules import Flags
from functions.matching.engine.scores import Numbers

RANGE_BITS = 61
"""What a path through the network may cost at most, so that nothing the solver adds up exceeds 64 bits."""


_DEAR = (2, 3)
"""What it costs to leave out an applicant who is new, and one carried over, in the costs of the dearest pair."""


@dataclass(frozen=True)
class Solution:
    """The cheapest flow: which pairs it uses, what people pay for it and for being left out (new, carried over)."""

    chosen: Flags
    prices: Prices
    left_out: tuple[int, int]
    potentials: Numbers
    """What the solver can take up again where it is given a network of the same people."""


class Flow:
    """The network of some pairs of a market: mentors pass on as many units as they have places."""

    def __init__(self, market: Market, pairs: Pairs) -> None:
        applicants, mentors = len(market.applicants), len(market.mentors)
        self.pairs, self.fit = pairs, pairs.fit
        self.rows, self.columns = np.divmod(pairs.keys, market.width)
        self._applicants, self._places = applicants, market.places
        self._sink = applicants + mentors + 2
        starts = (self.rows, np.arange(applicants), np.arange(applicants, self._sink))
        ends = (self.columns + applicants, applicants + mentors + market.carried, np.full(mentors + 2, self._sink))
        start, end = np.concatenate(starts).astype(np.int64), np.concatenate(ends).astype(np.int64)
        self._order = np.argsort(start * (self._sink + 1) + end, kind="stable")  # mostly in order already
        self._start, self._end = start[self._order], end[self._order]
        self._graph = Graph(self._sink + 1, self._start, self._end)
        # An earlier solution is taken up where it still holds. To repair it takes longer than to start anew, and gives
        # up by the wall clock, so that ties could end either way.
        self._graph.set_warm_violation_limit(0)
        supply = np.zeros(self._sink + 1, dtype=np.int64)
        supply[:applicants], supply[self._sink] = 1, -applicants
        self._graph.set_node_supply(supply)

    def solve(
        self,
        costs: Numbers,
        usable: Flags,
        left_costs: Numbers,
        left: Numbers | None = None,
        near: Numbers | None = None,
    ) -> Solution:
        """The cheapest flow over the usable pairs that leaves out so many (new, carried over) if `left` says so.

        `near` are potentials of a like network, which save most work.
        """
        count = len(costs)
        dear = (0, 0) if left is None else tuple((int(costs.max()) + 1) * times for times in _DEAR)
        told = np.concatenate((np.where(usable, costs, costs.max()), left_costs, 0 * self._places, dear))
        told, moved = self._from(told[self._order], near)
        self._graph.set_edge_costs(told)
        flow = self._run(usable, np.full(2, self._applicants))
        # To leave somebody out costs more than almost any way around it, which takes the solver far less time than a
        # limit does. Where some way around costs still more, the limit decides.
        if left is not None and (flow[-2:] != left).any():
            flow = self._run(usable, left)
        potentials = self._graph.potentials() + moved
        to_sink = potentials[self._sink] - potentials
        paid = np.maximum(to_sink, 0)
        prices = Prices(-to_sink[: self._applicants], paid[self._applicants : self._sink - 2])
        left_out = int(paid[self._sink - 2]), int(paid[self._sink - 1])
        return Solution(flow[:count] > 0, prices, left_out, potentials)

    def _run(self, usable: Flags, room: Numbers) -> Numbers:
        """The flow on every edge, if no more than so many (new, carried over) may be left out."""
        ample = np.full(self._applicants, self._applicants, dtype=np.int64)
        capacities = np.concatenate((usable * self._applicants, ample, self._places, room)).astype(np.int64)
        self._graph.set_edge_capacities(capacities[self._order])
        self._graph.solve()
        flow = np.empty(len(self._order), dtype=np.int64)
        flow[self._order] = self._graph.result()
        return flow

    def _from(self, costs: Numbers, near: Numbers | None) -> tuple[Numbers, Numbers | int]:
        """The costs beyond what these potentials explain, the least of every applicant 0, and the potentials for that.

        The cheapest flow is the same, but nearly all that it costs is explained: the solver has little left to find.
        """
        if near is None:
            return costs, 0
        moved, last = near.copy(), self._end == self._sink
        beyond = costs + near[self._start] - near[self._end]
        firsts = np.flatnonzero(np.diff(self._start[~last], prepend=-1))
        moved[: self._applicants] -= np.minimum.reduceat(beyond[~last], firsts)
        moved[self._sink] += beyond[last].min()
        beyond = costs + moved[self._start] - moved[self._end]
        fits = int(beyond[~last].max()) < dearest(self._applicants, self._sink - self._applicants)
        return (beyond, moved) if fits else (costs, 0)


def dearest(applicants: int, mentors: int) -> int:
    """Below what the cost of a single pair has to stay for the longest way through the network to stay in range."""
    longest = 2 * min(applicants, mentors) + 4
    return 1 << max(RANGE_BITS - longest.bit_length(), 0)
