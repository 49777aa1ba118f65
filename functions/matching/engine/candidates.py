"""The few pairs that the solver starts with: roughly the best ones of every applicant and of every mentor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from functions.matching.engine.arrays import Int16Array
from functions.matching.engine.market import Market, tie_break
from functions.matching.engine.pairs import Pairs, pairs_in_block, union
from functions.matching.engine.scores import row_blocks

_GROUPS = 8


@dataclass(frozen=True)
class Candidates:
    """The pairs to start with, and the best fit that each applicant and each mentor can have (-1 for none)."""

    pairs: Pairs
    applicant_best: Int16Array
    mentor_best: Int16Array


def candidates(market: Market, count: int) -> Candidates:
    """The allowed pairs among the best of either side: at least `count` for each person, and a few more.

    Which pairs are selected affects only how long a round takes, never its result.
    """
    applicants, mentors = len(market.applicants), len(market.mentors)
    group_best = np.full((min(applicants, _GROUPS * count), mentors), -1, dtype=np.int16)
    applicant_best, applicant_cutoffs = np.full((2, applicants), -1, dtype=np.int16)
    mentor_cutoffs = np.zeros(mentors, dtype=np.int16)
    selections = []
    for number, block in enumerate(row_blocks(applicants)):
        fit = market.fit(block)
        _update_groups(group_best, fit, block.start)
        if number & (number - 1) == 0:  # these cutoffs only rise, ever more slowly, so they are updated ever less often
            mentor_cutoffs = _mentor_cutoffs(group_best, count)
        applicant_best[block] = fit.max(axis=1, initial=-1)
        applicant_cutoffs[block] = np.maximum(cutoffs(fit, count), 0)
        chosen = fit >= applicant_cutoffs[block, None]
        chosen |= fit >= mentor_cutoffs
        selections.append(pairs_in_block(chosen, fit, block))
    final_cutoffs = applicant_cutoffs, _mentor_cutoffs(group_best, count)
    trimmed = [_trimmed(market, pairs, *final_cutoffs, 8 * count) for pairs in selections]
    return Candidates(union(trimmed), applicant_best, group_best.max(axis=0, initial=-1))


def _trimmed(
    market: Market, pairs: Pairs, applicant_cutoffs: Int16Array, mentor_cutoffs: Int16Array, limit: int
) -> Pairs:
    """Those of the pairs that still reach a cutoff, at most `limit` per applicant."""
    rows, columns = np.divmod(pairs.keys, market.width)
    good = (pairs.fit >= applicant_cutoffs[rows]) | (pairs.fit >= mentor_cutoffs[columns])
    return best_per_applicant(market, pairs.select(good), limit)


def best_per_applicant(
    market: Market, pairs: Pairs, limit: int, mentor_points: NDArray[np.signedinteger] | None = None
) -> Pairs:
    """At most `limit` of these pairs per applicant: those with the best fit, less the mentor's price in points."""
    rows, columns = np.divmod(pairs.keys, market.width)
    counts = np.bincount(rows - rows[:1].sum())
    if counts.max(initial=0) <= limit:
        return pairs
    ties = tie_break(market.applicant_hashes[rows], market.mentor_hashes[columns])
    net_fit = pairs.fit if mentor_points is None else pairs.fit - mentor_points[columns]
    order = np.lexsort((ties, net_fit, rows))
    rank_from_best = np.repeat(np.cumsum(counts), counts) - np.arange(len(pairs))
    return pairs.select(np.sort(order[rank_from_best <= limit]))


def cutoffs(values: Int16Array, rank: int) -> Int16Array:
    """For each row a value that at least `rank` of its entries reach, and few more; -1 if the row is too short.

    The columns are dealt into groups: if the best entries of `rank` groups reach a value, so do `rank` entries.
    """
    width = values.shape[1]
    groups = min(width, _GROUPS * rank)
    if not 0 < rank <= groups:
        return np.full(len(values), -1, dtype=np.int16)
    best = values[:, :groups].copy()
    for start in range(groups, width, groups):
        piece = values[:, start : start + groups]
        np.maximum(best[:, : piece.shape[1]], piece, out=best[:, : piece.shape[1]])
    row_cutoffs: Int16Array = np.partition(best, groups - rank, axis=1)[:, groups - rank]
    return row_cutoffs


def _update_groups(group_best: Int16Array, fit: Int16Array, start: int) -> None:
    """Deal a block of applicants into groups and update the best fit of each group with every mentor."""
    row = 0
    while row < len(fit):
        group = (start + row) % len(group_best)
        piece = fit[row : row + len(group_best) - group]
        target = group_best[group : group + len(piece)]
        np.maximum(target, piece, out=target)
        row += len(piece)


def _mentor_cutoffs(group_best: Int16Array, count: int) -> Int16Array:
    return np.maximum(cutoffs(np.ascontiguousarray(group_best.T), count), np.int16(0))
