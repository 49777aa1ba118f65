"""A bus that records what it accepts, and that can refuse an entry."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from tests import aws_account

Entry = dict[str, Any]


@dataclass
class Bus:
    """What came in call by call, as the bus took it; it refuses one fact, and fails the whole call with another."""

    refuses: str | None = None
    fails: str | None = None
    calls: list[list[Entry]] = field(default_factory=list)

    def took(self, entries: list[Entry], answers: list[Entry]) -> list[Entry]:
        """Remember what was taken, and return what PutEvents answers: an error for the refused fact."""
        facts = [json.loads(entry["Detail"]) for entry in entries]
        self.calls.append([entry for entry, detail in zip(entries, facts, strict=True) if detail["id"] != self.refuses])
        return [
            {"ErrorCode": "ThrottlingException"} if detail["id"] == self.refuses else answer
            for detail, answer in zip(facts, answers, strict=True)
        ]

    @property
    def ids(self) -> list[list[str]]:
        """The ids of the facts taken, call by call."""
        return [[json.loads(entry["Detail"])["id"] for entry in call] for call in self.calls]


@pytest.fixture
def bus() -> Iterator[Bus]:
    """The program's bus."""
    aws_account.client("events").create_event_bus(Name="test-bus")
    made, real = Bus(), BaseClient._make_api_call  # type: ignore[attr-defined]

    def call(client: Any, operation: str, arguments: Any) -> Any:
        if operation == "PutEvents" and made.fails in [json.loads(e["Detail"])["id"] for e in arguments["Entries"]]:
            raise ClientError({"Error": {"Code": "ValidationException", "Message": "too large"}}, operation)
        answer = real(client, operation, arguments)
        if operation == "PutEvents":
            answer["Entries"] = made.took(arguments["Entries"], answer["Entries"])
        return answer

    with patch.object(BaseClient, "_make_api_call", call):
        yield made
