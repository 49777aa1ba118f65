"""Which side of a match someone is."""

from shared.domain.application import application_id
from shared.domain.check_in import Side
from shared.domain.errors import NotFound
from shared.domain.match import Match
from shared.domain.mentor import mentor_id


def side_of(match: Match | None, person: str) -> Side:
    """Which side the person with this sign-in is; NotFound for other people's matches, and for none."""
    if match and match.mentor == mentor_id(person):
        return "mentor"
    if match and match.application == application_id(match.cycle, person):
        return "applicant"
    raise NotFound("There’s no such match.")
