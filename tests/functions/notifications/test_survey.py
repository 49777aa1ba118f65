"""The reminder of the survey: to whoever hasn't answered, with the way to turn it down, and to no one beside a gap."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from functions.deadlines.due import catch_up
from functions.notifications.handler import handler
from infra.local.people import People
from shared.domain.check_in import Side
from shared.domain.cycle import Cycle
from shared.domain.survey import Survey
from shared.store import dynamodb as db
from shared.store import forgetting, matches
from tests.functions.applications.applicant import Applicant
from tests.functions.mentors.volunteer import Volunteer, confirmed
from tests.functions.notifications.test_worker import Sent, sent, tell, written
from tests.runtime.messages import NONE_FAILED, batch, facts
from tests.store.scans import of_type

pytestmark = pytest.mark.usefixtures("aws", "written")
__all__ = ["sent", "written"]


class Pair(NamedTuple):
    """A pair whose term is complete, and when the reminder of its survey is due."""

    applicant: Applicant
    mentor: Volunteer
    due: datetime


@pytest.fixture
def pair(people: People, cycle: Cycle) -> Pair:
    """A pair whose term is complete; nothing else is due."""
    applicant, mentor, id = confirmed(people)
    match = matches.load(id)
    assert match
    assert match.term
    db.transact(matches.write(replace(match, state="completed")))
    day = match.term.ends_on + timedelta(days=14)
    return Pair(applicant, mentor, datetime.combine(day, time(9), ZoneInfo(cycle.time_zone)))


def answer(*sides: Side) -> None:
    """Let these sides have answered."""
    (match,) = (match for _, match in matches.list_in("completed"))
    assert match
    surveys = tuple(Survey(side, 5, True, match.created_at) for side in sides)
    db.transact(matches.write(replace(match, surveys=surveys)))


def test_whoever_has_not_answered_is_reminded_once_and_can_turn_it_down(pair: Pair, cycle: Cycle, sent: Sent) -> None:
    catch_up(pair.due - timedelta(minutes=1))
    assert of_type("SurveyReminderDue") == []
    for _ in range(2):
        catch_up(pair.due)
        catch_up(pair.due + timedelta(days=3))
        tell("SurveyReminderDue")
    people = {"applicant": pair.applicant.person, "mentor": pair.mentor.person}
    assert sorted(sent) == sorted((f"survey_reminder_{side}", person.email) for side, person in people.items())
    turn_down = f"<mailto:{cycle.contact_email}?subject=No%20more%20reminders>"
    assert sent.answers == {f"survey_reminder_{side}": [cycle.contact_email, turn_down] for side in people}


def test_reminder_after_an_outage_still_comes_while_the_survey_is_open_and_not_after(pair: Pair, sent: Sent) -> None:
    catch_up(pair.due + timedelta(days=46))
    assert of_type("SurveyReminderDue") == []
    catch_up(pair.due + timedelta(days=45))
    tell("SurveyReminderDue")
    assert len(sent) == 2


def test_side_that_answered_is_not_reminded_not_even_by_a_mail_on_its_way(pair: Pair, sent: Sent) -> None:
    catch_up(pair.due)
    answer("mentor")
    tell("SurveyReminderDue")
    assert sent == [("survey_reminder_applicant", pair.applicant.person.email)]


def test_nothing_is_due_once_both_have_answered(pair: Pair) -> None:
    answer("mentor", "applicant")
    catch_up(pair.due)
    assert of_type("SurveyReminderDue") == []


def test_no_one_is_reminded_once_the_other_side_was_erased_and_nothing_fails(pair: Pair, sent: Sent) -> None:
    forgetting.mentor(pair.mentor.id)
    assert catch_up(pair.due)["failed"] == 0
    assert handler(batch(*facts("SurveyReminderDue")), None) == NONE_FAILED
    tell("SurveyReminderDue")
    assert sent == []
