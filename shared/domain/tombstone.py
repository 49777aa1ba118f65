"""What's left of an application that's gone: nothing of its person, only how far it was counted."""

from dataclasses import dataclass
from datetime import datetime

from shared.domain.activity import Activity, activity
from shared.domain.application import Application
from shared.domain.errors import NotPossible


@dataclass(frozen=True, slots=True)
class Tombstone:
    """The version and the revision that an application ended at; one that's begun again goes on from them.

    Ids of facts follow from both, so what is begun again says nothing under an id of before. `until` is the later
    deadline that its person still has.
    """

    id: str
    cycle: str
    version: int
    revision: int
    buried_at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ThrownAway:
    """What's left of a draft, and the fact to write with it."""

    tombstone: Tombstone
    fact: Activity


def throw_away(stored: Application, actor: str, now: datetime) -> ThrownAway:
    """Throw a draft away; NotPossible for what was ever submitted."""
    if stored.submitted_version is not None:
        raise NotPossible("You submitted this application, so you can’t throw it away. You can withdraw it.")
    fact = activity(
        "ApplicationThrownAway", stored.id, f"r{stored.revision}", at=now, actor=actor, cycle=stored.cycle,
        version=stored.version,
    )  # fmt: skip
    return ThrownAway(buried(stored, now), fact)


def buried(stored: Application, now: datetime) -> Tombstone:
    """What's left of an application from `now` on."""
    until = stored.extension.until if stored.extension and now < stored.extension.until else None
    return Tombstone(stored.id, stored.cycle, stored.version, stored.revision, now, until)
