"""A round read in pages: its pairs, then its unmatched applicants."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Literal

from functions.staff.cursors import from_cursor, refusal, to_cursor
from shared.domain.errors import FieldError, Invalid, NotFound
from shared.store import rounds
from shared.store.rounds import IncompleteRound, Round

Kind = Literal["pairs", "unmatched"]
_PARTS: Mapping[str, tuple[Kind, ...]] = {
    "": ("pairs", "unmatched"),
    "pairs": ("pairs",),
    "unmatched": ("unmatched",),
}
Row = tuple[Kind, Any]
Position = tuple[Kind, int]
"""Where a page begins: a row of the pairs or of the unmatched."""


def read(head: Round, cursor: str, limit: int, part: str = "") -> tuple[list[Row], str | None]:
    """Read a page of a round or of a part of it, and the cursor of the next.

    Invalid for a part that there isn't, and for a cursor of a round that was drawn up again;
    NotFound for a provisional round whose rows have expired.
    """
    if part not in _PARTS:
        raise Invalid("There’s no such part.", [FieldError("part", "Choose one of: pairs, unmatched.")])
    first = _from_cursor(head, cursor)
    try:
        found = list(islice(_rows(head, _PARTS[part], first), limit + 1))
    except IncompleteRound:
        if head.state == "provisional":
            raise NotFound("The pairs of a provisional round are kept for a month.") from None
        raise
    following = found[limit][0] if len(found) > limit else None
    return [row for _, row in found[:limit]], _to_cursor(head, following) if following else None


def _rows(head: Round, kinds: tuple[Kind, ...], first: Position) -> Iterator[tuple[Position, Row]]:
    for kind in kinds[kinds.index(first[0]) if first[0] in kinds else 0 :]:
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
