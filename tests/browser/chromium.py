"""The browser that is on this machine: none is downloaded."""

import os
import shutil
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
#: It talks to no one but us, and root may start it.
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class NoBrowser(Exception):
    """There is no Chromium here; the message says what to do."""


def find() -> Path:
    """The browser named by the environment's CHROMIUM, else the first one found. Raises NoBrowser."""
    wanted = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ([wanted] if wanted else NAMES))
    for path in found:
        if path:
            return Path(path)
    raise NoBrowser(
        f"There is no {wanted or 'Chromium'} here. Install it (Debian: `apt-get install chromium`; elsewhere Chromium "
        "or Google Chrome), or say where it is: `make browser CHROMIUM=/path/to/it`."
    )
