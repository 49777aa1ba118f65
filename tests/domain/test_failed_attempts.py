"""Whom our own failures cost the deadline, and what makes up for it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from infra.local.people import People
from shared.domain.activity import Activity, activity
from shared.domain.application import Extension, Receipt
from shared.domain.cycle import Cycle
from shared.domain.failed_attempts import Touched, is_owed, proposed_until, touched_by
from tests.domain.builders import AFTER, IN_WINDOW, LAST, LATE, drafted, submitted

HOUR = timedelta(hours=1)
FAILED = Touched("a", "person-1", 1, LAST - HOUR)


def failed(n: int, subject: str) -> Activity:
    return activity("AttemptFailed", subject, n, at=IN_WINDOW + n * HOUR, actor="program", caller="person-1")


def test_attempts_of_one_person_are_one_row() -> None:
    found = touched_by([failed(2, "a"), failed(1, "a"), failed(0, "b")])
    assert found == {
        "a": Touched("a", "person-1", 2, IN_WINDOW + 2 * HOUR),
        "b": Touched("b", "person-1", 1, IN_WINDOW),
    }


def later(granted: Any) -> Extension:
    return Extension(LATE + 48 * HOUR, "Illness", granted, "staff:1")


@pytest.mark.parametrize(
    ("changes", "at", "owed"),
    [
        ({}, LAST, True),
        ({"status": "lapsed"}, LAST, True),
        ({}, LAST - 73 * HOUR, False),
        ({}, LATE, False),
        ({"status": "withdrawn"}, LAST, False),
        ({"status": "matched"}, LAST, False),
        ({"extension": later(LATE + HOUR)}, LAST, False),
        ({"extension": later(LAST - HOUR)}, LATE + 47 * HOUR, True),
        ({"extension": later(LAST - 2 * HOUR)}, LATE - 40 * HOUR, False),
    ],
)
def test_draft_is_owed_an_extension(cycle: Cycle, people: People, changes: dict[str, Any], at: Any, owed: bool) -> None:
    stored = replace(drafted(cycle, people), **changes)
    assert is_owed(cycle, replace(FAILED, last_at=at), stored, None) is owed


@pytest.mark.parametrize(
    ("received", "changed", "owed"),
    [(-HOUR, False, True), (timedelta(0), False, False), (HOUR, False, False), (HOUR, True, True)],
)
def test_submission_after_the_failure_makes_up_for_it(
    cycle: Cycle, people: People, received: timedelta, changed: bool, owed: bool
) -> None:
    stored = submitted(cycle, people)
    receipt = Receipt("1", FAILED.last_at + received, "")
    stored = replace(stored, receipt=receipt, version=stored.version + changed)
    assert is_owed(cycle, FAILED, stored, None) is owed


def test_newcomer_is_owed_one_until_their_address_is_extended(cycle: Cycle) -> None:
    assert [is_owed(cycle, FAILED, None, granted) for granted in (None, later(LATE))] == [True, False]


def test_proposed_minute_is_three_days_after_the_deadline_or_now(cycle: Cycle) -> None:
    assert [proposed_until(cycle, now) for now in (IN_WINDOW, AFTER)] == ["2024-04-18T23:59", "2024-05-23T23:59"]
