"""A certificate: what it says of one side of a match whose term is complete."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from shared.domain.check_in import Side
from shared.domain.cycle import Cycle
from shared.domain.errors import NotPossible
from shared.domain.instants import to_words
from shared.domain.match import Match


@dataclass(frozen=True, slots=True)
class Certificate:
    """One side's certificate; `other` is None once the other side's record was erased."""

    number: str
    program: str
    side: Side
    name: str = field(repr=False)
    other: str | None = field(repr=False)
    first_day: date
    last_day: date


def certificate_of(cycle: Cycle, match: Match, side: Side, name: str, other: str | None) -> Certificate:
    """The certificate of `side`, called `name`; NotPossible unless the term is complete."""
    if match.state in ("confirmed", "in_term") and match.term:
        raise NotPossible(f"Your certificate is ready once your term is complete, on {to_words(match.term.ends_on)}.")
    if match.state != "completed" or match.term is None:
        raise NotPossible(f"This match is {match.state}, so there’s no certificate.")
    last_day = match.term.ends_on - timedelta(days=1)
    return Certificate(match.id, cycle.name, side, name, other, match.term.starts_on, last_day)
