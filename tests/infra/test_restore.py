"""The restore drill: a table is lost, comes back from its backup, and is compared with the trail."""

from typing import Any

import boto3
import pytest

from infra.account import restore as command
from infra.account.restore import compare, move, restore
from infra.local.people import People
from shared.domain.cycle import Cycle
from shared.store import dynamodb as db
from tests.functions.applications.applicant import submitted
from tests.functions.mentors.volunteer import active
from tests.functions.staff.staff_client import write_cycle

pytestmark = pytest.mark.usefixtures("aws")


def clients(service: str) -> Any:
    return boto3.client(service, region_name="us-east-1")  # type: ignore[call-overload]


@pytest.fixture(autouse=True)
def _scene(request: pytest.FixtureRequest) -> None:
    """An applicant and a mentor, and tables that can be recovered."""
    request.getfixturevalue("aws")
    cycle: Cycle = request.getfixturevalue("cycle")
    people: People = request.getfixturevalue("people")
    write_cycle(cycle)
    submitted(people)
    active(people)
    recovery = {"PointInTimeRecoveryEnabled": True}
    clients("dynamodb").update_continuous_backups(
        TableName="test-applications", PointInTimeRecoverySpecification=recovery
    )


def count(table: str) -> int:
    return len(clients("dynamodb").scan(TableName=table)["Items"])


def test_table_that_is_lost_comes_back_with_what_the_trail_tells_of() -> None:
    dynamodb, before = clients("dynamodb"), count("test-applications")
    assert compare(clients, "test-") == ([], [], [])
    dynamodb.create_backup(TableName="test-applications", BackupName="drill")
    dynamodb.delete_table(TableName="test-applications")
    assert restore(clients, "test-", "applications") == "test-applications"
    assert (count("test-applications"), compare(clients, "test-")) == (before, ([], [], []))
    backups = dynamodb.describe_continuous_backups(TableName="test-applications")["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"


def test_items_that_are_lost_are_moved_back_beside_what_is_newer() -> None:
    dynamodb = clients("dynamodb")
    restored = restore(clients, "test-", "applications")
    items = dynamodb.scan(TableName="test-applications")["Items"]
    (lost,) = [item for item in items if item["part"]["S"] == "application"]
    dynamodb.delete_item(TableName="test-applications", Key={"id": lost["id"], "part": lost["part"]})
    assert compare(clients, "test-").facts_without_record == [lost["id"]["S"]]
    assert (restored, move(clients, restored, "test-applications")) == ("test-applications-restored", 1)
    assert compare(clients, "test-") == ([], [], [])


def test_record_that_is_older_than_its_facts_or_has_none_is_named() -> None:
    dynamodb = clients("dynamodb")
    (mentor,) = dynamodb.scan(TableName="test-mentors")["Items"]
    stranger = {**mentor, "id": {"S": "stranger"}}
    dynamodb.put_item(TableName="test-mentors", Item={**mentor, "updated_at": {"S": "2020-01-01T00:00:00.000Z"}})
    dynamodb.put_item(TableName="test-mentors", Item=stranger)
    assert compare(clients, "test-") == ([], ["stranger"], [mentor["id"]["S"]])


def test_table_without_a_backup_is_said_to_be_lost() -> None:
    clients("dynamodb").delete_table(TableName="test-inquiries")
    with pytest.raises(SystemExit, match="no backup"):
        restore(clients, "test-", "inquiries")
    assert db.table("inquiries") == "test-inquiries"


def test_command_restores_moves_and_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "clients", lambda _stage: clients)
    with pytest.raises(clients("dynamodb").exceptions.ClientError):
        command.main("production")
    monkeypatch.setattr(command, "restore", lambda *_: "mentoring-production-applications-restored")
    monkeypatch.setattr(command, "move", lambda _aws, source, target: (source, target))
    monkeypatch.setattr(command, "compare", lambda *_: command.Difference(["a"], [], []))
    command.main("production", "applications", "move")
    said = capsys.readouterr().out
    assert "('mentoring-production-applications-restored', 'mentoring-production-applications')" in said
    assert "facts without record: 1\n  a" in said
