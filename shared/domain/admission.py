"""Who may still send something, and until when: the window, one person's extension, and what a late person reads."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from shared.domain.application import Application, Extension, application_id
from shared.domain.cycle import Cycle
from shared.domain.errors import Invalid
from shared.domain.tombstone import Tombstone

_MINUTE = timedelta(minutes=1)
_CARRIED_ON = "Staff extended the draft that this person threw away."


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: the sign-in's subject and e-mail address, and the extension that this address was granted.

    `before` is what's left of an application that they threw away.
    """

    applicant: str
    email: str = field(repr=False)
    extension: Extension | None = field(default=None, repr=False)
    before: Tombstone | None = field(default=None, repr=False)


def admit(cycle: Cycle, application: Application | None, received_at: datetime) -> None:
    """Refuse what arrives outside this person's window; WindowNotOpen or DeadlinePassed says why."""
    extension = application.extension if application else None
    cycle.admit(received_at, extension.until if extension else None, what_is_kept(application))


def last_minute(application: Application, cycle: Cycle) -> datetime:
    """The start of the last minute that counts for this person."""
    own = application.extension.until - _MINUTE if application.extension else cycle.deadline_at
    return max(own, cycle.deadline_at)


def what_is_kept(application: Application | None) -> str:
    """What a late person still has."""
    if application is None or not application.form:
        return "Nothing was saved, because you hadn’t started an application before it."
    if application.status == "withdrawn":
        return "Your application stays withdrawn."
    if application.submitted_version is None or application.status in ("draft", "lapsed"):
        return "We kept your draft."
    return "What you submitted before still counts."


def extended(application: Application, granted: Extension | None) -> Application:
    """The application with its address's extension, if that is the later one."""
    own = application.extension
    if granted is None or (own and own.until >= granted.until):
        return application
    return replace(application, extension=granted)


def blank(cycle: Cycle, sender: Sender, at: datetime) -> Application:
    """An application before its first save; it goes on from the count of one that was thrown away."""
    before = sender.before
    return Application(
        id=application_id(cycle.id, sender.applicant),
        cycle=cycle.id,
        applicant=sender.applicant,
        email=sender.email,
        status="draft",
        version=before.version if before else 0,
        form={},
        created_at=at,
        updated_at=at,
        extension=carried_on(before),
        revision=before.revision if before else 0,
    )


def carried_on(before: Tombstone | None) -> Extension | None:
    """The later deadline that is still there of what was thrown away."""
    if before is None or before.until is None:
        return None
    return Extension(before.until, _CARRIED_ON, before.buried_at, "program")


def extension_end(cycle: Cycle, until: str, now: datetime) -> datetime:
    """The first late instant of an extension; Invalid when it never comes or extends nothing."""
    try:
        ends = cycle.last_minute_ends(until)
    except ValueError as error:
        raise Invalid(f"The extension can’t end then: {error}.") from None
    if ends <= max(now, cycle.accepts_before):
        raise Invalid("An extension must end after the cycle’s deadline and in the future.")
    return ends
