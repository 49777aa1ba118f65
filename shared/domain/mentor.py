"""A mentor: the record and its states interested, active, paused, retired."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import NAMESPACE_URL, uuid5

from typing_extensions import TypedDict

from shared.domain.activity import Activity, ActivityType, activity
from shared.domain.errors import NotFound, NotPossible, StaleVersion
from shared.domain.instants import to_iso
from shared.domain.mentor_form import MentorForm, StoredMentorForm
from shared.domain.mentor_institutions import MeantDict, meant_by, to_meant
from shared.domain.model import documented_as
from shared.domain.names import full_name
from shared.domain.other_side import ContactDict

MentorStatus = Literal["interested", "active", "paused", "retired"]


class MentorDict(TypedDict):
    """A mentor as the mentor and staff see the record."""

    id: str
    status: MentorStatus
    version: int
    capacity: int
    open_places: int
    paused_until: str | None
    form: Annotated[dict[str, Any], documented_as(StoredMentorForm)]
    institution: MeantDict
    avoid_institutions: list[MeantDict]
    updated_at: str


def mentor_id(person: str) -> str:
    """The id of a person's mentor record; it says nothing about the person."""
    return str(uuid5(NAMESPACE_URL, f"mentor/{person}"))


@dataclass(frozen=True, slots=True)
class Mentor:
    """A person who offers to mentor; `live_matches` holds proposed and running matches, `taken` the confirmed ones.

    `listed` is what leads to the mentor, as stored.
    `meant` holds the listed institution that each typed one means, "" for none.
    """

    id: str
    person: str
    email: str
    status: MentorStatus
    version: int
    form: Mapping[str, Any]
    created_at: datetime
    updated_at: datetime
    paused_until: datetime | None = None
    live_matches: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    listed: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    meant: Mapping[str, str] = field(default_factory=dict)
    revision: int = 0

    @property
    def capacity(self) -> int:
        """How many mentees at once (1 to 5)."""
        return int(self.form["capacity"])

    @property
    def open_places(self) -> int:
        """How many more proposals the mentor can take now."""
        return max(0, self.capacity - len(self.live_matches)) if self.status == "active" else 0

    @property
    def name(self) -> str:
        """The name people read."""
        return full_name(self.form["name"]["first"], self.form["name"].get("last"))

    @property
    def last_name(self) -> str:
        """The name that follows “Dr.”: the last name, or the single one."""
        return str(self.form["name"].get("last") or self.form["name"]["first"])

    def contact(self) -> ContactDict:
        """What the applicant reads once both accepted."""
        return {"name": self.name, "email": self.email, "institution": self.form["institution"]}

    def as_dict(self) -> MentorDict:
        """The mentor as the mentor and staff see the record."""
        return {
            "id": self.id,
            "status": self.status,
            "version": self.version,
            "capacity": self.capacity,
            "open_places": self.open_places,
            "paused_until": to_iso(self.paused_until) if self.paused_until else None,
            "form": dict(self.form),
            "institution": to_meant(self.form["institution"], self.meant),
            "avoid_institutions": [to_meant(typed, self.meant) for typed in self.form.get("avoid_institutions", ())],
            "updated_at": to_iso(self.updated_at),
        }


@dataclass(frozen=True, slots=True)
class MentorChange:
    """The mentor as decided, and the fact to write with it, or None when nothing is to be done."""

    mentor: Mentor
    fact: Activity | None


