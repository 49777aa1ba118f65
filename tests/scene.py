"""What many tests of a module begin with: made for the first of them, and brought back for the others."""

from collections.abc import Callable
from typing import Generic, TypeVar

from tests.faults import account
from tests.faults.account import Account
from tests.faults.memory import forget

S = TypeVar("S")


class Scene(Generic[S]):
    """An account with people in it, in tests that have the bucket of uploads and perhaps a pool."""

    def __init__(self, make: Callable[..., S]) -> None:
        self._make = make
        self._kept: tuple[Account, S] | None = None

    def __call__(self, *given: object) -> S:
        """Go there, and return what was made."""
        account.forget_files()
        if self._kept:
            kept, made = self._kept
            forget()
            account.restore(kept)
        else:
            made = self._make(*given)
            account.forget_files()
            self._kept = account.freeze(), made
        return made
