"""How many mentors share an interest, counted whenever a mentor comes, changes or leaves."""

from dataclasses import replace
from datetime import datetime

from shared.domain.activity import activity
from shared.domain.mentor_interests import shared_by
from shared.store import mentor_interests, mentors
from shared.store.commit import commit, retry_on_conflict


@retry_on_conflict
def count_interests(now: datetime) -> None:
    """Publish at least how many active mentors share each interest, if that's other than before."""
    before = mentor_interests.load()  # first, so that a count of fewer facts is never written over one of more
    counts = shared_by(mentor.form for mentor in mentors.load_with_status("active"))
    if counts == before.counts:
        return
    turn = f"r{before.revision + 1}"
    fact = activity("MentorInterestsCounted", mentor_interests.TABLE, turn, at=now, actor="program")
    commit(fact, mentor_interests.write(replace(before, counts=counts)))
