"""A round read in pages: its pairs, then its unmatched applicants."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Literal

from functions.staff.cursors import from_cursor, refusal, to_cursor
from shared.store import rounds
from shared.store.rounds import Round

Kind = Literal["pairs", "unmatched"]
Row = tuple[Kind, Any]
Position = tuple[Kind, int]
"""Where a page begins: a row of the pairs or of the unmatched."""


def read(head: Round, cursor: str, limit: int) -> tuple[list[Row], str | None]:
    """Read a page of a round, and the cursor of the next; Invalid for a cursor of a round that was drawn up again."""
    found = list(islice(_rows(head, _from_cursor(head, cursor)), limit + 1))
    following = found[limit][0] if len(found) > limit else None
    return [row for _, row in found[:limit]], _to_cursor(head, following) if following else None


def _rows(head: Round, first: Position) -> Iterator[tuple[Position, Row]]:
    kinds: tuple[Kind, ...] = ("pairs", "unmatched") if first[0] == "pairs" else ("unmatched",)
    for kind in kinds:
        start = first[1] if kind == first[0] else 0
        for place, row in enumerate(rounds.load_pieces(head, kind, start), start):
            yield (kind, place), (kind, row)


def _to_cursor(head: Round, position: Position) -> str:
    return to_cursor([head.result_digest[:12], *position])


def _from_cursor(head: Round, cursor: str) -> Position:
    if not cursor:
        return "pairs", 0
    match from_cursor(cursor):
        case [str(digest), "pairs" | "unmatched" as kind, int(place)] if 0 <= place < 1_000_000:
            if digest == head.result_digest[:12]:
                return kind, place
            raise refusal("The round has changed.", "This round was drawn up again. Start over at its first page.")
    raise refusal()
