"""What an applicant's request is about, also when it fails before anything is read."""

import re

from shared.domain.application import application_id
from shared.runtime.api import Caller
from shared.runtime.attempts import Subject

_CYCLE = re.compile(r"[a-z0-9-]{3,40}")


def attempted(path: str, caller: Caller) -> Subject | None:
    """Return the application of the cycle in the path; what is no id of a cycle isn't repeated.

    None for an application that the path names itself: to keep a draft for longer costs no one their deadline.
    """
    if not path.startswith("/api/cycles/"):
        return None
    cycle = path.split("/")[3]
    return Subject(application_id(cycle, caller.id), cycle if _CYCLE.fullmatch(cycle) else None)
