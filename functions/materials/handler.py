"""Checks each file that arrives in the bucket; a message holds the file's key and nothing else."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic_core import from_json

from functions.materials.checking import Arrival, check
from shared.runtime.queues import BatchResponse, process_records

_KEY = re.compile(r"uploads/([0-9a-f-]{36})/([0-9a-f-]{36})\.pdf")


def handler(event: dict[str, Any], _context: Any) -> BatchResponse:
    """Check every file of the batch."""
    return process_records(event, _arrival, Arrival.log_id, lambda arrival: check(arrival, datetime.now(UTC)))


def _arrival(message: Mapping[str, Any]) -> Arrival:
    key = from_json(message["body"])["detail"]["key"]
    match = _KEY.fullmatch(key)
    if match is None:
        raise ValueError("not the key of an upload")
    return Arrival(*match.groups())
