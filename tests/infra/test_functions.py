"""What infra/functions.py declares is what the code needs: settings, grants and subscriptions, no more and no less."""

import importlib
from pathlib import Path
from typing import get_args

import pytest

from infra.environment import ENVIRONMENT
from infra.functions import FUNCTIONS
from infra.silent import SILENT
from infra.spec import EVERY_MINUTE, FunctionSpec
from shared.domain.activity import ActivityType
from tests.infra.code_paths import ROOT, actions_used, settings_read, unnamed_reads
from tests.infra.templates import Synthesized, synthesize

TYPES = set(get_args(ActivityType))
WORKERS = sorted(name for name, spec in FUNCTIONS.items() if spec.subscriptions)


def test_every_folder_of_functions_is_declared() -> None:
    assert {path.parent.name for path in (ROOT / "functions").glob("*/handler.py")} == set(FUNCTIONS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_is_given_the_settings_that_its_code_reads(name: str) -> None:
    assert FUNCTIONS[name].settings == settings_read(name)


def test_every_setting_is_given_to_a_function() -> None:
    assert set(ENVIRONMENT) == {name for spec in FUNCTIONS.values() for name in spec.environment}


def test_settings_are_read_by_name_and_in_one_place() -> None:
    assert unnamed_reads() == {
        "functions/materials/pdf_sandbox.py",  # passes on what the child process needs of the system's own
        "shared/store/dynamodb.py",  # tables' names, by the table
        "shared/store/settings.py",
    }


def test_functions_get_their_settings_and_nothing_else(stage: Synthesized) -> None:
    logging = {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_LOG_LEVEL"}
    assert {name: set(stage.variables(name)) for name in FUNCTIONS} == {
        name: spec.settings | logging for name, spec in FUNCTIONS.items()
    }


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_may_do_with_tables_what_its_code_does(name: str) -> None:
    granted = {table: set(actions.split()) for table, actions in FUNCTIONS[name].tables.items()}
    used = actions_used(name)
    for table in granted.keys() | used.keys():
        may, does = granted.get(table, set()), used.get(table, set())
        assert (table, may - does, does - may) == (table, set(), set())


@pytest.mark.parametrize("name", WORKERS)
def test_worker_acts_on_what_it_subscribes_to(name: str) -> None:
    (actions,) = {id(table): table for table in tables_by_event(name)}.values()
    assert set(actions) == set(FUNCTIONS[name].subscriptions)


def tables_by_event(function: str) -> list[dict[str, object]]:
    """What the modules of a function call `…_BY_EVENT`: from activity type to what is done."""
    modules = [f"functions.{function}.{path.stem}" for path in Path(ROOT / "functions" / function).glob("[!_]*.py")]
    return [
        value
        for module in modules
        for name, value in vars(importlib.import_module(module)).items()
        if name.endswith("_BY_EVENT")
    ]


def test_every_activity_starts_something_or_is_silent_for_a_reason() -> None:
    subscribed = {type for spec in FUNCTIONS.values() for type in spec.subscriptions}
    assert (subscribed | set(SILENT), subscribed & set(SILENT)) == (TYPES, set())
    assert all(SILENT.values())


def test_name_with_an_underscore_works_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = FunctionSpec(
        "mail_events",
        subscriptions=("ApplicantUnmatched",),
        schedule={"mail_tick": EVERY_MINUTE},
        pool="staff",
        routes=("GET /api/staff/mail_events",),
        tables={"mails": "UpdateItem"},
        sends_mail=True,
        environment=("MAIL_SENDER",),
    )
    monkeypatch.setitem(FUNCTIONS, "mail_events", spec)
    synthesized = synthesize(tmp_path)
    function, prefix = synthesized.functions()["mail_events"], "mentoring-production-mail-events"
    assert (function["FunctionName"], function["Handler"]) == (prefix, "functions.mail_events.handler.handler")
    queues = {queue["QueueName"] for queue in synthesized.of_type("AWS::SQS::Queue").values()}
    rules = {rule["Name"] for rule in synthesized.of_type("AWS::Events::Rule").values()}
    alarms = {alarm["AlarmName"] for alarm in synthesized.of_type("AWS::CloudWatch::Alarm").values()}
    assert {prefix, f"{prefix}-dead-letters"} <= queues
    assert {prefix, "mentoring-production-mail-tick"} <= rules
    assert {f"{prefix}-{what}" for what in ("errors", "throttled", "waiting", "dead-letters")} <= alarms
    assert {"MailEventsQueueUrl", "MailEventsDeadLettersUrl"} <= set(synthesized.outputs)
    assert [name for name in (*synthesized.resources, *synthesized.outputs) if "_" in name] == []
    assert synthesized.findings == []
