"""The facts of an application: one id each, never the same for two, and nothing of the person in them."""

import json
from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.local.people import People
from shared.domain import application_transitions as transitions
from shared.domain.activity import activity
from shared.domain.application import Application
from shared.domain.cycle import Cycle
from shared.domain.errors import DeadlinePassed, ProgramError
from tests.domain.builders import AFTER, IN_WINDOW, LATE, SENDER, drafted, parts, ruled

SECRETS = {
    "applicant": {
        name: f"canary-{name}" for name in ("first_name", "last_name", "preferred_name", "pronouns", "phone")
    },
    "self_identification": {"groups": ["another_group"], "another_group": "canary-group"},
    "statement": "canary " * 30,
}
NAMES = ["edit", "submit", "submit late", "withdraw", "lapse", "rules", "staff", "extend", "extend longer"]


@pytest.fixture
def draft(cycle: Cycle, people: People) -> Application:
    return drafted(cycle, people)


def take(cycle: Cycle, stored: Application, name: str, count: int) -> transitions.Change:
    now = IN_WINDOW + timedelta(seconds=count)
    match name:
        case "edit":
            return transitions.save(cycle, stored, {"applicant": {"phone": f"canary-{count}"}}, SENDER, now)
        case "submit":
            return transitions.submit(cycle, stored, now)
        case "submit late":
            return late(cycle, stored)
        case "withdraw":
            return transitions.withdraw(stored, "canary-reason", now)
        case "lapse":
            return transitions.lapse(cycle, stored, AFTER)
        case "rules":
            return transitions.apply_judgement(stored, stored.submitted_version or 0, ruled("eligible"), now)
        case "staff":
            return transitions.overrule(stored, "eligible", f"canary-{count}", "2024-25.1", "staff:1", now)
        case _:
            until = "2024-04-20T23:59" if name == "extend" else "2024-04-30T23:59"
            return transitions.extend(cycle, stored, until, "Illness.", "staff:1", now)


def late(cycle: Cycle, stored: Application) -> transitions.Change:
    try:
        return transitions.submit(cycle, stored, AFTER)
    except DeadlinePassed as refusal:
        return transitions.refuse_late(stored, refusal, AFTER)


def taken(cycle: Cycle, stored: Application, names: list[str]) -> list[transitions.Change]:
    """Take the steps that are possible one after the other, each stored before the next."""
    changes = []
    for count, name in enumerate(names):
        try:
            change = take(cycle, stored, name, count)
        except ProgramError:
            continue
        if change.fact:
            changes.append(change)
            stored = replace(change.application, revision=stored.revision + 1)
    return changes


@given(names=st.lists(st.sampled_from(NAMES), max_size=30))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_two_facts_of_an_application_share_an_id(cycle: Cycle, draft: Application, names: list[str]) -> None:
    ids = [change.fact.id for change in taken(cycle, draft, names) if change.fact]
    assert len(set(ids)) == len(ids)


@given(names=st.lists(st.sampled_from(NAMES), max_size=30))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_submitted_version_is_submitted_once_and_has_one_receipt(
    cycle: Cycle, draft: Application, names: list[str]
) -> None:
    changes = taken(cycle, draft, names)
    submissions = [c.application for c in changes if c.fact and c.fact.type == "ApplicationSubmitted"]
    versions = [stored.submitted_version for stored in submissions]
    numbers = [stored.receipt.number for stored in submissions if stored.receipt]
    assert versions == sorted(set(versions), key=lambda version: version or 0)
    assert len(set(numbers)) == len(submissions)


@pytest.mark.parametrize("name", NAMES)
def test_same_step_decided_twice_is_the_same_fact(cycle: Cycle, draft: Application, name: str) -> None:
    way = {"rules": ["submit"], "staff": ["submit", "rules"]}.get(name, [])
    stored = [draft, *(change.application for change in taken(cycle, draft, way))][-1]
    change = take(cycle, stored, name, 0)
    assert change.fact
    assert change == take(cycle, stored, name, 0)


def test_facts_hold_nothing_that_the_applicant_typed(cycle: Cycle, people: People) -> None:
    draft = transitions.save(cycle, None, parts(people, **SECRETS), SENDER, IN_WINDOW).application
    names = ["edit", "submit", "rules", "staff", "edit", "submit late", "withdraw", "extend", "submit", "withdraw"]
    changes = taken(cycle, draft, names)
    assert {change.fact.type for change in changes if change.fact} == {
        "ApplicationDrafted",
        "ApplicationSubmitted",
        "VerdictReached",
        "LateSubmissionRefused",
        "ApplicationWithdrawn",
        "DeadlineExtended",
    }
    written = json.dumps([asdict(change.fact) for change in changes if change.fact], default=str)
    assert "canary" not in written
    assert SENDER.email not in written
    assert SENDER.applicant not in written


def test_fact_of_a_withdrawal_names_what_was_withdrawn(draft: Application) -> None:
    change = transitions.withdraw(draft, "Another plan.", LATE)
    assert change.fact
    assert change.fact.data == {"was": "draft", "version": 1}


def test_id_of_a_fact_follows_from_type_subject_and_occasion() -> None:
    fact = activity("WindowClosed", "2024-25", "x", at=LATE, actor="program", cycle="2024-25", a=1)
    assert fact.id == "WindowClosed.2024-25.x"
    assert activity("WindowClosed", "2024-25", "x", at=AFTER, actor="program").id == fact.id
    assert activity("WindowOpened", "2024-25", "x", at=LATE, actor="program").id != fact.id
    assert (fact.data, fact.note) == ({"a": 1}, None)
