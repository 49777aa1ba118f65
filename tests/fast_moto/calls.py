"""Calls to DynamoDB and what moto as it comes answers: `python -m tests.fast_moto.calls`.

tests/test_fast_moto.py holds the fast moto against it.
"""

import json
import os
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

ENVIRONMENT = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
TABLES: list[dict[str, Any]] = [
    {
        "TableName": "people",
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in ("id", "town", "name")],
        "BillingMode": "PAY_PER_REQUEST",
        "GlobalSecondaryIndexes": [
            {
                "IndexName": "by_town",
                "KeySchema": [
                    {"AttributeName": "town", "KeyType": "HASH"},
                    {"AttributeName": "name", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["tags", "place"]},
            }
        ],
    },
    {
        "TableName": "facts",
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}],
        "AttributeDefinitions": [
            {"AttributeName": "id", "AttributeType": "S"},
            {"AttributeName": "at", "AttributeType": "N"},
            {"AttributeName": "n", "AttributeType": "N"},
        ],
        "BillingMode": "PAY_PER_REQUEST",
        "GlobalSecondaryIndexes": [
            {
                "IndexName": "by_n",
                "KeySchema": [
                    {"AttributeName": "n", "KeyType": "HASH"},
                    {"AttributeName": "at", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
    },
]
PLACE = {"M": {"zip": {"S": "02115"}, "floors": {"L": [{"N": "1"}, {"NULL": True}, {"BOOL": False}]}}}


def person(name: str, **more: dict[str, Any]) -> dict[str, Any]:
    return {"id": {"S": name}, "name": {"S": name}, "town": {"S": "Boston"}, **more}


def key(name: str) -> dict[str, Any]:
    return {"TableName": "people", "Key": {"id": {"S": name}}}


def put(name: str, **more: dict[str, Any]) -> dict[str, Any]:
    return {"Put": {"TableName": "people", "Item": person(name, **more)}}


def fact(at: str, **more: dict[str, Any]) -> dict[str, Any]:
    return {"Put": {"TableName": "facts", "Item": {"id": {"S": "a"}, "at": {"N": at}, **more}}}


def rename(name: str) -> dict[str, Any]:
    return {
        "UpdateExpression": "SET tags = :t, place.zip = :z, #n = :n REMOVE nothing",
        "ExpressionAttributeNames": {"#n": "name"},
        "ExpressionAttributeValues": {":t": {"SS": ["new"]}, ":z": {"S": "10001"}, ":n": {"S": name}},
    }


def by_name(condition: str, town: str = "Boston", **values: str) -> tuple[str, dict[str, Any]]:
    """A query of an index by the town and more."""
    texts = {f":{name}": {"S": value} for name, value in {"t": town, **values}.items()}
    asked = {"TableName": "people", "IndexName": "by_town", "KeyConditionExpression": f"town = :t AND {condition}"}
    return "query", {**asked, "ExpressionAttributeNames": {"#n": "name"}, "ExpressionAttributeValues": texts}


MISSING = {"ConditionExpression": "attribute_not_exists(id)"}
OLD = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
EVERYTHING: list[tuple[str, dict[str, Any]]] = [("scan", {"TableName": table}) for table in ("people", "facts")]
BOSTON = {
    "TableName": "people",
    "KeyConditionExpression": "town = :t",
    "ExpressionAttributeValues": {":t": {"S": "Boston"}},
}

#: What the program asks of DynamoDB, and some that it shouldn't.
CALLS: list[tuple[str, dict[str, Any]]] = [
    ("transact_write_items", {"TransactItems": [put("Ann", tags={"SS": ["b", "a"]}, place=PLACE), fact("10")]}),
    ("transact_write_items", {"TransactItems": [fact(at, n={"N": "7"}) for at in ("30", "4")]}),
    ("transact_write_items", {"TransactItems": [put("Bea", secret={"B": b"\x00\xff"}), fact("9", n={"N": "-1.50"})]}),
    ("put_item", put("Cid", secret={"S": "x"})["Put"]),
    # Cancelled in the middle, at the end, twice: all is as before, also what was changed in place.
    (
        "transact_write_items",
        {"TransactItems": [{"Update": {**key("Ann"), **rename("A")}}, {"Put": {**put("Bea")["Put"], **MISSING}}]},
    ),
    (
        "transact_write_items",
        {
            "TransactItems": [
                {"Delete": key("Bea")},
                fact("11"),
                {"Put": {**put("Ann")["Put"], **MISSING, **OLD}},
                {"ConditionCheck": {**key("Cid"), **MISSING}},
            ]
        },
    ),
    *EVERYTHING,
    # Not even tried.
    ("transact_write_items", {"TransactItems": [put("Dee"), put("Dee")]}),
    ("transact_write_items", {"TransactItems": [put(f"p{n}") for n in range(101)]}),
    ("transact_write_items", {"TransactItems": [fact("12"), {"Put": {"TableName": "none", "Item": person("x")}}]}),
    ("put_item", {"TableName": "people", "Item": person("")}),
    ("put_item", {"TableName": "people", "Item": person("k" * 2049)}),
    ("put_item", {"TableName": "facts", "Item": {"id": {"S": "a"}, "at": {"S": "10"}}}),
    ("put_item", put("Big", text={"S": "x" * 404_900})["Put"]),
    ("put_item", put("Big", text={"S": "x" * 405_000})["Put"]),
    ("delete_item", key("Big")),
    ("put_item", {**put("Ann")["Put"], **MISSING, **OLD}),
    ("get_item", {"TableName": "none", "Key": {"id": {"S": "Ann"}}}),
    *EVERYTHING,
    # Updates, of what is there and of what isn't.
    ("update_item", {**key("Ann"), **rename("Al"), "ReturnValues": "ALL_NEW"}),
    ("update_item", {**key("Ann"), **rename("Amy"), "ReturnValues": "ALL_OLD"}),
    ("update_item", {**key("Ann"), **rename("Ada"), "ReturnValues": "UPDATED_OLD"}),
    (
        "update_item",
        {
            **key("hits"),
            "UpdateExpression": "ADD hits :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}},
            "ReturnValues": "ALL_NEW",
        },
    ),
    (
        "update_item",
        {
            **key("Ann"),
            "UpdateExpression": "SET first = if_not_exists(first, :n), hits = if_not_exists(hits, :n) + :n "
            "REMOVE place.floors[0], place.floors[1] ADD tags :t",
            "ConditionExpression": "NOT contains(tags, :x) AND (attribute_not_exists(first) OR first < :n)",
            "ExpressionAttributeValues": {":n": {"N": "2"}, ":t": {"SS": ["more"]}, ":x": {"S": "more"}},
            "ReturnValues": "ALL_NEW",
        },
    ),
    ("update_item", {**key("Ann"), **rename("Ann"), "UpdateExpression": "SET tags = :t SET place = :z"}),
    ("update_item", {**key("Ann"), **rename("Ann"), "UpdateExpression": "SET tags = :t, place.zip = :z, place = :n"}),
    ("transact_write_items", {"TransactItems": [{"Update": {**key("Bea"), **rename("B")}}, fact("100")]}),
    ("transact_write_items", {"TransactItems": [{"Update": {**key("Cid"), "UpdateExpression": "REMOVE secret"}}]}),
    *EVERYTHING,
    # Reading.
    ("get_item", {**key("Ann"), "ConsistentRead": True}),
    ("get_item", key("no one")),
    ("get_item", {**key("Ann"), "ProjectionExpression": "id, place.floors[0], missing"}),
    ("get_item", {**key("Ann"), "ProjectionExpression": "id, tags"}),
    ("query", {**BOSTON, "IndexName": "by_town"}),
    ("query", {**BOSTON, "IndexName": "by_town", "ScanIndexForward": False, "Limit": 2}),
    ("query", {**BOSTON, "IndexName": "by_town", "Select": "COUNT"}),
    ("query", {**BOSTON, "IndexName": "by_town", "ConsistentRead": True}),
    ("query", {**BOSTON, "IndexName": "none"}),
    by_name("#n BETWEEN :a AND :b", a="Amy", b="Bob"),
    by_name("#n BETWEEN :a AND :b", a="Bob", b="Cid"),
    by_name("#n BETWEEN :a AND :b", town="Salem", a="Amy", b="Bob"),
    by_name("begins_with(#n, :a)", a="B"),
    by_name("#n = :a", a="Cid"),
    by_name("#n = :a", a=""),
    by_name("#n = :a", town="", a="Cid"),
    by_name("#n = :missing"),
    by_name("id = :a", a="Ann"),
    *(
        (
            "query",
            {
                "TableName": "facts",
                "IndexName": "by_n",
                "KeyConditionExpression": "(n = :n)",
                "ExpressionAttributeValues": {":n": {"N": number}},
            },
        )
        for number in ("-1.50", "7", "8")
    ),
    (
        "query",
        {
            "TableName": "facts",
            "KeyConditionExpression": "id = :i AND #a > :a",
            "ExpressionAttributeNames": {"#a": "at"},
            "ExpressionAttributeValues": {":i": {"S": "a"}, ":a": {"N": "9"}},
        },
    ),
    ("scan", {"TableName": "facts", "Limit": 2}),
    (
        "scan",
        {
            "TableName": "people",
            "FilterExpression": "contains(tags, :t)",
            "ExpressionAttributeValues": {":t": {"S": "new"}},
            "ProjectionExpression": "id",
        },
    ),
    ("batch_get_item", {"RequestItems": {"people": {"Keys": [{"id": {"S": name}} for name in ("Ann", "x", "Bea")]}}}),
    ("delete_item", {**key("Ann"), "ReturnValues": "ALL_OLD"}),
    *EVERYTHING,
]


def answers(client: Any) -> Iterator[tuple[str, Any]]:
    """Make all calls on empty tables; give each operation's answer or refusal, without what differs by chance."""
    for table in TABLES:
        client.create_table(**table)
    for operation, arguments in CALLS:
        try:
            answer = getattr(client, operation)(**arguments)
        except ClientError as error:
            answer = error.response
        metadata = answer.pop("ResponseMetadata")
        yield operation, json.loads(json.dumps([metadata["HTTPStatusCode"], answer], default=_plain))


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, set) else value.hex()


if __name__ == "__main__":
    from moto import mock_aws

    from shared.store import aws

    os.environ |= ENVIRONMENT
    with mock_aws():
        print(json.dumps(list(answers(aws.client("dynamodb")))))
