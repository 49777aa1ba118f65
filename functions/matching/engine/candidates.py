"""The few pairs a solver looks at first: about the best of every applicant and of every mentor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from functions.matching.engine.market import Market, tie_break
from functions.matching.engine.pairs import Pairs, pairs_in, together
from functions.matching.engine.scores import Shorts, blocks

_GROUPS = 8


@dataclass(frozen=True)
class Candidates:
    """The pairs to begin with, and the best fit that every applicant and every mentor could have, -1 for none."""

    pairs: Pairs
    of_applicants: Shorts
    of_mentors: Shorts


def candidates(market: Market, most: int) -> Candidates:
    """The allowed pairs that are among the best of either side: at least `most` of each are, and few more.

    The result of a round does not depend on which pairs are among them, only the time it takes does.
    """
    count, width = len(market.applicants), len(market.mentors)
    best = np.full((min(count, _GROUPS * most), width), -1, dtype=np.int16)
    tops, least = np.full((2, count), -1, dtype=np.int16)
    bar = np.zeros(width, dtype=np.int16)
    found = []
    for number, part in enumerate(blocks(count)):
        fit = market.fit(part)
        _gather(best, fit, part.start)
        if number & (number - 1) == 0:  # the bar of the mentors, which only rises, is worth looking up ever more rarely
            bar = _bar_of_mentors(best, most)
        tops[part], least[part] = fit.max(axis=1, initial=-1), np.maximum(cutoffs(fit, most), 0)
        chosen = fit >= least[part, None]
        chosen |= fit >= bar
        found.append(pairs_in(chosen, fit, part))
    bar = _bar_of_mentors(best, most)
    for number, some in enumerate(found):
        rows, columns = np.divmod(some.keys, market.width)
        found[number] = best_of(market, some.only((some.fit >= least[rows]) | (some.fit >= bar[columns])), 8 * most)
    return Candidates(together(found), tops, best.max(axis=0, initial=-1))


def best_of(market: Market, pairs: Pairs, most: int, dear: NDArray[np.signedinteger] | None = None) -> Pairs:
    """Of these pairs no more than so many an applicant: those that fit best, less what is dear about the mentor."""
    rows, columns = np.divmod(pairs.keys, market.width)
    counts = np.bincount(rows - rows[:1].sum())
    if counts.max(initial=0) <= most:
        return pairs
    ties = tie_break(market.applicant_keys[rows], market.mentor_keys[columns])
    worth = pairs.fit if dear is None else pairs.fit - dear[columns]
    order = np.lexsort((ties, worth, rows))
    left = np.repeat(np.cumsum(counts), counts) - np.arange(len(pairs))
    return pairs.only(np.sort(order[left <= most]))


def cutoffs(values: Shorts, rank: int) -> Shorts:
    """For every row a value that at least so many of it reach, and few more; -1 where the row is shorter than that.

    The columns are dealt into groups. Where so many groups have a best that reaches the bar, so many values do.
    """
    width = values.shape[1]
    groups = min(width, _GROUPS * rank)
    if not 0 < rank <= groups:
        return np.full(len(values), -1, dtype=np.int16)
    best = values[:, :groups].copy()
    for start in range(groups, width, groups):
        piece = values[:, start : start + groups]
        np.maximum(best[:, : piece.shape[1]], piece, out=best[:, : piece.shape[1]])
    found: Shorts = np.partition(best, groups - rank, axis=1)[:, groups - rank]
    return found


def _gather(best: Shorts, fit: Shorts, start: int) -> None:
    """As applicants are dealt into groups, the rows of `best`, the best that each group has for every mentor."""
    row = 0
    while row < len(fit):
        group = (start + row) % len(best)
        piece = fit[row : row + len(best) - group]
        np.maximum(best[group : group + len(piece)], piece, out=best[group : group + len(piece)])
        row += len(piece)


def _bar_of_mentors(best: Shorts, most: int) -> Shorts:
    return np.maximum(cutoffs(np.ascontiguousarray(best.T), most), np.int16(0))
