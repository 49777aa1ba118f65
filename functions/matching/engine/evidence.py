"""What a round rests on and what proves it, as text that is stored with the round, so that it can be verified later."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import numpy as np

from functions.matching.engine.facts import ApplicantFacts, Facts, MentorFacts
from functions.matching.engine.prices import Prices, Proof

_LENGTH = 3000


def serialize(facts: Facts, proof: Proof | None) -> list[str]:
    """The facts and the proof (none of a stable round) as lines of text."""
    everything = {
        **{one.name: getattr(facts, one.name) for one in fields(facts)},
        "applicants": [vars(one) for one in facts.applicants],
        "mentors": [vars(one) for one in facts.mentors],
        "proof": proof.as_dict() if proof else None,
    }
    text = json.dumps(everything, default=sorted, separators=(",", ":"))
    return [text[start : start + _LENGTH] for start in range(0, len(text), _LENGTH)]


def read(lines: Iterable[str]) -> tuple[Facts, Proof | None]:
    """The facts and the proof of such lines."""
    everything: dict[str, Any] = json.loads("".join(lines))
    proof = everything.pop("proof")
    applicants, mentors = everything.pop("applicants"), everything.pop("mentors")
    facts = Facts(
        applicants=tuple(ApplicantFacts(**_with_tuples(one)) for one in applicants),
        mentors=tuple(MentorFacts(**_with_tuples(one)) for one in mentors),
        **{name: frozenset(tuple(pair) for pair in pairs) for name, pairs in everything.items()},
    )
    return facts, _proof(proof) if proof else None


def _with_tuples(told: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}


def _proof(told: dict[str, Any]) -> Proof:
    new, carried = told.pop("left_out")
    prices = {name: Prices(_numbers(two["applicants"]), _numbers(two["mentors"])) for name, two in told.items()}
    return Proof(**prices, left_out=(new, carried))


def _numbers(values: list[int]) -> Any:
    return np.array(values, dtype=np.int64)
