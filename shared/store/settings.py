"""The environment of a function, as infra/functions.py declares it; read on first use, never at import."""

import os


class SettingMissing(LookupError):
    """A function reads a setting that it is not given."""

    def __init__(self, name: str) -> None:
        function = os.environ.get("POWERTOOLS_SERVICE_NAME", "this process")
        super().__init__(f"{name} is not set for {function} (infra/functions.py)")


def from_env(name: str) -> str:
    """Return one setting such as `PORTAL_URL`; SettingMissing when the function is not given it."""
    if name not in os.environ:
        raise SettingMissing(name)
    return os.environ[name]
