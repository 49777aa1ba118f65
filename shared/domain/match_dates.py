"""Staff move the dates of a pair's term, within the shortest and the longest term of the cycle."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from shared.domain.activity import activity
from shared.domain.cycle import Cycle
from shared.domain.errors import FieldError, Invalid, NotPossible
from shared.domain.instants import add_months, to_words
from shared.domain.match import Match, MatchChange
from shared.domain.term import MOST_MONTHS, MatchTerm


def move_term(cycle: Cycle, match: Match, term: MatchTerm, reason: str, by: str, now: datetime) -> MatchChange | None:
    """Give a confirmed match another term; None when it has these dates already.

    Invalid names the date that is wrong; NotPossible when the match isn't confirmed or is over.
    """
    if term == match.term:
        return None
    if match.state not in ("confirmed", "in_term") or match.term is None:
        raise NotPossible(f"This match is {match.state}, so its dates can’t be moved.")
    today = now.astimezone(ZoneInfo(cycle.time_zone)).date()
    wrong = _wrong_start(match, match.term, term, today) or _wrong_end(cycle, term, today)
    if wrong:
        raise Invalid("These dates aren’t possible.", [wrong])
    moved = replace(match, term=term, version=match.version + 1)
    was = [match.term.starts_on.isoformat(), match.term.ends_on.isoformat()]
    fact = activity(
        "MatchTermMoved",
        match.id,
        f"v{moved.version}",
        at=now,
        actor=by,
        cycle=match.cycle,
        note=reason,
        application=match.application,
        mentor=match.mentor,
        starts_on=term.starts_on.isoformat(),
        ends_on=term.ends_on.isoformat(),
        was=was,
    )
    return MatchChange(moved, fact)


def _wrong_start(match: Match, was: MatchTerm, term: MatchTerm, today: date) -> FieldError | None:
    if term.starts_on == was.starts_on:
        return None
    if match.state == "in_term":
        return FieldError("starts_on", "The term has begun: only its end can be moved.")
    return FieldError("starts_on", "Choose a day from today on.") if term.starts_on < today else None


def _wrong_end(cycle: Cycle, term: MatchTerm, today: date) -> FieldError | None:
    least = term.shortest_end(cycle.term)
    most = add_months(term.starts_on, min(cycle.term.max_months, MOST_MONTHS))
    if term.ends_on <= today:
        return FieldError("ends_on", "Choose a day after today.")
    if not least <= term.ends_on <= most:
        return FieldError("ends_on", f"Choose a day from {to_words(least)} to {to_words(most)}.")
    return None
