"""One change to many applications, or one mail: each is decided about on its own, as a single change is."""

from datetime import datetime

from shared.domain.activity import activity
from shared.domain.application import Application
from shared.domain.application_transitions import Change, extend, overrule
from shared.domain.cycle import Cycle
from shared.domain.errors import NotFound, StaleVersion
from shared.domain.job import Job

#: Applications of one request.
MOST = 500


def decide(cycle: Cycle, stored: Application | None, job: Job, now: datetime) -> Change:
    """What a bulk change does to one application; ProgramError when it can't be done.

    StaleVersion when someone changed the application since it was seen, unless it is as it's to be already.
    """
    if stored is None or stored.cycle != cycle.id:
        raise NotFound("There’s no such application in this cycle.")
    change = _changed(cycle, stored, job, now)
    if change.fact and stored.revision != job.seen.get(stored.id):
        raise StaleVersion("Someone changed this application in the meantime. Look at it again.", current=None)
    return change


def _changed(cycle: Cycle, stored: Application, job: Job, now: datetime) -> Change:
    asked, reason = job.asked, job.note or ""
    if asked["action"] == "verdict":
        return overrule(stored, asked["outcome"], reason, cycle.eligibility_policy, job.by, now)
    if asked["action"] == "mail":
        fact = activity("NoticeGiven", stored.id, job.id, at=now, actor=job.by, cycle=cycle.id, note=reason, job=job.id)
        return Change(stored, fact)
    return extend(cycle, stored, asked["until"], reason, job.by, now)
