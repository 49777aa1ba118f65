"""When an applicant withdraws or a mentor pauses, their open proposals are closed and the other side is free again."""

from datetime import datetime

from shared.domain import match as domain
from shared.store import applications, matches, mentors, pairings


def applicant_left(application: str, now: datetime) -> None:
    """Close the open proposal of an application that was withdrawn."""
    stored = applications.load(application)
    if stored and stored.status == "withdrawn" and stored.live_match:
        pairings.close(stored.live_match, lambda current: domain.withdraw(current, "applicant", now), now)


def mentor_left(mentor: str, now: datetime) -> None:
    """Close the open proposals of a mentor who paused."""
    stored = mentors.load(mentor)
    if stored is None or stored.status != "paused":
        return
    for match in matches.of_mentor(mentor):
        if match.state == "proposed":
            pairings.close(match.id, lambda current: domain.withdraw(current, "mentor", now), now)
