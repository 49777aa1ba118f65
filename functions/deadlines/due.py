"""What the clock makes due, each written once under its own id; nothing here decides whether a submission is late."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from functions.deadlines import matches_due, reminding, retaining
from functions.deadlines.tick import OutOfTime, Tick, without_end
from shared.domain import application_transitions as transitions
from shared.domain import match as matching
from shared.domain import mentor as mentoring
from shared.domain.activity import Activity, ActivityType, activity, activity_id
from shared.domain.cycle import Cycle
from shared.domain.instants import to_iso
from shared.domain.match import Match, MatchChange
from shared.runtime.logs import log_event
from shared.store import activities, application_lists, applications, cycles, matches, mentors, pairings
from shared.store.commit import commit, retry_on_conflict

# What was received in time may still be in flight; an API function runs for 10 s at most.
IN_FLIGHT = timedelta(seconds=15)


def catch_up(now: datetime, seconds_left: Callable[[], float] = without_end) -> Counter[str]:
    """Do what is due at `now` and not done yet; return how much, by type of activity, and how much `failed`.

    What frees a person for the next round comes first, drafts by the thousand last.
    """
    tick = Tick(now, seconds_left)
    try:
        tick.each("MatchExpired", matches.list_due(now - IN_FLIGHT), _expire)
        tick.each("match steps", matches_due.with_due(now), matches_due.advance)
        tick.each("MentorResumed", mentors.list_ids("paused"), _resume)
        tick.each("WindowOpened", cycles.list_ids(), _open)
        tick.each("WindowClosed", cycles.list_ids(), _close)
        tick.each("RoundRequested", cycles.list_ids(), _request_round)
        for cycle_id in cycles.list_ids():
            waiting = application_lists.list_ids(cycle_id, "submitted", unchanged_since=now - activities.PUBLISHED_FOR)
            tick.each("published again", waiting, _publish_again)
        tick.each("reminders", cycles.list_ids(), lambda id, now: reminding.of_cycle(id, now, _announce))
        for cycle_id in cycles.list_ids():
            extended = application_lists.list_extended(cycle_id)
            tick.each("reminders", extended, lambda id, now: reminding.of_extended(id, now, _announce))
        for cycle_id in cycles.list_ids():
            tick.each("ApplicationLapsed", _drafts(cycle_id, now), _lapse)
        tick.each("RetentionDue", cycles.list_ids(), lambda id, now: retaining.of_cycle(id, now, _announce))
        for cycle_id in cycles.list_ids():
            extended = retaining.extended_drafts(cycle_id, now)
            tick.each("ApplicationThrownAway", extended, retaining.of_extended)
    except OutOfTime:
        log_event("out of time; the next tick goes on")
    return tick.done


def _drafts(cycle_id: str, now: datetime) -> Iterator[str]:
    """The drafts of a cycle, once no submission received in its window can be in flight."""
    if cycles.require(cycle_id).accepts_before + IN_FLIGHT <= now:
        yield from application_lists.list_ids(cycle_id, "draft")


def _open(cycle_id: str, now: datetime) -> bool:
    cycle = cycles.require(cycle_id)
    return now >= cycle.opens_at and _announce(_fact("WindowOpened", cycle, to_iso(cycle.opens_at), now))


def _close(cycle_id: str, now: datetime) -> bool:
    cycle = cycles.require(cycle_id)
    return now >= cycle.accepts_before and _announce(_fact("WindowClosed", cycle, to_iso(cycle.accepts_before), now))


def _request_round(cycle_id: str, now: datetime) -> bool:
    """Ask for the closing round once, when every submission is judged."""
    cycle = cycles.require(cycle_id)
    if now < cycle.accepts_before + IN_FLIGHT or cycle.phase(now) == "over":
        return False
    fact = _fact("RoundRequested", cycle, f"close-{to_iso(cycle.accepts_before)}", now)
    return activities.load(fact.id) is None and _all_judged(cycle) and _announce(fact)


def _publish_again(application: str, now: datetime) -> bool:
    """Publish a submission again that no one has judged: its fact may never have left the table."""
    stored = applications.load(application)
    if stored is None or stored.status != "submitted":
        return False
    return activities.publish_again(activity_id("ApplicationSubmitted", stored.id, f"v{stored.submitted_version}"), now)


def _all_judged(cycle: Cycle) -> bool:
    """Whether someone is eligible and no one waits."""
    waiting, eligible = (application_lists.any_with_status(cycle.id, status) for status in ("submitted", "eligible"))
    return eligible and not waiting


def _fact(type: ActivityType, cycle: Cycle, once_per: str, now: datetime) -> Activity:
    return activity(type, cycle.id, once_per, at=now, actor="program", cycle=cycle.id)


@retry_on_conflict
def _announce(fact: Activity) -> bool:
    """Write a fact about a cycle once; return whether this call wrote it."""
    if activities.load(fact.id):
        return False
    commit(fact)
    return True


@retry_on_conflict
def _lapse(application: str, now: datetime) -> bool:
    """Let a draft lapse when no submission received in the applicant's time can be in flight; return whether it did."""
    stored = applications.load(application)
    if stored is None or (stored.extension and now < stored.extension.until + IN_FLIGHT):
        return False
    change = transitions.lapse(cycles.require(stored.cycle), stored, now)
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
    """Let a proposal expire when no answer received in time can be in flight; return whether it did."""

    def decide(stored: Match) -> MatchChange | None:
        return matching.expire(stored, now) if stored.respond_by + IN_FLIGHT <= now else None

    return pairings.close(match, decide, now).state == "expired"
