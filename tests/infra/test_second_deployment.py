"""A later change deployed over data, by the CDK CLI on a local cloud: nothing is lost, and what is new works."""

import shutil
import sys
from pathlib import Path
from typing import Any

from infra.local import deploy
from infra.local.cloud import ROOT, Cloud, local_cloud
from infra.stage import construct_id
from shared.store.tables import TABLES
from tests.infra import later

BUILD = ROOT / ".build" / deploy.STAGE


def names(cloud: Cloud) -> dict[str, str]:
    """The deployed tables, by their names in the code."""
    found = deploy.outputs(cloud)
    return {table: found[f"{construct_id(table)}Table"] for table in TABLES}


def put_one_in_each(cloud: Cloud) -> None:
    """Write an item into each table but the one whose facts are sent on."""
    for table, name in names(cloud).items():
        if not TABLES[table].stream:
            cloud.client("dynamodb").put_item(TableName=name, Item={**key_in(table), "status": {"S": "active"}})


def key_in(table: str) -> dict[str, Any]:
    """The key of the item that is to stay."""
    sort = TABLES[table].sort
    return {"id": {"S": "kept"}} | ({sort: {"S": "all"}} if sort else {})


def kept(cloud: Cloud) -> list[str]:
    """The tables that have the item."""
    read = cloud.client("dynamodb").get_item
    return [table for table, name in names(cloud).items() if "Item" in read(TableName=name, Key=key_in(table))]


def deploy_changed(cloud: Cloud, build: Path) -> None:
    """Deploy the changed app with the bundles that there are, and the renamed worker's under its new name."""
    shutil.copytree(BUILD, build, symlinks=True)
    shutil.copytree(build / later.RENAMED, build / later.NOW)
    deploy.cdk(
        cloud,
        ROOT,
        "deploy",
        deploy.STACK,
        f"--app={sys.executable} -m tests.infra.later",
        "--require-approval=never",
        *deploy.CONTEXT,
        f"--context=build={build}",
        f"--output={cloud.directory / 'later.out'}",
    )


def test_second_deployment_keeps_the_data_and_adds_what_is_new(tmp_path: Path) -> None:
    with local_cloud(tmp_path / "cloud") as cloud:
        deploy.deploy(cloud)
        put_one_in_each(cloud)
        before = kept(cloud)
        assert len(before) == len(TABLES) - 1
        deploy_changed(cloud, tmp_path / "build")
        assert kept(cloud) == before
        found = cloud.client("dynamodb").query(
            TableName=names(cloud)["mentors"],
            IndexName=later.INDEX,
            KeyConditionExpression="#status = :active",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={":active": {"S": "active"}},
        )
        assert [item["id"]["S"] for item in found["Items"]] == ["kept"]
        functions = {it["FunctionName"] for it in cloud.client("lambda").list_functions(MaxItems=50)["Functions"]}
        assert physical(later.NOW) in functions
        assert physical(later.RENAMED) not in functions


def physical(function: str) -> str:
    """What the stack calls a function in the local cloud."""
    return f"{deploy.STACK}-{function.replace('_', '-')}"
