"""A sparse selection of the pairs of a market."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from functions.matching.engine.arrays import BoolArray, Int16Array, Int64Array


@dataclass(frozen=True)
class Pairs:
    """Some allowed pairs, as row * width + column, in order, and the fit of each."""

    keys: Int64Array
    fit: Int16Array

    def __len__(self) -> int:
        return len(self.keys)

    def select(self, chosen: BoolArray | Int64Array) -> Pairs:
        """The chosen ones of these pairs, by flag or by index."""
        return Pairs(self.keys[chosen], self.fit[chosen])


def pairs_in_block(chosen: BoolArray, fit: Int16Array, block: slice) -> Pairs:
    """The chosen pairs of a block of applicants."""
    keys = np.flatnonzero(chosen) if chosen.any() else np.zeros(0, dtype=np.int64)
    return Pairs(keys + block.start * chosen.shape[1], fit.reshape(-1)[keys])


def union(selections: Sequence[Pairs]) -> Pairs:
    """All of these pairs, each of them once."""
    if not selections:
        return Pairs(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int16))
    keys, fit = (np.concatenate([getattr(pairs, name) for pairs in selections]) for name in ("keys", "fit"))
    order = np.argsort(keys, kind="stable")  # mostly in order already
    return Pairs(keys, fit).select(order[np.diff(keys[order], prepend=-1) > 0])
