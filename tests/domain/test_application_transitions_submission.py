"""Saving and submitting: versions, receipts, the late list, and what was submitted standing as it was."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from infra.local.people import People
from shared.domain import application_transitions as transitions
from shared.domain.admission import Sender
from shared.domain.application import Application, Late, application_id
from shared.domain.cycle import Cycle
from shared.domain.errors import DeadlinePassed, Incomplete, Invalid, StaleVersion
from shared.domain.form import sha256
from tests.domain.builders import (
    IN_WINDOW,
    LAST,
    LATE,
    SENDER,
    application,
    at,
    drafted,
    edited,
    judged,
    parts,
    submitted,
)


def refuse(cycle: Cycle, stored: Application, received_at: datetime) -> transitions.Change:
    with pytest.raises(DeadlinePassed) as refused:
        transitions.submit(cycle, stored, received_at)
    return transitions.refuse_late(stored, refused.value, received_at)


def test_receipt_proves_what_was_submitted_and_when(cycle: Cycle, people: People) -> None:
    receipt = transitions.submit(cycle, drafted(cycle, people), LAST).application.receipt
    assert receipt
    assert re.fullmatch(r"2024-25-[A-Z2-7]{5}-[A-Z2-7]{5}", receipt.number)
    assert receipt.as_dict() == {
        "number": receipt.number,
        "received_at": "2024-04-16T03:59:59.999Z",
        "received_at_et": "April 15, 2024, 11:59 PM ET",
        "sha256": sha256(drafted(cycle, People(seed=7)).form),
    }


def test_same_version_again_has_the_same_receipt(cycle: Cycle, people: People) -> None:
    once = submitted(cycle, people)
    assert transitions.submit(cycle, once, LAST) == transitions.Change(once, None)


def test_same_submission_decided_twice_has_the_same_receipt_and_fact(cycle: Cycle, people: People) -> None:
    draft = drafted(cycle, people)
    assert transitions.submit(cycle, draft, IN_WINDOW) == transitions.submit(cycle, draft, IN_WINDOW)


def test_resubmission_is_a_new_version_with_a_new_receipt(cycle: Cycle, people: People) -> None:
    once = judged(cycle, people)
    again = transitions.submit(cycle, edited(cycle, once), LAST).application
    assert (again.status, again.version, again.submitted_version, again.verdict) == ("submitted", 2, 2, None)
    assert again.verdicts == once.verdicts
    assert once.receipt
    assert again.receipt
    assert again.receipt.number != once.receipt.number
    assert again.receipt.sha256 != once.receipt.sha256


def test_withdrawn_application_submitted_again_is_a_new_version(cycle: Cycle, people: People) -> None:
    withdrawn = transitions.withdraw(submitted(cycle, people), "Another plan.", IN_WINDOW).application
    assert withdrawn.withdrawal_reason == "Another plan."
    again = transitions.submit(cycle, withdrawn, LAST).application
    assert (again.version, again.submitted_version, again.withdrawal_reason) == (2, 2, None)
    assert again.receipt != withdrawn.receipt
    assert again.receipt
    assert again.receipt.received_at == LAST


def test_receipts_of_two_people_and_two_cycles_differ(cycle: Cycle, people: People) -> None:
    form = parts(people)
    numbers = set()
    for name, identity in (("person-1", "2024-25"), ("person-2", "2024-25"), ("person-1", "2025-26")):
        other = cycle.model_copy(update={"id": identity})
        draft = transitions.save(other, None, form, Sender(name, "a@example.edu"), IN_WINDOW).application
        receipt = transitions.submit(other, draft, IN_WINDOW).application.receipt
        numbers.add(receipt and receipt.number)
    assert len(numbers) == 3


def test_application_is_one_per_person_and_cycle() -> None:
    assert application_id("2024-25", "person-1") == application_id("2024-25", "person-1")
    assert len({application_id(c, p) for c in ("2024-25", "2025-26") for p in ("person-1", "person-2")}) == 4


def test_later_edits_are_a_working_copy_that_does_not_count(cycle: Cycle, people: People) -> None:
    once = judged(cycle, people)
    later = edited(cycle, once, LAST)
    assert (once.unsubmitted_changes, later.unsubmitted_changes) == (False, True)
    assert (later.status, later.version, later.submitted_version) == ("eligible", 2, 1)
    assert (later.receipt, later.verdict) == (once.receipt, once.verdict)
    assert transitions.submit(cycle, later, LAST).application.unsubmitted_changes is False


def test_draft_has_no_unsubmitted_changes(cycle: Cycle, people: People) -> None:
    assert drafted(cycle, people).unsubmitted_changes is False


def test_edit_never_resubmitted_is_kept_when_it_is_too_late(cycle: Cycle, people: People) -> None:
    later = edited(cycle, judged(cycle, people), LAST)
    kept = refuse(cycle, later, LATE).application
    assert (kept.status, kept.submitted_version, kept.form) == ("eligible", 1, later.form)


def test_submission_received_in_time_but_handled_after_a_lapse_is_accepted(cycle: Cycle, people: People) -> None:
    lapsed = application(cycle, people, "lapsed")
    change = transitions.submit(cycle, lapsed, LAST)
    assert (change.application.status, change.application.version) == ("submitted", 2)
    assert change.application.receipt
    assert change.application.receipt.received_at == LAST


def test_incomplete_draft_is_refused_with_every_field(cycle: Cycle, people: People) -> None:
    draft = transitions.save(cycle, None, parts(people, statement="Too short."), SENDER, IN_WINDOW).application
    with pytest.raises(Incomplete) as refused:
        transitions.submit(cycle, draft, IN_WINDOW)
    assert [error["field"] for error in refused.value.extra["errors"]] == ["statement"]


def test_late_and_incomplete_submission_is_refused_as_late(cycle: Cycle) -> None:
    draft = transitions.save(cycle, None, {}, SENDER, IN_WINDOW).application
    assert refuse(cycle, draft, LATE).application.late == Late(1, LATE, 0.0)


def test_late_attempt_is_noted_with_its_lateness_and_nothing_else_changes(cycle: Cycle, people: People) -> None:
    draft = drafted(cycle, people)
    received_at = at("2024-04-16 04:00:02.500")
    change = refuse(cycle, draft, received_at)
    assert change.application == replace(draft, late=Late(1, received_at, 2.5))
    assert change.fact
    assert (change.fact.type, change.fact.data) == ("LateSubmissionRefused", {"version": 1, "late_by_seconds": 2.5})


def test_late_attempt_is_noted_once_per_version(cycle: Cycle, people: People) -> None:
    noted = refuse(cycle, drafted(cycle, people), LATE).application
    assert refuse(cycle, noted, at("2024-04-17 04:00")) == transitions.Change(noted, None)
    newer = replace(noted, version=2)
    again = refuse(cycle, newer, at("2024-04-17 04:00"))
    assert again.application.late == Late(2, at("2024-04-17 04:00"), 86400.0)


@pytest.mark.parametrize(
    ("sent", "mark", "answer"),
    [
        ({}, {}, None),
        ({"self_identification": {"provided": True}}, {}, None),
        (
            {"self_identification": {"groups": ["hispanic_latino"]}},
            {"self_identification": {"provided": True}},
            {"groups": ["hispanic_latino"]},
        ),
        ({"self_identification": {"declines": True}}, {"self_identification": {"provided": True}}, {"declines": True}),
        ({"self_identification": None}, {}, {}),
        ({"self_identification": {}}, {}, {}),
    ],
)
def test_draft_keeps_only_the_mark_that_self_identification_was_given(
    cycle: Cycle, sent: dict[str, Any], mark: dict[str, Any], answer: dict[str, Any] | None
) -> None:
    draft = transitions.save(cycle, None, {"statement": "Because.", **sent}, SENDER, IN_WINDOW)
    assert draft.application.form == {"statement": "Because.", **mark}
    assert draft.self_identification == answer
    assert "hispanic" not in repr(draft)


def test_what_was_read_can_be_sent_back_whole(cycle: Cycle, people: People) -> None:
    stored = drafted(cycle, people)
    assert transitions.save(cycle, stored, stored.form, SENDER, LAST) == transitions.Draft(stored, None, None)


def test_another_answer_to_self_identification_is_a_new_version(cycle: Cycle, people: People) -> None:
    once = submitted(cycle, people)
    changed = transitions.save(cycle, once, {"self_identification": {"declines": True}}, SENDER, LAST)
    assert (changed.application.version, changed.application.unsubmitted_changes) == (2, True)
    taken_out = transitions.save(cycle, changed.application, {"self_identification": None}, SENDER, LAST)
    assert (taken_out.self_identification, "self_identification" in taken_out.application.form) == ({}, False)


@pytest.mark.parametrize("sent", [{"statement": 5}, {"self_identification": {"groups": ["martian"]}}, {"pet": "cat"}])
def test_wrong_answer_is_not_saved(cycle: Cycle, people: People, sent: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        transitions.save(cycle, drafted(cycle, people), sent, SENDER, IN_WINDOW)


def test_change_of_another_version_than_the_stored_one_is_refused(cycle: Cycle, people: People) -> None:
    stored = edited(cycle, drafted(cycle, people))
    transitions.check_version(stored, None)
    transitions.check_version(stored, 2)
    transitions.check_version(None, 0)
    with pytest.raises(StaleVersion) as refused:
        transitions.check_version(stored, 1)
    assert refused.value.extra == {"current": stored.as_dict()}
    with pytest.raises(StaleVersion) as refused:
        transitions.check_version(None, 1)
    assert refused.value.extra == {"current": None}
