"""What many tests of a module begin with: made for the first of them, and brought back for the others."""

import copy
from collections.abc import Callable
from typing import Generic, TypeVar

from infra.local.people import People
from tests.faults import account
from tests.faults.account import Account
from tests.faults.memory import forget

S = TypeVar("S")


class Scene(Generic[S]):
    """An account with people in it, in tests that perhaps have the bucket of uploads and a pool."""

    def __init__(self, make: Callable[..., S]) -> None:
        self._make = make
        self._kept: tuple[Account, S, list[object]] | None = None

    def __call__(self, *given: object) -> S:
        """Go there, and return what was made."""
        account.forget_files()
        if self._kept:
            kept, made, used = self._kept
            forget()
            account.restore(kept)
            for one, then in zip(given, used, strict=True):
                if isinstance(one, People):  # whoever is made next is someone else
                    vars(one).update(copy.deepcopy(vars(then)))
        else:
            made = self._make(*given)
            account.forget_files()
            used = [copy.deepcopy(one) if isinstance(one, People) else one for one in given]
            self._kept = account.freeze(), made, used
        return made
