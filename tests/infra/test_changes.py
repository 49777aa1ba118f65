"""What a later deployment would replace: nothing that holds data, whatever is added, renamed or closed by then."""

from typing import Any

import pytest

from tests.infra import later as changes
from tests.infra.templates import Synthesized, synthesize

#: What holds data, and the properties that CloudFormation changes only by making the resource again.
LASTING: dict[str, tuple[str, ...]] = {
    "AWS::DynamoDB::GlobalTable": ("TableName", "KeySchema", "LocalSecondaryIndexes"),
    "AWS::KMS::Key": ("KeySpec", "KeyUsage", "MultiRegion"),
    "AWS::Cognito::UserPool": ("UsernameAttributes", "AliasAttributes", "UsernameConfiguration"),
    "AWS::S3::Bucket": ("BucketName",),
    "AWS::Events::EventBus": ("Name",),
    "AWS::Events::Archive": ("ArchiveName", "SourceArn"),
    "AWS::SQS::Queue": ("QueueName", "FifoQueue"),
    "AWS::Logs::LogGroup": ("LogGroupName",),
    "AWS::SecretsManager::Secret": ("Name",),
}


@pytest.fixture(scope="module")
def later(production: Synthesized, tmp_path_factory: pytest.TempPathFactory) -> Synthesized:
    """The stack after the changes."""
    assert production  # before anything is changed
    with pytest.MonkeyPatch.context() as patch:
        changes.change(patch)
        return synthesize(tmp_path_factory.mktemp("build"))


def test_later_changes_replace_nothing_but_the_renamed_workers_queues(
    production: Synthesized, later: Synthesized
) -> None:
    before, after = _lasting(production), _lasting(later)
    gone = sorted((kind, name) for (kind, name), kept in before.items() if after.get((kind, name)) != kept)
    # A logical id ends with eight digits of a digest.
    assert [(kind, name[:-8]) for kind, name in gone] == [
        ("AWS::Logs::LogGroup", "BulkLog"),
        ("AWS::SQS::Queue", "EventsBulkDeadLetters"),
        ("AWS::SQS::Queue", "EventsBulkQueue"),
    ]
    assert production.resources[gone[0][1]]["DeletionPolicy"].startswith("Retain")


def test_later_changes_are_there(production: Synthesized, later: Synthesized) -> None:
    changed = {name for name, it in production.resources.items() if later.resources.get(name, it) != it}
    kinds = {production.resources[name]["Type"] for name in changed}
    assert {"AWS::DynamoDB::GlobalTable", "AWS::KMS::Key"} <= kinds
    for name, table in production.of_type("AWS::DynamoDB::GlobalTable").items():
        added = _indexes(later.resources[name]["Properties"]) - _indexes(table)
        # DynamoDB makes one index in an update, and drops none that is asked for.
        assert len(added) <= 1
        assert _indexes(table) - _indexes(later.resources[name]["Properties"]) == set()


def _lasting(stage: Synthesized) -> dict[tuple[str, str], list[Any]]:
    """What holds data, by type and logical id, with what must not change."""
    return {
        (kind, name): [properties.get(each) for each in fixed]
        for kind, fixed in LASTING.items()
        for name, properties in stage.of_type(kind).items()
    }


def _indexes(table: dict[str, Any]) -> set[str]:
    return {str(index) for index in table.get("GlobalSecondaryIndexes", ())}
