"""Drafts that no one submits any more, and what belonged to one that was thrown away: its item is a tombstone."""

from datetime import datetime

from functions.erasure import bucket
from shared.domain.activity import Activity
from shared.domain.cv import checked_key, waiting_key
from shared.domain.cycle import Cycle
from shared.domain.retention import is_forgettable
from shared.domain.tombstone import throw_away as thrown_away
from shared.store import applications, forgetting
from shared.store.commit import commit, retry_on_conflict


@retry_on_conflict
def throw_away(cycle: Cycle, application: str, now: datetime) -> None:
    """Throw a draft away for the program once it was kept for long enough."""
    stored = applications.load(application)
    if stored and is_forgettable(cycle, stored, now):
        thrown = thrown_away(stored, "program", now)
        commit(thrown.fact, applications.bury(stored, thrown.tombstone))


def clear(fact: Activity) -> None:
    """Delete a thrown-away draft's CVs, self-identification and notes, and nothing of one that was begun since."""
    record = fact.subject
    for upload in forgetting.uploads_of(record, fact.at):
        for key in (waiting_key, checked_key):
            bucket.delete(key(record, upload))
        forgetting.upload(record, upload)
    forgetting.self_identification_left_by(record)
    forgetting.notes_about(record, fact.at)
