"""A round is visible all at once: its pieces can't be found before its head is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient

from shared.store import dynamodb as db
from shared.store import rounds
from shared.store.rounds import Round
from tests.store.scans import items

pytestmark = pytest.mark.usefixtures("aws")
ROWS: list[dict[str, Any]] = [{"application": f"a{n:03}", "mentor": f"m{n:03}", "score": n} for n in range(250)]


def head(number: int, digest: str = "d" * 64, **more: Any) -> Round:
    """A draft with all its pairs in pieces."""
    at = datetime(2024, 5, 1, tzinfo=UTC)
    return Round(
        "2024-25", number, "draft", "f" * 64, digest, at, {"matched": 250}, {"pairs": 3, "unmatched": 0}, **more
    )


def test_round_is_visible_only_after_its_head_is_written() -> None:
    assert rounds.store_pieces("2024-25#0001", "pairs", "d" * 64, ROWS) == 3
    assert (rounds.load("2024-25", 1), rounds.newest("2024-25"), list(rounds.list_newest_first("2024-25"))) == (
        None,
        None,
        [],
    )
    db.transact(rounds.write(head(1)))
    stored = rounds.load("2024-25", 1)
    assert stored == head(1, revision=1)
    assert list(rounds.load_pieces(stored, "pairs")) == ROWS
    assert list(rounds.load_pieces(stored, "unmatched")) == []


def test_pieces_of_a_worker_that_died_are_not_read() -> None:
    rounds.store_pieces("2024-25#0001", "pairs", "e" * 64, [{"application": "a worker that died"}])
    rounds.store_pieces("2024-25#0001", "pairs", "d" * 64, ROWS)
    db.transact(rounds.write(head(1)))
    assert list(rounds.load_pieces(head(1), "pairs")) == ROWS


def test_round_number_is_used_once() -> None:
    db.transact(rounds.write(head(1)))
    with pytest.raises(db.StaleWrite):
        db.transact(rounds.write(head(1, "e" * 64)))
    assert [item["result_digest"] for item in items("rounds")] == ["d" * 64]


def test_rounds_of_a_cycle_are_listed_newest_first_and_by_number() -> None:
    for number in range(1, 12):
        db.transact(rounds.write(head(number)))
    db.transact(rounds.write(replace(head(12), cycle="2025-26")))
    assert [listed.number for listed in rounds.list_newest_first("2024-25")] == list(range(11, 0, -1))
    assert rounds.newest("2024-25") == head(11, revision=1)


@pytest.mark.parametrize("behind", range(1, 5))
def test_newest_round_is_found_even_if_the_index_lags(behind: int) -> None:
    for number in range(1, 5):
        db.transact(rounds.write(head(number)))
    with lagging(behind):
        assert [listed.number for listed in rounds.list_newest_first("2024-25")] == list(range(4 - behind, 0, -1))
        assert rounds.newest("2024-25") == head(4, revision=1)


@contextmanager
def lagging(behind: int) -> Iterator[None]:
    """Let an index that is read newest first not know its newest items yet, as DynamoDB's may for a moment."""
    real = BaseClient._make_api_call  # type: ignore[attr-defined]

    def call(client: Any, operation: str, arguments: Any) -> Any:
        answer = real(client, operation, arguments)
        if operation == "Query" and arguments.get("ScanIndexForward") is False:
            answer["Items"] = answer["Items"][behind:]
        return answer

    with patch.object(BaseClient, "_make_api_call", call):
        yield
