"""How many mentors share an interest, as anyone may read it: at least so many, in steps of five, and none below five.

Any two numbers that are published differ by nothing or by five at least, so none of fewer people follows from others,
nor from the same number at another time. Who is open to anything isn't counted: beside the others, that would tell how
few named one interest. How many mentors there are in all isn't published either.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from shared.domain.choices import OPEN_CHOICES
from shared.domain.interests import FIRST_CHOICES
from shared.domain.report import FEWEST

Counts = dict[str, dict[str, int]]
"""At least how many mentors share each choice, by list of interests."""


def shared_by(forms: Iterable[Mapping[str, Any]]) -> Counts:
    """Count the forms of mentors who take part, as it may be published."""
    counted: dict[str, Counter[str]] = {name: Counter() for name in FIRST_CHOICES}
    for form in forms:
        for name, found in counted.items():
            found.update(set(form[name]) - OPEN_CHOICES)
    return {name: _published(found) for name, found in counted.items()}


def _published(found: Mapping[str, int]) -> dict[str, int]:
    return {choice: number // FEWEST * FEWEST for choice, number in sorted(found.items()) if number >= FEWEST}
