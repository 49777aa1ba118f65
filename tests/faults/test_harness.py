"""The harness finds what it is there for: faults planted in the program are violations, in the cases that show them."""

from typing import Any

import pytest

from functions.notifications import sending
from functions.relay import handler as relay
from shared.domain.activity import Activity
from shared.store import activities, mails
from shared.store.dynamodb import Write, transact
from tests.faults import scenarios
from tests.faults.harness import disturb
from tests.faults.scenario import SCENARIOS
from tests.faults.world import World

scenarios.load()


def found(world: World, name: str) -> set[tuple[str, str]]:
    """The kinds of fault that lead to violations of a scenario, and the operations that they hit."""
    report = disturb(world, SCENARIOS[name], whole=False)
    return {(violation.case.fault.kind, violation.case.call.operation) for violation in report.violations}


def test_worker_that_sends_without_asking_its_ledger_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def claim(*claimed: Any) -> str:
        mails.claim(*claimed)
        return "yours"

    monkeypatch.setattr(sending, "mails", Ledger(claim))
    assert ("killed after", "UpdateItem") in found(world, "interest_form_sent")


class Ledger:
    """The ledger of mails, with a claim of one's own."""

    def __init__(self, claim: Any) -> None:
        self.claim = claim

    def __getattr__(self, name: str) -> Any:
        return getattr(mails, name)


def test_record_written_before_its_fact_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_two_steps(fact: Activity, *records: Write) -> None:
        transact(*records)
        transact(activities.write(fact))

    monkeypatch.setattr("functions.mentors.use_cases.commit", in_two_steps)
    assert {("killed after", "TransactWriteItems"), ("killed before", "TransactWriteItems")} == found(
        world, "interest_form_sent"
    )


def test_relay_that_reports_no_failure_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    publish = relay._publish
    monkeypatch.setattr(relay, "_publish", lambda batch: publish(batch) and None)
    assert found(world, "draft_saved") == {("refused", "PutEvents")}


def test_planted_fault_is_no_violation_once_it_is_gone(world: World) -> None:
    assert found(world, "draft_saved") == set()
