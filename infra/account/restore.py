"""Bring a table back and compare it with the trail: `python -m infra.account.restore STAGE [TABLE [time] [move]]`.

Without a TABLE it only compares. A table that is gone comes back under its own name, as it was at the time (ISO, the
latest that DynamoDB has by default); one that is there but wrong comes back beside it, as `<name>-restored`, from where
`move` writes what is missing back.
"""

import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

from boto3.dynamodb.types import TypeDeserializer

from infra.account.stack import Clients, clients
from shared.store.tables import TABLES

#: The tables whose records the trail tells of by their id, and how these facts' types begin.
RECORDED = {"applications": ("Application", "Verdict"), "mentors": ("Mentor",), "matches": ("Match",)}
_plain = TypeDeserializer().deserialize


class Difference(NamedTuple):
    """What records and trail don't say of each other, as ids."""

    facts_without_record: list[str]
    records_without_fact: list[str]
    records_behind: list[str]  # older than the newest fact about them


def restore(aws: Clients, prefix: str, table: str, at: Any = None) -> str:
    """Bring a table back, as it was at a time, with everything that DynamoDB leaves out; return its name."""
    dynamodb, source = aws("dynamodb"), f"{prefix}{table}"
    when = {"RestoreDateTime": at} if at else {"UseLatestRestorableTime": True}
    backups = dynamodb.list_backups(TableName=source, BackupType="ALL").get("BackupSummaries", [])
    if source in dynamodb.list_tables()["TableNames"]:
        target = f"{source}-restored"
        dynamodb.restore_table_to_point_in_time(SourceTableName=source, TargetTableName=target, **when)
    elif backups:  # DynamoDB makes one of a table that is deleted, and keeps it for 35 days
        target, newest = source, max(backups, key=lambda backup: backup["BackupCreationDateTime"])
        dynamodb.restore_table_from_backup(TargetTableName=target, BackupArn=newest["BackupArn"])
    else:
        raise SystemExit(f"There is no table {source} and no backup of it.")
    dynamodb.get_waiter("table_exists").wait(TableName=target)
    _complete(dynamodb, table, target)
    return target


def _complete(dynamodb: Any, table: str, target: str) -> None:
    """Give a restored table what a restore leaves out: recovery, expiry, its stream and protection."""
    recovery = {"PointInTimeRecoveryEnabled": True}
    dynamodb.update_continuous_backups(TableName=target, PointInTimeRecoverySpecification=recovery)
    if expires := TABLES[table].expires:
        expiry = {"Enabled": True, "AttributeName": expires}
        dynamodb.update_time_to_live(TableName=target, TimeToLiveSpecification=expiry)
    if TABLES[table].stream:
        stream = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
        dynamodb.update_table(TableName=target, StreamSpecification=stream)
        dynamodb.get_waiter("table_exists").wait(TableName=target)
    dynamodb.update_table(TableName=target, DeletionProtectionEnabled=True)


def move(aws: Clients, source: str, target: str) -> int:
    """Write the items of a table that another doesn't have into that one; return how many. Nothing is overwritten."""
    dynamodb, moved = aws("dynamodb"), 0
    for item in _items(dynamodb, source):
        try:
            dynamodb.put_item(TableName=target, Item=item, ConditionExpression="attribute_not_exists(id)")
            moved += 1
        except dynamodb.exceptions.ConditionalCheckFailedException:
            continue
    return moved


def compare(aws: Clients, prefix: str) -> Difference:
    """Compare the records of applications, mentors and matches with the facts about them, both ways."""
    dynamodb, kinds = aws("dynamodb"), tuple(kind for kinds in RECORDED.values() for kind in kinds)
    newest: dict[str, str] = {}
    for fact in _records(dynamodb, f"{prefix}activity"):
        if fact["type"].startswith(kinds):
            newest[fact["subject"]] = max(fact["at"], newest.get(fact["subject"], ""))
    tables = (_records(dynamodb, f"{prefix}{table}") for table in RECORDED)
    records = {it["id"]: it for table in tables for it in table if it.get("part", "application") == "application"}
    behind = [id for id, it in records.items() if it.get("updated_at", "~") < newest.get(id, "")]
    return Difference(sorted(newest.keys() - records.keys()), sorted(records.keys() - newest.keys()), sorted(behind))


def _records(dynamodb: Any, table: str) -> Iterator[dict[str, Any]]:
    for item in _items(dynamodb, table):
        yield {name: _plain(value) for name, value in item.items()}


def _items(dynamodb: Any, table: str) -> Iterator[dict[str, Any]]:
    for page in dynamodb.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        yield from page["Items"]


def main(stage: str, table: str = "", *more: str) -> None:
    """Restore what is asked for (and `move` what is lost back from the copy), and print what either side misses."""
    aws, prefix = clients(stage), f"mentoring-{stage}-"
    if table:
        target = restore(aws, prefix, table, next((each for each in more if each != "move"), None))
        print("Restored:", target)
        if "move" in more and target != f"{prefix}{table}":
            print("Moved back:", move(aws, target, f"{prefix}{table}"))
    for what, ids in compare(aws, prefix)._asdict().items():
        print(f"{what.replace('_', ' ')}: {len(ids)}", *ids[:20], sep="\n  ")


if __name__ == "__main__":
    main(*sys.argv[1:])
