"""The institutions that a mentor's answers mean: resolved once, when saved, and stored beside what was typed."""

from collections.abc import Iterator, Mapping
from typing import Any, NotRequired

from typing_extensions import TypedDict

from shared.domain.institutions import resolve_institution, suggest_institutions

_MOST_CANDIDATES = 6


class MeantDict(TypedDict):
    """The listed institution that a typed one means, or those to ask about: “Did you mean…?”."""

    typed: str
    name: NotRequired[str]
    candidates: list[str]


def meant_by(form: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, str]:
    """The institution that each typed one means, "" for one that isn't listed; those `known` already stay."""
    return {typed: known[typed] if typed in known else _resolved(typed) for typed in _typed(form)}


def to_meant(typed: str, meant: Mapping[str, str]) -> MeantDict:
    """What a typed institution means, or those that may have been meant."""
    if name := meant.get(typed):
        return {"typed": typed, "name": name, "candidates": []}
    candidates = suggest_institutions(typed)[:_MOST_CANDIDATES]
    return {"typed": typed, "candidates": [institution.name for institution in candidates]}


def _typed(form: Mapping[str, Any]) -> Iterator[str]:
    yield form["institution"]
    yield from form.get("avoid_institutions", ())


def _resolved(typed: str) -> str:
    institution = resolve_institution(typed)
    return institution.name if institution else ""
