"""What the clock makes due, each written once under its own id; nothing here decides whether a submission is late."""

from collections import Counter
from datetime import datetime, timedelta

from shared.domain import application_transitions as transitions
from shared.domain import match as matching
from shared.domain import mentor as mentoring
from shared.domain.activity import ActivityType, activity
from shared.domain.cycle import Cycle
from shared.domain.instants import to_iso
from shared.store import activities, applications, cycles, matches, mentors, pairings
from shared.store.commit import commit, retry_on_conflict

# A submission received in time may still be in flight; an API function runs for 10 s at most.
IN_FLIGHT = timedelta(seconds=15)


def catch_up(now: datetime) -> Counter[str]:
    """Do everything that is due at `now` and not done yet; return how much, by type of activity."""
    done: Counter[str] = Counter()
    for cycle in cycles.load_all():
        done += _window(cycle, now)
    done["MentorResumed"] += sum(_resume(mentor.id, now) for mentor in mentors.list_by_status("paused"))
    done["MatchExpired"] += sum(_expire(match.id, now) for match in matches.due_for_response(now))
    return done


def _window(cycle: Cycle, now: datetime) -> Counter[str]:
    """Announce opening and closing, lapse drafts, and ask for the round when every submission is judged."""
    done: Counter[str] = Counter()
    if now >= cycle.opens_at:
        done["WindowOpened"] += _announce("WindowOpened", cycle, to_iso(cycle.opens_at), now)
    if now < cycle.accepts_before:
        return done
    done["WindowClosed"] += _announce("WindowClosed", cycle, to_iso(cycle.accepts_before), now)
    if now < cycle.accepts_before + IN_FLIGHT:
        return done
    drafts = [row.id for row in applications.list_rows(cycle.id, "draft")]
    done["ApplicationLapsed"] += sum(_lapse(cycle, application, now) for application in drafts)
    if cycle.phase(now) != "over" and _all_judged(cycle):
        done["RoundRequested"] += _announce("RoundRequested", cycle, f"close-{to_iso(cycle.accepts_before)}", now)
    return done


def _all_judged(cycle: Cycle) -> bool:
    waiting, eligible = (applications.any_with_status(cycle.id, status) for status in ("submitted", "eligible"))
    return eligible and not waiting


@retry_on_conflict
def _announce(type: ActivityType, cycle: Cycle, once_per: str, now: datetime) -> bool:
    """Write a fact about a cycle once; return whether this call wrote it."""
    fact = activity(type, cycle.id, once_per, at=now, actor="program", cycle=cycle.id)
    if activities.load(fact.id):
        return False
    commit(fact)
    return True


@retry_on_conflict
def _lapse(cycle: Cycle, application: str, now: datetime) -> bool:
    """Let a draft lapse when no submission received in the applicant's time can be in flight; return whether it did."""
    stored = applications.load(application)
    if stored is None or (stored.extension and now < stored.extension.until + IN_FLIGHT):
        return False
    change = transitions.lapse(cycle, stored, now)
    if change.fact:
        commit(change.fact, applications.write(change.application))
    return change.fact is not None


@retry_on_conflict
def _resume(mentor: str, now: datetime) -> bool:
    """Bring a mentor back whose pause has ended; return whether it had."""
    stored = mentors.load(mentor)
    change = mentoring.pause_over(stored, now) if stored else None
    if change is None or change.fact is None:
        return False
    commit(change.fact, mentors.write(change.mentor))
    return True


def _expire(match: str, now: datetime) -> bool:
    return pairings.close(match, lambda stored: matching.expire(stored, now), now).state == "expired"
