"""People without an application after the deadline: what they are told, the late list, and an address's extension."""

from datetime import timedelta

import pytest

from infra.local.people import People
from shared.domain import application_transitions as transitions
from shared.domain import newcomers
from shared.domain.admission import Sender, admit
from shared.domain.application import Application, application_id
from shared.domain.cycle import Cycle
from shared.domain.errors import DeadlinePassed, Invalid, NotFound
from tests.domain.builders import AFTER, IN_WINDOW, LATE, SENDER, application, drafted, submitted

UNTIL = "2024-06-01T23:59"
ENDS = "2024-06-02T04:00:00.000Z"


def refusal(cycle: Cycle, stored: Application | None) -> DeadlinePassed:
    with pytest.raises(DeadlinePassed) as refused:
        admit(cycle, stored, LATE)
    return refused.value


def granted(cycle: Cycle) -> newcomers.AddressExtension:
    return newcomers.extend_address(cycle, None, "Ada@Example.edu", UNTIL, "A hurricane", "staff:1", AFTER).granted


def test_late_person_is_told_what_there_is_of_theirs(cycle: Cycle, people: People) -> None:
    told = {
        "Nothing was saved, because you hadn’t started an application before it.": None,
        "We kept your draft.": drafted(cycle, people),
        "What you submitted before still counts.": submitted(cycle, people),
        "Your application stays withdrawn.": application(cycle, people, "withdrawn"),
    }
    for words, stored in told.items():
        detail = refusal(cycle, stored).detail
        assert [text for text in told if text in detail] == [words]
        assert cycle.contact_email in detail


def test_late_submission_of_nothing_is_late_and_in_time_there_is_nothing_to_submit(cycle: Cycle) -> None:
    with pytest.raises(DeadlinePassed):
        transitions.submit(cycle, None, LATE)
    with pytest.raises(NotFound):
        transitions.submit(cycle, None, IN_WINDOW)


def test_late_attempt_of_a_newcomer_is_a_fact_about_the_application_that_would_have_been(cycle: Cycle) -> None:
    attempt, fact = newcomers.list_late(cycle, SENDER, refusal(cycle, None), LATE)
    assert (attempt.id, attempt.email) == (application_id(cycle.id, SENDER.applicant), SENDER.email)
    assert (attempt.received_at, attempt.by_seconds) == (LATE, 0)
    assert (fact.type, fact.subject, fact.at) == ("LateSubmissionRefused", attempt.id, LATE)
    assert fact.data == {"version": 0, "late_by_seconds": 0, "had_draft": False}
    assert SENDER.email not in str(fact) + repr(attempt)


def test_address_in_any_case_is_one_address_and_each_cycle_has_its_own(cycle: Cycle) -> None:
    ids = [newcomers.address_extension_id(cycle.id, email) for email in ("Ada@Example.edu", "ada@example.EDU")]
    assert ids[0] == ids[1] == granted(cycle).id
    assert newcomers.address_extension_id("2025-26", "ada@example.edu") != ids[0]


def test_extended_address_begins_and_submits_until_its_own_deadline(cycle: Cycle, people: People) -> None:
    sender = Sender("newcomer", "ada@example.edu", granted(cycle).extension)
    parts = {**people.applicant(graduation="2026-05").form}
    begun = transitions.save(cycle, None, parts, sender, AFTER).application
    assert begun.as_dict()["extension"]["until"] == ENDS
    last = granted(cycle).extension.until - timedelta(milliseconds=1)
    assert transitions.submit(cycle, begun, last).application.status == "submitted"
    with pytest.raises(DeadlinePassed):
        transitions.save(cycle, None, parts, sender, last + timedelta(milliseconds=1))


def test_extended_address_reopens_what_lapsed(cycle: Cycle, people: People) -> None:
    lapsed = application(cycle, people, "lapsed")
    assert transitions.submit(cycle, lapsed, AFTER, granted(cycle).extension).application.status == "submitted"
    with pytest.raises(DeadlinePassed):
        transitions.submit(cycle, lapsed, AFTER)


def test_extension_that_is_later_stays(cycle: Cycle, people: People) -> None:
    own = transitions.extend(cycle, drafted(cycle, people), "2024-06-20T23:59", "Illness", "staff:1", AFTER).application
    sender = Sender(own.applicant, own.email, granted(cycle).extension)
    assert transitions.save(cycle, own, {"statement": "x"}, sender, AFTER).application.extension == own.extension


def test_same_extension_again_is_no_news_and_another_replaces_it(cycle: Cycle) -> None:
    first = newcomers.extend_address(cycle, None, "ada@example.edu", UNTIL, "A hurricane", "staff:1", AFTER)
    again = newcomers.extend_address(cycle, first.granted, "ADA@example.edu", UNTIL, "A hurricane", "staff:2", AFTER)
    longer = newcomers.extend_address(
        cycle, first.granted, "ada@example.edu", "2024-06-02T12:00", "More", "staff:2", AFTER
    )
    assert first.fact
    assert (first.fact.type, first.fact.data, first.fact.note) == ("AddressExtended", {"until": ENDS}, "A hurricane")
    assert "ada" not in str(first.fact) + repr(first.granted)
    assert again.fact is None
    assert longer.fact
    assert longer.granted.extension.reason == "More"


@pytest.mark.parametrize("until", ["2024-04-15T23:59", "2024-05-01T12:00", "2025-03-09T02:30"])
def test_extension_that_extends_nothing_is_refused(cycle: Cycle, until: str) -> None:
    with pytest.raises(Invalid):
        newcomers.extend_address(cycle, None, "ada@example.edu", until, "Why", "staff:1", AFTER)