def volunteer(
    stored: Mentor | None, form: MentorForm, person: str, email: str, expected: int | None, now: datetime
) -> MentorChange:
    """Accept the Mentor Interest Form, first or changed."""
    answers = form.model_dump(mode="json")
    answers["name"] = {part: value for part, value in answers["name"].items() if value}
    if stored is None:
        meant = meant_by(answers, {})
        new = Mentor(mentor_id(person), person, email, "interested", 1, answers, now, now, meant=meant)
        return MentorChange(new, activity("MentorInterestReceived", new.id, "v1", at=now, actor="mentor"))
    if answers == stored.form:
        return MentorChange(stored, None)
    if expected is not None and expected != stored.version:
        raise StaleVersion(
            "Your form was changed on another page or device. Compare both copies and save again.",
            current=stored.as_dict(),
        )
    meant = meant_by(answers, stored.meant)
    after = replace(stored, form=answers, meant=meant, version=stored.version + 1, updated_at=now)
    return MentorChange(after, _fact("MentorChanged", after, now, "mentor"))


def approve(stored: Mentor, by: str, now: datetime) -> MentorChange:
    """Let an interested mentor take part."""
    if stored.status == "active":
        return MentorChange(stored, None)
    if stored.status != "interested":
        raise NotPossible(f"A mentor who is {stored.status} can’t be approved.")
    return _moved("MentorApproved", stored, "active", by, now)


def pause(stored: Mentor | None, until: datetime | None, now: datetime, by: str = "mentor") -> MentorChange:
    """Take a mentor out of matching until `until`, or until they resume."""
    mentor = present(stored)
    if mentor.status == "paused" and mentor.paused_until == until:
        return MentorChange(mentor, None)
    if mentor.status not in ("active", "paused"):
        raise NotPossible(f"A mentor who is {mentor.status} can’t pause.")
    return _moved("MentorPaused", replace(mentor, paused_until=until), "paused", by, now)


def resume(stored: Mentor | None, now: datetime, by: str = "mentor") -> MentorChange:
    """Bring a paused mentor back."""
    mentor = present(stored)
    if mentor.status == "active":
        return MentorChange(mentor, None)
    if mentor.status != "paused":
        raise NotPossible(f"A mentor who is {mentor.status} can’t resume.")
    return _moved("MentorResumed", replace(mentor, paused_until=None), "active", by, now)


def retire(stored: Mentor, reason: str | None, by: str, now: datetime) -> MentorChange:
    """Let a mentor leave for good: their proposals are closed, and what both sides confirmed ends."""
    if stored.status == "retired":
        return MentorChange(stored, None)
    return _moved("MentorRetired", replace(stored, paused_until=None), "retired", by, now, reason)


def change_capacity(stored: Mentor, capacity: int, reason: str, by: str, now: datetime) -> MentorChange:
    """Change how many mentees a mentor takes at once, as they asked staff to; never below those they have."""
    if stored.capacity == capacity:
        return MentorChange(stored, None)
    if capacity < len(stored.taken):
        raise NotPossible(f"This mentor has {len(stored.taken)} mentees already.")
    after = replace(stored, form={**stored.form, "capacity": capacity}, version=stored.version + 1, updated_at=now)
    return MentorChange(after, _fact("MentorChanged", after, now, by, reason))


def pause_over(stored: Mentor, now: datetime) -> MentorChange:
    """Bring a mentor back once the end of their pause is reached."""
    if stored.status != "paused" or stored.paused_until is None or now < stored.paused_until:
        return MentorChange(stored, None)
    return _moved("MentorResumed", replace(stored, paused_until=None), "active", "program", now)


def present(stored: Mentor | None) -> Mentor:
    """NotFound when the caller has not filled in the form yet."""
    if stored is None:
        raise NotFound("You haven’t filled in the Mentor Interest Form yet.")
    return stored


def _moved(
    type: ActivityType, stored: Mentor, status: MentorStatus, by: str, now: datetime, note: str | None = None
) -> MentorChange:
    after = replace(stored, status=status, version=stored.version + 1, updated_at=now)
    return MentorChange(after, _fact(type, after, now, by, note))


def _fact(type: ActivityType, after: Mentor, now: datetime, actor: str, note: str | None = None) -> Activity:
    return activity(type, after.id, f"v{after.version}", at=now, actor=actor, note=note)
