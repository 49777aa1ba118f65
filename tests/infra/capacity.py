"""What DynamoDB counts of a call: units of 1 KB written and of 4 KB read, by the sizes that its guide describes."""

from collections import Counter
from typing import Any

from shared.store.tables import TABLES


def _size(value: dict[str, Any]) -> int:
    """The bytes of a value as DynamoDB counts them: of text and names, and a few for what holds them."""
    ((kind, content),) = value.items()
    match kind:
        case "S":
            return len(content.encode())
        case "N":
            return (len(content.strip("-")) + 1) // 2 + 1
        case "B":
            return len(content)
        case "L":
            return 3 + sum(1 + _size(each) for each in content)
        case "M":
            return 3 + len(content) + item_size(content)
        case "SS":
            return sum(len(each.encode()) for each in content)
    return 1


def item_size(item: dict[str, Any]) -> int:
    """The bytes of an item as DynamoDB counts them."""
    return sum(len(name.encode()) + _size(value) for name, value in item.items())


def _pieces(size: int, step: int) -> int:
    return -(-size // step) or 1


def written(table: str, item: dict[str, Any], times: int) -> int:
    """The units of a write that counts so many times, with those of each index that holds the item."""
    units = _pieces(item_size(item), 1024)
    indexes = TABLES[table.removeprefix("test-")].indexes.values()
    return units * times + units * sum(index.partition in item and index.sort in item for index in indexes)


def _read(items: list[dict[str, Any]], arguments: Any) -> Counter[str]:
    """What reading these at once uses; half of it, if the answer may be older than the last write."""
    pieces = _pieces(sum(map(item_size, items)), 4096)
    return Counter({"read unit": pieces if "'ConsistentRead': True" in str(arguments) else pieces / 2})


def units(operation: str, arguments: Any, answer: Any) -> Counter[str]:
    """What one call to DynamoDB or KMS uses."""
    match operation:
        case "TransactWriteItems":
            writes = [next(iter(write.values())) for write in arguments["TransactItems"]]
            sizes = (
                written(it["TableName"], it.get("Item", it.get("ExpressionAttributeValues", {})), 2) for it in writes
            )
            return Counter({"write unit": sum(sizes)})
        case "PutItem" | "UpdateItem" | "DeleteItem":
            return Counter({"write unit": written(arguments["TableName"], arguments.get("Item", {}), 1)})
        case "GetItem":
            return _read([answer.get("Item", {})], arguments)
        case "Query" | "Scan":
            return _read(answer["Items"], arguments)
        case "BatchGetItem":
            read = (_read([item], arguments) for items in answer["Responses"].values() for item in items)
            return sum(read, Counter[str]())
        case "Decrypt" | "GenerateDataKey" | "GenerateDataKeyWithoutPlaintext":
            return Counter({"call of a key": 1})
    return Counter()
