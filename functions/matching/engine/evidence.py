"""What a round was computed from and what proves it, as text that is stored with it and verified later."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import numpy as np

from functions.matching.engine.arrays import Int64Array
from functions.matching.engine.facts import ApplicantFacts, Facts, MentorFacts, known_of
from functions.matching.engine.prices import Prices, Proof

_LINE_LENGTH = 3000


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
    """The facts and the proof that `serialize` turned into these lines."""
    content: dict[str, Any] = json.loads("".join(lines))
    proof = content.pop("proof")
    applicants, mentors = content.pop("applicants"), content.pop("mentors")
    facts = Facts(
        applicants=tuple(ApplicantFacts(**_with_tuples(applicant)) for applicant in applicants),
        mentors=tuple(MentorFacts(**_with_tuples(mentor)) for mentor in mentors),
        **{name: frozenset(tuple(pair) for pair in pairs) for name, pairs in content.items()},
    )
    return facts, _proof(proof) if proof else None


def _with_tuples(person: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in person.items()}


def _proof(content: dict[str, Any]) -> Proof:
    new, carried_over = content.pop("left_out")
    prices = {goal: Prices(_array(by["applicants"]), _array(by["mentors"])) for goal, by in content.items()}
    return Proof(**prices, left_out=(new, carried_over))


def _array(values: list[int]) -> Int64Array:
    return np.array(values, dtype=np.int64)
