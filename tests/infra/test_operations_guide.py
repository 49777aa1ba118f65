"""infra/operations.md answers what it says: its statements run, its saved queries read what is logged."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from functions.notifications.handler import handler as notifications
from functions.relay.handler import handler as relay
from infra.api import ACCESS_LOG
from infra.dashboard import QUERIES
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.domain.task import raised
from shared.runtime.logs import logger
from shared.store import aws, tasks
from shared.store import dynamodb as db
from shared.store.commit import commit
from shared.store.mails import claim
from shared.store.search import SHARDS
from shared.store.tables import TABLES
from tests.functions.applications.applicant import DEADLINE, OPEN, eligible, new_applicant
from tests.functions.mentors.volunteer import active
from tests.functions.staff.staff_client import propose, staff, write_cycle
from tests.infra.templates import Synthesized, named
from tests.runtime.messages import NONE_FAILED, batch, facts, make_queue, stream

GUIDE = (Path(__file__).parents[2] / "infra" / "operations.md").read_text()
STATEMENTS = re.findall(r"```sql\n(.*?)```", GUIDE, re.DOTALL)
#: What Logs Insights adds to each line, and what Lambda itself says of a function that died.
OF_CLOUDWATCH = {"@timestamp", "@message", "@log", "errorType"}
WORDS = "filter stats count max sum by as and like fields sort asc desc limit bin coalesce"


@pytest.fixture
def asked_about(people: People, cycle: Cycle) -> dict[str, str]:
    """What happened in a cycle: someone proposed, someone in review, someone late; and the words to ask with."""
    write_cycle(cycle)
    active(people)
    applicant = eligible(people)
    propose()
    in_review, late = eligible(people, "in-review"), new_applicant(people, "late")
    verdict = {"outcome": "needs_review", "reason": "To be looked at"}
    assert staff("POST", f"/applications/{in_review.id}/verdict", verdict).status == 200
    assert [late.save().status, late.submit(at=DEADLINE).status] == [201, 409]
    claim("mail-1", "receipt", OPEN, {"about": applicant.id, "at": OPEN, "cycle": cycle.id})
    task, fact = raised("match_questioned", applicant.id, "1", at=OPEN, cycle=cycle.id)
    commit(fact, tasks.write(task))
    times = {"DAY": f"{DEADLINE:%Y-%m-%d}", "MONTH": f"{datetime.now(UTC):%Y-%m}"}
    return {"APPLICATION": applicant.id, "CYCLE": cycle.id, "SUB": "staff-1", **times}


@pytest.mark.usefixtures("aws")
def test_each_statement_finds_something_by_a_key(asked_about: dict[str, str]) -> None:
    assert len(STATEMENTS) == 7
    for statement in STATEMENTS:
        table, index, condition = _parts(statement)
        known = TABLES[table]
        keys = {known.indexes[index].partition, known.indexes[index].sort} if index else {"id", known.sort}
        partition = known.indexes[index].partition if index else "id"
        asked = re.findall(r'"(\w+)"(,| =| IN)', condition)
        assert (partition, " =") in asked or (partition, " IN") in asked, statement
        assert {name for name, _ in asked} <= keys, statement
        assert run(statement, asked_about), statement


def test_each_part_of_a_list_is_asked_for() -> None:
    (statement,) = [each for each in STATEMENTS if '-search"' in each]
    assert re.findall(r"#(\d)'", statement) == [str(shard) for shard in range(SHARDS)]


def _parts(statement: str) -> tuple[str, str | None, str]:
    found = re.match(
        r'SELECT \* FROM "mentoring-production-([\w-]+)"(?:\."(\w+)")?\s+WHERE (.+)$', statement, re.DOTALL
    )
    assert found, statement
    return found[1].replace("-", "_"), found[2], found[3]


def run(statement: str, words: dict[str, str]) -> list[dict[str, Any]]:
    """Run a statement with words filled in, on moto: an index is `table.index`; it knows no list and no beginning."""
    for word, value in words.items():
        statement = statement.replace(word, value)
    statement = statement.replace("mentoring-production-", "test-").replace('"."', ".")
    statement, _, beginning = statement.partition(" AND begins_with")
    sort, prefix = re.findall(r"\w[\w-]*", beginning) or ("id", "")
    before, _, values = statement.partition(" IN ")
    each = [f"{before} = {value}" for value in re.findall(r"'[^']+'", values)] or [statement]
    found = [item for one in each for item in db.client().execute_statement(Statement=one)["Items"]]
    return [item for item in found if item[sort]["S"].startswith(prefix)]


@pytest.fixture
def fields(people: People, cycle: Cycle, caplog: pytest.LogCaptureFixture) -> set[str]:
    """The fields that requests, published facts, mails and failures leave in the log."""
    caplog.set_level(logging.INFO)
    write_cycle(cycle)
    applicant, late = eligible(people), new_applicant(people, "late")
    applicant.withdraw()
    late.save()
    late.submit(at=DEADLINE)
    aws.client("events").create_event_bus(Name="test-bus")
    assert relay(stream(*facts()), None) == NONE_FAILED
    make_queue()
    asked = batch(*facts("ApplicationSubmitted"))
    notifications(asked, None)  # SES knows no such sender yet
    ses = aws.client("sesv2")
    ses.create_email_identity(EmailIdentity="program@example.org")
    ses.create_configuration_set(ConfigurationSetName="test-mails")
    notifications(asked, None)
    lines = [json.loads(logger().registered_formatter.format(record)) for record in caplog.records]
    return {name for line in lines for name in _names(line)}


def _names(line: dict[str, Any], within: str = "") -> Iterator[str]:
    for name, value in line.items():
        yield f"{within}{name}"
        if isinstance(value, dict):
            yield from _names(value, f"{within}{name}.")


@pytest.mark.usefixtures("aws")
def test_saved_queries_ask_for_fields_that_are_logged(fields: set[str]) -> None:
    access = set(ACCESS_LOG)
    for name, (where, query) in QUERIES.items():
        known = OF_CLOUDWATCH | (access if where == "api" else fields if where != "everything" else fields | access)
        text = re.sub(r"'[^']*'|\"[^\"]*\"", "", query)
        made = set(re.findall(r" as (\w+)", text))
        asked = set(re.findall(r"@?[a-zA-Z_][\w.]*", re.sub(r"\d+m|\d+d", "", text))) - set(WORDS.split()) - made
        assert asked - known == set(), name


def test_guide_names_saved_queries_and_all_of_them() -> None:
    named = set(re.findall(r"`([a-z]+(?: [a-z]+)+|submissions|refusals)`", GUIDE))
    assert named == set(QUERIES)


@pytest.fixture(scope="module")
def alarms(production: Synthesized, small: Synthesized, large: Synthesized) -> set[str]:
    """The alarms of every size that people get mail of, without the stage's name."""
    return {
        str(it["AlarmName"]).removeprefix("mentoring-production-")
        for stage in (production, small, large)
        for it in stage.of_type("AWS::CloudWatch::Alarm").values()
        if named(it["AlarmActions"][0]) in stage.of_type("AWS::SNS::Topic")
    }


def test_each_alarm_has_its_line_and_each_line_an_alarm(alarms: set[str]) -> None:
    lines = [line.replace("…", "*") for line in re.findall(r"^\| `([^`]+)` \|", GUIDE, re.MULTILINE)]
    first = {alarm: next((line for line in lines if fnmatchcase(alarm, line)), None) for alarm in alarms}
    assert [alarm for alarm, line in first.items() if line is None] == []
    assert set(lines) - set(first.values()) == set()
