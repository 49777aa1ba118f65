"""The calendar files that mails carry."""

from collections.abc import Callable

from functions.notifications.about import AboutApplication, AboutMatch
from functions.notifications.calendar import (
    CANCELLED_FILE,
    DEADLINE_FILE,
    TERM_FILE,
    Calendars,
    deadline_cancellation,
    deadline_entry,
    meeting_files,
    term_cancellation,
    term_invitation,
)
from shared.domain.check_in import Side


def _term_calendar(about: AboutMatch) -> Calendars:
    return {TERM_FILE: term_invitation(about.match, about.portal_url)}


def confirmed(side: Side) -> Callable[[AboutMatch], Calendars]:
    """Attach the days of a confirmed match, and the times of a first conversation on the clock of `side`."""
    return lambda about: {**_term_calendar(about), **meeting_files(about, side)}


def term_cancelled(_side: Side) -> Callable[[AboutMatch], Calendars]:
    """Take the days that are left of a match out of the calendar."""
    return lambda about: _cancelled(term_cancellation(about.match, about.now, about.portal_url))


def term_moved(_side: Side) -> Callable[[AboutMatch], Calendars]:
    """Attach a match's days as they are now, and take out those that fell."""

    def calendars(about: AboutMatch) -> Calendars:
        gone = term_cancellation(about.match, about.now, about.portal_url, about.was) if about.was else None
        return {**_term_calendar(about), **_cancelled(gone)}

    return calendars


def _cancelled(file: bytes | None) -> Calendars:
    return {CANCELLED_FILE: file} if file else {}


def draft_withdrawn(about: AboutApplication) -> Calendars:
    """Take the deadline out of the calendar, where it may be as long as nothing was submitted."""
    return _cancelled(None if about.application.submitted_version else deadline_cancellation(about))


def deadline(about: AboutApplication) -> Calendars:
    """Attach the deadline of what is still a draft."""
    return {DEADLINE_FILE: deadline_entry(about)} if about.application.status == "draft" else {}
