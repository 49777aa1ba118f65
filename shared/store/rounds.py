"""The rounds table: pieces of pairs, unmatched and evidence, then a `round` item, the head, that makes them visible."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Any, Literal

from shared.domain.round import Outdated
from shared.store import dynamodb as db
from shared.store.records import to_item, to_record

TABLE = "rounds"
RoundState = Literal["provisional", "draft", "published"]
Kind = Literal["pairs", "unmatched", "evidence"]
_PIECE = 100
#: How long the pairs of a provisional round are kept; its head stays, so that no number is given twice.
_PROVISIONAL_KEPT, _FADING = timedelta(days=31), timedelta(days=7)


class IncompleteRound(Exception):
    """A piece of a stored round is missing or has the wrong form."""


@dataclass(frozen=True, slots=True)
class Round:
    """The head of a round; `summary` holds its figures, certificate and digests as the contract shows them.

    `adjustments` are staff's (lists by `pin`, `forbid`, `capacity`); `outdated` says why the result no longer follows
    from the facts, `answered` which activities the round was drawn up for. `shortages` counts, by kind and name, who
    wanted what mentors are lacking in.
    """

    cycle: str
    number: int
    state: RoundState
    facts_digest: str
    result_digest: str
    created_at: datetime
    summary: dict[str, Any]
    pieces: dict[str, int]
    published_at: datetime | None = None
    adjustments: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    outdated: Outdated | None = None
    answered: tuple[str, ...] = ()
    shortages: dict[str, dict[str, int]] = field(default_factory=dict)
    revision: int = 0

    @property
    def id(self) -> str:
        """The key of the round and its pieces: `2024-25#0003`."""
        return round_id(self.cycle, self.number)

    def is_fading(self, now: datetime) -> bool:
        """Whether its pairs are gone, or are soon."""
        until = kept_until(self.state, self.created_at)
        return until is not None and until <= now + _FADING


def kept_until(state: RoundState, created_at: datetime) -> datetime | None:
    """Return when the pairs of a round go; None when they stay."""
    return created_at + _PROVISIONAL_KEPT if state == "provisional" else None


def round_id(cycle: str, number: int) -> str:
    """Return the key of a round."""
    return f"{cycle}#{number:04}"


def load(cycle: str, number: int) -> Round | None:
    """Read the head of a round."""
    item = db.get(TABLE, id=round_id(cycle, number), part="round")
    return to_record(Round, item) if item else None


def list_newest_first(cycle: str) -> Iterator[Round]:
    """Read the heads of a cycle's rounds."""
    for item in db.query(TABLE, "by_cycle", {"cycle": cycle}, ScanIndexForward=False):
        yield to_record(Round, item)


def newest(cycle: str) -> Round | None:
    """Read the head of the newest round; numbers have no gaps, so one that the index doesn't show yet is found too."""
    last = next(list_newest_first(cycle), None)
    while following := load(cycle, last.number + 1 if last else 1):
        last = following
    return last


def load_pieces(head: Round, kind: Kind, start: int = 0) -> Iterator[Any]:
    """Read the pairs, the unmatched or the evidence of a round, in its order; IncompleteRound if a piece is missing.

    `start` is how many rows are left out.
    """
    rows = chain.from_iterable(_pieces(head, kind, start // _PIECE))
    return islice(rows, start % _PIECE, None)


def _pieces(head: Round, kind: Kind, first: int) -> Iterator[list[Any]]:
    for index in range(first, head.pieces.get(kind, 0)):
        item = db.get(TABLE, id=head.id, part=_part(kind, head.result_digest, index)) or {}
        if not isinstance(item.get("rows"), list):
            raise IncompleteRound(f"a piece of the round is missing: {kind} {index + 1}")
        yield item["rows"]


def whole_pieces(head: Round, kind: Kind) -> Iterator[tuple[str, list[Any]]]:
    """Read the pieces of a kind that are there, each with its key."""
    for index in range(head.pieces.get(kind, 0)):
        part = _part(kind, head.result_digest, index)
        item = db.get(TABLE, id=head.id, part=part)
        if item:
            yield part, item["rows"]


def replace_piece(head: Round, part: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put other rows into a piece that is there."""
    db.client().update_item(
        TableName=db.table(TABLE),
        Key=db.encode_item({"id": head.id, "part": part}),
        UpdateExpression="SET #rows = :rows",
        ConditionExpression="attribute_exists(id)",
        ExpressionAttributeNames={"#rows": "rows"},
        ExpressionAttributeValues=db.encode_item({":rows": list(rows)}),
    )


def count(head: Round, kind: Kind) -> int:
    """How many rows a round has of a kind: all its pieces but the last are full."""
    last = head.pieces.get(kind, 0) - 1
    return 0 if last < 0 else last * _PIECE + len(next(_pieces(head, kind, last)))


def store_pieces(
    round_key: str,
    kind: Kind,
    result_digest: str,
    rows: Sequence[Mapping[str, Any] | str],
    kept_until: datetime | None = None,
) -> int:
    """Store rows in pieces, which stay invisible until a head has their digest; return the number of pieces."""
    pieces = range(0, len(rows), _PIECE)
    expiry = {"expires_at": int(kept_until.timestamp())} if kept_until else {}
    for index, start in enumerate(pieces):
        part, some = _part(kind, result_digest, index), rows[start : start + _PIECE]
        item = {"id": round_key, "part": part, "rows": some, **expiry}
        db.client().put_item(TableName=db.table(TABLE), Item=db.encode_item(item))
    return len(pieces)


def write(head: Round) -> db.Write:
    """Write the head; a new round can't have the number of another."""
    return db.put(TABLE, {**to_item(head), "id": head.id, "part": "round"}, head.revision)


def _part(kind: str, result_digest: str, index: int) -> str:
    return f"{kind}#{result_digest[:12]}#{index:04}"
