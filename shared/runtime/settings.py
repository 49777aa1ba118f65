"""What a function is told by its environment; read on first use, never at import."""

import os
from functools import cache


@cache
def from_env(name: str) -> str:
    """Return one setting such as `PORTAL_URL`; KeyError when the function was not given it."""
    return os.environ[name]
