"""Reminders before a deadline: each once for a deadline, again for a later one, and to no one they don't concern."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from icalendar import Calendar

from functions.deadlines.due import catch_up
from functions.notifications.handler import handler
from functions.notifications.mails import mail_of
from infra.local.people import People
from shared.domain.activity import Activity
from shared.domain.cycle import Cycle
from shared.domain.reminders import DRAFT, EDITS, reminder_due
from tests.functions.applications.applicant import DEADLINE, OPEN, new_applicant, submitted
from tests.functions.notifications.test_worker import Sent, sent
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.messages import deliver, drain, facts
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws", "written")
__all__ = ["sent"]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EARLY = OPEN - 20 * DAY


@pytest.fixture
def written(cycle: Cycle) -> None:
    write_cycle(cycle)


def ids(type: str = "DeadlineReminderDue") -> list[str]:
    return [item["id"].partition(".")[2] for item in of_type(type)]


@pytest.mark.parametrize(
    ("left", "due"),
    [(8 * DAY, None), (7 * DAY, 7 * DAY), (25 * HOUR, 7 * DAY), (DAY, DAY), (HOUR, DAY), (0 * DAY, None)],
)
def test_latest_reminder_that_is_due_is_the_one(left: timedelta, due: timedelta | None) -> None:
    assert reminder_due(DRAFT, DEADLINE, DEADLINE - left) == due


def test_edits_are_reminded_of_two_days_before() -> None:
    assert reminder_due(EDITS, DEADLINE, DEADLINE - 2 * DAY) == 2 * DAY
    assert reminder_due(EDITS, DEADLINE, DEADLINE - 2 * DAY - HOUR) is None


def test_each_reminder_is_announced_once_and_again_for_a_later_deadline() -> None:
    for now in (DEADLINE - 7 * DAY, DEADLINE - 6 * DAY, DEADLINE - DAY, DEADLINE - HOUR):
        catch_up(now)
    first = ["2024-25.2024-04-16T04:00:00.000Z-168h", "2024-25.2024-04-16T04:00:00.000Z-24h"]
    assert ids() == first
    extension = {"deadline": "2024-04-25T23:59", "reason": "A storm"}
    assert staff("POST", "/cycles/2024-25/extension", extension, at=DEADLINE - HOUR).status == 200
    for now in (DEADLINE - HOUR, DEADLINE + 3 * DAY, DEADLINE + 9 * DAY + HOUR):
        catch_up(now)
    assert ids() == [*first, "2024-25.2024-04-26T04:00:00.000Z-168h", "2024-25.2024-04-26T04:00:00.000Z-24h"]


def test_draft_that_was_extended_is_reminded_of_its_own_deadline(people: People, sent: Sent) -> None:
    usual, extended = new_applicant(people, "usual"), new_applicant(people, "extended")
    for one in (usual, extended):
        one.save(at=EARLY)
    until = {"until": "2024-04-20T23:59", "reason": "Illness"}
    assert staff("POST", f"/applications/{extended.id}/extension", until, at=EARLY).status == 200
    for now in (DEADLINE - 7 * DAY, DEADLINE - 2 * DAY, DEADLINE + 4 * DAY):
        catch_up(now)
        deliver(handler, "DeadlineReminderDue")
        assert drain(handler) == []
    assert Counter(sent) == {
        ("draft_reminder", usual.person.email): 1,
        ("draft_reminder", extended.person.email): 2,
    }


def test_reminders_stop_with_submission_and_withdrawal(people: People, sent: Sent) -> None:
    submitted(people, "submitted", at=EARLY)
    gone = new_applicant(people, "gone")
    gone.save(at=EARLY)
    gone.withdraw(at=EARLY)
    edited = submitted(people, "edited", at=EARLY)
    edited.save({"applicant": {"pronouns": "they/them"}}, at=EARLY)
    for now in (DEADLINE - 7 * DAY, DEADLINE - 2 * DAY, DEADLINE - DAY):
        catch_up(now)
    deliver(handler, "DeadlineReminderDue", "EditsReminderDue")
    assert drain(handler) == []
    assert sent == [("edits_reminder", edited.person.email)]


def entry_of(fact: Activity, mail: str, about: str) -> tuple[str, datetime, str, set[str | None]]:
    """A deadline's entry in the calendar file of a mail: its id, when it is, its sequence, and the file's parts."""
    made = mail_of(fact, mail, about)
    assert made
    calendar = Calendar.from_ical(made.calendars["deadline.ics"])
    (event,) = calendar.events
    parts = {part.name for part in calendar.walk()}
    when: datetime = event.decoded("dtstart")
    return str(event["uid"]), when, str(event["sequence"]), parts


def test_deadline_is_a_calendar_entry_that_an_extension_moves(people: People) -> None:
    draft = new_applicant(people)
    draft.save(at=EARLY)
    catch_up(DEADLINE - DAY)
    before = entry_of(facts("DeadlineReminderDue")[-1], "draft_reminder", draft.id)
    extension = {"deadline": "2024-04-25T23:59", "reason": "A storm"}
    assert staff("POST", "/cycles/2024-25/extension", extension, at=DEADLINE - HOUR).status == 200
    after = entry_of(facts("DeadlineExtended")[-1], "deadline_extended", draft.id)
    assert before[0] == after[0]
    assert (before[1], after[1]) == (DEADLINE - timedelta(minutes=1), DEADLINE + 10 * DAY - timedelta(minutes=1))
    assert int(before[2]) < int(after[2])
    assert {"VTIMEZONE", "VALARM"} <= after[3]
