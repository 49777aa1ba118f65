"""What a call of the API reads: read units as DynamoDB counts them, counted on moto, which doesn't."""

import math
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.client import BaseClient

from tests.fast_moto import dynamodb

_UNIT = 4096


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Count the calls by name, the items (`items`) and the read units (`units`) of what is done inside."""
    real, counts = BaseClient._make_api_call, Counter[str]()  # type: ignore[attr-defined]

    def counting(client: Any, operation: str, arguments: Any) -> Any:
        answer = real(client, operation, arguments)
        counts[operation] += 1
        counts["items"] += len(answer.get("Items", ())) + sum(map(len, answer.get("Responses", {}).values()))
        if arguments.get("Select") == "COUNT":  # which reads what it counts, and returns none of it
            answer = {**answer, "Items": real(client, operation, {**arguments, "Select": "ALL_ATTRIBUTES"})["Items"]}
        counts["units"] += math.ceil(_units(operation, arguments, answer))
        return answer

    BaseClient._make_api_call = counting  # type: ignore[attr-defined]
    try:
        yield counts
    finally:
        BaseClient._make_api_call = real  # type: ignore[attr-defined]


def _units(operation: str, arguments: Any, answer: Any) -> float:
    """The units of one call: of what it reads, not of what it returns."""
    share = 1.0 if arguments.get("ConsistentRead") else 0.5
    match operation:
        case "Query" | "Scan":
            return share * max(1, math.ceil(sum(map(_size, answer["Items"])) / _UNIT))
        case "GetItem":
            return share * max(1, math.ceil(_stored_size(arguments["TableName"], arguments["Key"]) / _UNIT))
        case "BatchGetItem":
            return sum(
                max(1, math.ceil(_stored_size(table, key) / _UNIT)) * (1.0 if request.get("ConsistentRead") else 0.5)
                for table, request in arguments["RequestItems"].items()
                for key in request["Keys"]
            )
    return 0.0


def _size(item: dict[str, Any]) -> int:
    return sum(len(name.encode()) + len(str(next(iter(value.values()))).encode()) for name, value in item.items())


def _stored_size(table: str, key: dict[str, Any]) -> int:
    item = dynamodb().get_item(table, key)
    return int(item.size()) if item else 0
