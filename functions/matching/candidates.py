"""The few pairs a solver looks at first: about the best of every applicant and of every mentor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from functions.matching.rules import Flags
from functions.matching.scoring import Market, Numbers, Shorts, blocks, tie_break

_GROUPS = 8


def candidates(market: Market, most: int) -> Numbers:
    """The allowed pairs that are among the best of either side, as row * mentors + column, in order.

    At least `most` of each are, and few more. The result of a round does not depend on which pairs are among them,
    only the time it takes does.
    """
    found = [np.zeros(0, dtype=np.int64)]
    mentors_bar = np.maximum(_bars_by_column(market.fit, most), 0)
    for part in blocks(len(market.applicants)):
        fit = market.fit[part]
        chosen = fit >= np.maximum(bars(fit, most), 0)[:, None]
        chosen |= fit >= mentors_bar
        found.append(best_of(market, pairs_in(chosen, part), np.zeros_like(mentors_bar), 8 * most))
    return np.concatenate(found)


def pairs_in(chosen: Flags, part: slice) -> Numbers:
    """The chosen pairs of a block of applicants, as row * mentors + column."""
    pairs: Numbers = np.flatnonzero(chosen) + part.start * chosen.shape[1]
    return pairs


def best_of(market: Market, pairs: Numbers, dear: NDArray[np.signedinteger], most: int) -> Numbers:
    """Of these pairs no more than so many an applicant: those that fit best, less what is dear about the mentor."""
    rows, columns = np.divmod(pairs, max(len(market.mentors), 1))
    counts = np.bincount(rows - rows[:1].sum())
    if counts.max(initial=0) <= most:
        return pairs
    ties = tie_break(market.applicant_keys[rows], market.mentor_keys[columns])
    order = np.lexsort((ties, market.fit[rows, columns] - dear[columns], rows))
    left = np.repeat(np.cumsum(counts), counts) - np.arange(len(pairs))
    kept: Numbers = np.sort(pairs[order[left <= most]])
    return kept


def bars(values: Shorts, rank: int) -> Shorts:
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


def _bars_by_column(values: Shorts, rank: int) -> Shorts:
    """As `bars`, for every column."""
    groups = min(len(values), _GROUPS * rank)
    best = values[:groups].copy()
    for start in range(groups, len(values), max(groups, 1)):
        piece = values[start : start + groups]
        np.maximum(best[: len(piece)], piece, out=best[: len(piece)])
    return bars(np.ascontiguousarray(best.T), rank)
