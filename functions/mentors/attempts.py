"""What a request of a mentor, or of a side of a match, is about, also when it fails before anything is read."""

import re

from shared.domain.mentor import mentor_id
from shared.runtime.api import Caller
from shared.runtime.attempts import Subject

_MATCH = re.compile(r"/api/matches/([0-9a-f-]{36})/")


def attempted(path: str, caller: Caller) -> Subject:
    """Return the match in the path, or else the caller's mentor record."""
    match = _MATCH.match(path)
    return Subject(match[1] if match else mentor_id(caller.id))
