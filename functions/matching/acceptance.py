"""Deferred acceptance, as the residency match does it: no two would both rather have each other."""

from __future__ import annotations

import heapq

import numpy as np

from functions.matching.prices import TIE_BITS
from functions.matching.scoring import Market, Numbers, blocks, tie_break

_NEVER = (1 << 14) << TIE_BITS


def stable(market: Market) -> Numbers:
    """The mentor (column) of every applicant (row), -1 for none, as good for the applicants as stability allows."""
    mentor_of = np.full(len(market.applicants), -1, dtype=np.int64)
    places: list[int] = market.places.tolist()
    held: list[list[tuple[int, int]]] = [[] for _ in market.mentors]
    bars = np.where(market.places > 0, -1, _NEVER)
    free = np.arange(len(mentor_of) if len(held) else 0)
    while len(free):
        displaced: list[int] = []
        for part in blocks(len(free)):
            for row, column, key in zip(*_asked(market, free[part], bars), strict=True):
                holders = held[column]
                heapq.heappush(holders, (key, row))
                if len(holders) > places[column]:
                    displaced.append(heapq.heappop(holders)[1])
                if len(holders) == places[column]:
                    bars[column] = holders[0][0]
        free = np.array(sorted(displaced), dtype=np.int64)
    for column, people in enumerate(held):
        mentor_of[[row for _, row in people]] = column
    return mentor_of


def _asked(market: Market, rows: Numbers, bars: Numbers) -> tuple[list[int], list[int], list[int]]:
    """Whom each of these applicants asks, the best who would have them, and how welcome they are there."""
    fit, wish = market.fit[rows], market.wishes[rows]
    turned_down = (fit < 0) | (fit - wish < (bars >> TIE_BITS).astype(np.int16))
    wish |= -turned_down.view(np.int8)  # -1 has every bit set
    told: list[Numbers] = []
    pending = np.flatnonzero(wish.max(axis=1) >= 0)
    while len(pending):
        left = wish[pending]
        place, columns = np.divmod(np.flatnonzero(left == left.max(axis=1)[:, None]), len(bars))
        asking = pending[place]
        ties = tie_break(market.applicant_keys[rows[asking]], market.mentor_keys[columns]).astype(np.int64)
        keys = ((fit[asking, columns].astype(np.int64) - wish[asking, columns]) << TIE_BITS) + ties
        good = keys > bars[columns]
        wish[asking[~good], columns[~good]] = -1
        order = np.lexsort((ties[good], asking[good]))
        asking, columns, keys = asking[good][order], columns[good][order], keys[good][order]
        last = np.append(asking[1:] != asking[:-1], True)[: len(asking)]
        told.append(np.stack((rows[asking[last]], columns[last], keys[last])))
        pending = np.delete(pending, np.searchsorted(pending, asking[last]))
        pending = pending[wish[pending].max(axis=1, initial=-1) >= 0]
    asked = np.concatenate([np.zeros((3, 0), dtype=np.int64), *told], axis=1)
    return asked[0].tolist(), asked[1].tolist(), asked[2].tolist()
