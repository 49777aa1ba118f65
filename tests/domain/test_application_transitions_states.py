"""The state diagram of an application as a table: every state and every step, and what comes of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import pytest

from infra.local.people import People
from shared.domain import application_transitions as transitions
from shared.domain import errors
from shared.domain.application import JUDGED, STATUSES, Application, Status
from shared.domain.cycle import Cycle
from tests.domain.builders import (
    AFTER,
    IN_WINDOW,
    LAST,
    LATE,
    SENDER,
    application,
    at,
    edited,
    ruled,
    submitted,
)

EARLY = at("2024-02-16 04:59:59.999")
EDIT = {"applicant": {"pronouns": "they/them"}}
Step = Callable[[Cycle, Application], transitions.Change]
STEPS: dict[str, Step] = {
    "edit": lambda cycle, stored: transitions.save(cycle, stored, EDIT, SENDER, LAST),
    "edit early": lambda cycle, stored: transitions.save(cycle, stored, EDIT, SENDER, EARLY),
    "edit late": lambda cycle, stored: transitions.save(cycle, stored, EDIT, SENDER, LATE),
    "save the same": lambda cycle, stored: transitions.save(cycle, stored, {}, SENDER, LAST),
    "submit": lambda cycle, stored: transitions.submit(cycle, stored, LAST),
    "submit early": lambda cycle, stored: transitions.submit(cycle, stored, EARLY),
    "submit late": lambda cycle, stored: transitions.submit(cycle, stored, LATE),
    "edit and submit": lambda cycle, stored: transitions.submit(cycle, edited(cycle, stored), LAST),
    "withdraw": lambda _, stored: transitions.withdraw(stored, None, AFTER),
    "lapse in time": lambda cycle, stored: transitions.lapse(cycle, stored, LAST),
    "lapse": lambda cycle, stored: transitions.lapse(cycle, stored, LATE),
    "rules": lambda _, stored: transitions.apply_judgement(stored, 1, ruled("needs_review"), AFTER),
    "staff": lambda _, stored: transitions.overrule(
        stored, "ineligible", "Looked it up.", "2024-25.1", "staff:1", AFTER
    ),
    "extend": lambda cycle, stored: transitions.extend(cycle, stored, "2024-06-01T23:59", "Illness.", "staff:1", AFTER),
}
FACTS = {
    "edit": "ApplicationDrafted",
    "save the same": "ApplicationDrafted",
    "submit": "ApplicationSubmitted",
    "edit and submit": "ApplicationSubmitted",
    "withdraw": "ApplicationWithdrawn",
    "lapse": "ApplicationLapsed",
    "rules": "VerdictReached",
    "staff": "VerdictReached",
    "extend": "DeadlineExtended",
}
ORDER: tuple[Status, ...] = (
    "draft", "submitted", "eligible", "needs_review", "ineligible", "matched", "unmatched", "withdrawn", "lapsed"
)  # fmt: skip
# What each step comes to from each state in that order; `=` is: nothing is to be done.
TABLE = {
    "edit": "draft submitted eligible needs_review ineligible NotPossible NotPossible draft draft",
    "edit early": "WindowNotOpen " * 9,
    "edit late": "DeadlinePassed " * 9,
    "save the same": "= = = = = NotPossible NotPossible draft draft",
    "submit": "submitted = = = = = = submitted submitted",
    "submit early": "WindowNotOpen = = = = = = WindowNotOpen WindowNotOpen",
    "submit late": "DeadlinePassed = = = = = = DeadlinePassed DeadlinePassed",
    "edit and submit": "submitted submitted submitted submitted submitted NotPossible NotPossible submitted submitted",
    "withdraw": "withdrawn withdrawn withdrawn withdrawn withdrawn withdrawn withdrawn = withdrawn",
    "lapse in time": "= = = = = = = = =",
    "lapse": "lapsed = = = = = = = =",
    "rules": "= needs_review = = = = = = =",
    "staff": "NotPossible ineligible ineligible ineligible ineligible matched NotPossible NotPossible NotPossible",
    "extend": "draft submitted eligible needs_review ineligible matched unmatched withdrawn draft",
}
ROWS = [
    (before, step, expected) for step, row in TABLE.items() for before, expected in zip(ORDER, row.split(), strict=True)
]


@pytest.mark.parametrize(("before", "step", "expected"), ROWS)
def test_step_from_a_state_leads_to_what_the_table_says(
    cycle: Cycle, people: People, before: Status, step: str, expected: str
) -> None:
    stored = application(cycle, people, before)
    if expected[0].isupper():
        with pytest.raises(getattr(errors, expected)) as refused:
            STEPS[step](cycle, stored)
        assert type(refused.value).__name__ == expected
        return
    change = STEPS[step](cycle, stored)
    if expected == "=":
        assert (change.application, change.fact) == (stored, None)
        return
    assert change.fact
    assert (change.application.status, change.fact.type) == (expected, FACTS[step])
    assert (change.fact.subject, change.fact.cycle) == (stored.id, "2024-25")
    assert stored.updated_at != change.application.updated_at == change.fact.at


@pytest.mark.parametrize("outcome", ["eligible", "needs_review", "ineligible"])
def test_verdict_of_the_rules_is_the_status(cycle: Cycle, people: People, outcome: str) -> None:
    stored = submitted(cycle, people)
    change = transitions.apply_judgement(stored, 1, ruled(outcome), IN_WINDOW)  # type: ignore[arg-type]
    assert change.application.status == outcome


@pytest.mark.parametrize("status", ["matched", "unmatched"])
def test_edits_that_waited_through_matching_cannot_be_submitted(cycle: Cycle, people: People, status: Status) -> None:
    through = replace(edited(cycle, application(cycle, people, "eligible")), status=status)
    with pytest.raises(errors.NotPossible):
        transitions.submit(cycle, through, LAST)


def test_first_save_makes_the_draft(cycle: Cycle) -> None:
    change = transitions.save(cycle, None, {"statement": "Because."}, SENDER, IN_WINDOW)
    assert (change.application.status, change.application.version) == ("draft", 1)
    assert (change.application.created_at, change.application.updated_at) == (IN_WINDOW, IN_WINDOW)
    assert (change.application.carried_over, change.application.revision) == (False, 0)


def test_nothing_can_be_submitted_or_withdrawn_before_the_first_save(cycle: Cycle) -> None:
    with pytest.raises(errors.NotFound):
        transitions.submit(cycle, None, IN_WINDOW)
    with pytest.raises(errors.NotFound):
        transitions.withdraw(None, None, IN_WINDOW)


def test_table_knows_every_status() -> None:
    assert set(ORDER) == set(STATUSES) == set(get_args(Status))
    assert set(ORDER) >= JUDGED
