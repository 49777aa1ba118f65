"""How long what people send may be, as limits.json says to the pages too: they give each field its limit from there."""

import json
from pathlib import Path
from typing import Final, TypedDict


class Limits(TypedDict):
    """Characters, and bytes of a CV."""

    name: int
    email: int
    code: int
    question: int
    reason: int
    listed_reason: int
    cv_bytes: int


LIMITS: Final[Limits] = json.loads(Path(__file__).with_name("limits.json").read_text(encoding="utf-8"))
