"""Some pairs of a round, few enough to be told one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from functions.matching.engine.rules import Flags
from functions.matching.engine.scores import Numbers, Shorts


@dataclass(frozen=True)
class Pairs:
    """Some allowed pairs, as row * mentors + column, in order, and how well each fits."""

    keys: Numbers
    fit: Shorts

    def __len__(self) -> int:
        return len(self.keys)

    def only(self, chosen: Flags | Numbers) -> Pairs:
        """Those of the pairs that are chosen, by a flag or by their places."""
        return Pairs(self.keys[chosen], self.fit[chosen])


def pairs_in(chosen: Flags, fit: Shorts, part: slice) -> Pairs:
    """The chosen pairs of a block of applicants."""
    keys = np.flatnonzero(chosen) if chosen.any() else np.zeros(0, dtype=np.int64)
    return Pairs(keys + part.start * chosen.shape[1], fit.reshape(-1)[keys])


def together(some: Sequence[Pairs]) -> Pairs:
    """All of these pairs, each once."""
    if not some:
        return Pairs(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int16))
    keys, fit = np.concatenate([one.keys for one in some]), np.concatenate([one.fit for one in some])
    order = np.argsort(keys, kind="stable")  # mostly in order already
    return Pairs(keys, fit).only(order[np.diff(keys[order], prepend=-1) > 0])
