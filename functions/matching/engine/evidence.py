"""What a round was computed from and what proves it, as text that is stored with it and verified later."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Annotated

import numpy as np
from pydantic import ConfigDict, Field, TypeAdapter
from typing_extensions import TypedDict

from functions.matching.engine.facts import ApplicantFacts, Facts, MentorFacts, Pair, known_of
from functions.matching.engine.prices import Prices, Proof

_LINE_LENGTH = 3000


_LARGEST = (1 << 63) - 1
_Price = Annotated[int, Field(ge=-_LARGEST, le=_LARGEST)]
_NOTHING_MORE = ConfigDict(extra="forbid")


class _Prices(TypedDict):
    __pydantic_config__ = _NOTHING_MORE
    applicants: list[_Price]
    mentors: list[_Price]


class _Proof(TypedDict):
    __pydantic_config__ = _NOTHING_MORE
    reach: _Prices
    worst: _Prices
    total: _Prices
    left_out: tuple[_Price, _Price]


class _Evidence(TypedDict):
    __pydantic_config__ = _NOTHING_MORE
    applicants: tuple[ApplicantFacts, ...]
    mentors: tuple[MentorFacts, ...]
    closed_pairs: frozenset[Pair]
    pins: frozenset[Pair]
    forbids: frozenset[Pair]
    capacities: frozenset[tuple[str, int]]
    proof: _Proof | None


_EVIDENCE, _LINES = TypeAdapter(_Evidence), TypeAdapter(list[str])


def serialize(facts: Facts, proof: Proof | None) -> list[str]:
    """The facts and the proof (none for a stable round) as lines of text."""
    content = {
        **{field.name: getattr(facts, field.name) for field in fields(facts)},
        "applicants": [*map(known_of, facts.applicants)],
        "mentors": [*map(known_of, facts.mentors)],
        "proof": proof.as_dict() if proof else None,
    }
    text = json.dumps(content, default=sorted, separators=(",", ":"))
    return [text[start : start + _LINE_LENGTH] for start in range(0, len(text), _LINE_LENGTH)]


def read(lines: Iterable[str]) -> tuple[Facts, Proof | None]:
    """The facts and the proof that `serialize` turned into these lines.

    Raises ValueError if anything is missing, of another type, too large or one too many.
    """
    content = _EVIDENCE.validate_json("".join(_LINES.validate_python([*lines], strict=True)), strict=True)
    proof = content["proof"]
    facts = Facts(
        applicants=content["applicants"],
        mentors=content["mentors"],
        closed_pairs=content["closed_pairs"],
        pins=content["pins"],
        forbids=content["forbids"],
        capacities=content["capacities"],
    )
    return facts, _proof(proof) if proof else None


def _proof(content: _Proof) -> Proof:
    return Proof(
        reach=_prices(content["reach"]),
        worst=_prices(content["worst"]),
        total=_prices(content["total"]),
        left_out=content["left_out"],
    )


def _prices(content: _Prices) -> Prices:
    return Prices(*(np.array(content[side], dtype=np.int64) for side in ("applicants", "mentors")))
