"""The tables as tests make them on moto; tests/infra proves that the stack makes the same."""

from typing import Any

TABLES: dict[str, dict[str, Any]] = {
    "cycles": {"key": ("id",), "indexes": {}},
    "applications": {
        "key": ("id", "part"),
        "indexes": {"by_status": ("cycle_status", "updated_at"), "by_school": ("cycle_school", "updated_at")},
    },
    "self_identification": {"key": ("id",), "indexes": {}},
    "mentors": {"key": ("id",), "indexes": {"by_status": ("status", "updated_at")}},
    "matches": {
        "key": ("id",),
        "indexes": {
            "by_applicant": ("application", "created_at"),
            "by_mentor": ("mentor", "created_at"),
            "by_state": ("state", "respond_by"),
        },
    },
    "rounds": {"key": ("id", "part"), "indexes": {"by_cycle": ("cycle", "number")}},
    "activity": {"key": ("id",), "indexes": {"by_subject": ("subject", "at"), "by_day": ("day", "at")}},
    "mails": {"key": ("id",), "indexes": {}},
    "inquiries": {"key": ("id",), "indexes": {}},
}
LISTED = (
    "cycle", "status", "applicant_name", "school", "stage", "received_at", "late_by_seconds", "extended_until",
    "version", "submitted_version",
)  # fmt: skip


def definition(name: str) -> dict[str, Any]:
    """Return the arguments of CreateTable for one table."""
    table = TABLES[name]
    attributes = sorted({*table["key"], *(a for keys in table["indexes"].values() for a in keys)})
    indexes = [
        {
            "IndexName": index,
            "KeySchema": _keys(keys),
            "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(LISTED)}
            if name == "applications"
            else {"ProjectionType": "ALL"},
        }
        for index, keys in table["indexes"].items()
    ]
    return {
        "TableName": f"test-{name}",
        "KeySchema": _keys(table["key"]),
        "AttributeDefinitions": [
            {"AttributeName": a, "AttributeType": "N" if a == "number" else "S"} for a in attributes
        ],
        "BillingMode": "PAY_PER_REQUEST",
        **({"GlobalSecondaryIndexes": indexes} if indexes else {}),
    }


def _keys(names: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"AttributeName": n, "KeyType": kind} for n, kind in zip(names, ("HASH", "RANGE"), strict=False)]
