"""The harness finds what it is there for: faults planted in the program are violations, in the cases that show them."""

from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from functions.notifications import sending
from functions.portal import visitors
from functions.relay import handler as relay
from shared.domain.activity import Activity
from shared.store import activities, mails
from shared.store.dynamodb import Write, transact
from tests.faults import scenarios
from tests.faults.harness import disturb, short_cases
from tests.faults.scenario import SCENARIOS
from tests.faults.wire import Call
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
    kinds = ("refused", "lost", "killed after")
    assert found(world, "interest_form_sent") == {(kind, "TransactWriteItems") for kind in kinds}


@pytest.mark.parametrize(
    ("invocations", "kills"),
    [
        ([1, 1, 1, 1], [(0, "killed before"), (1, "killed after"), (3, "killed after")]),
        ([1, 1, 2, 2], [(0, "killed before"), (1, "killed after"), (2, "killed before"), (3, "killed after")]),
    ],
)
def test_kill_between_the_same_two_writes_is_tried_once(invocations: list[int], kills: list[tuple[int, str]]) -> None:
    calls = [Call("api", "dynamodb", operation, table) for table in "ab" for operation in ("GetItem", "PutItem")]
    cases = short_cases(calls, invocations)
    assert [(case.number, case.fault.kind) for case in cases if case.fault.kills] == kills


def test_relay_that_reports_no_failure_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    publish = relay._publish
    monkeypatch.setattr(relay, "_publish", lambda batch: publish(batch) and None)
    assert found(world, "draft_saved") == {("refused", "PutEvents")}


def test_account_that_was_confirmed_but_not_made_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    make_account = visitors.make_account

    def make_or_not(email: str, now: datetime) -> None:
        with suppress(ClientError, EndpointConnectionError):
            make_account(email, now)

    monkeypatch.setattr(visitors, "make_account", make_or_not)
    assert ("refused", "AdminCreateUser") in found(world, "account_made")


def test_planted_fault_is_no_violation_once_it_is_gone(world: World) -> None:
    assert found(world, "draft_saved") == set()
