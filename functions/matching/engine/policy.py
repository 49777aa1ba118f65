"""The matching policies: what a round optimizes and how much each criterion weighs; versioned, never edited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Rule = Literal["participation", "stable"]


class UnknownPolicyError(ValueError):
    """The cycle names a matching policy that does not exist."""


@dataclass(frozen=True)
class Weights:
    """How many points of one side's score each criterion is worth."""

    disciplines: int
    disease_sites: int
    topics: int
    settings: int
    region: int
    state: int
    time_zone: int
    format: int
    stage: int

    def total(self) -> int:
        """The sum of all weights."""
        return sum(vars(self).values())


@dataclass(frozen=True)
class Policy:
    """A named version of how applicants and mentors are matched."""

    version: str
    rule: Rule
    applicant: Weights
    mentor: Weights
    edition: Literal[1, 2, 3] = 1
    """How answers are read. In edition 2 people meet in person only nearby (the same or a neighboring state), hours
    apart are those of the term's winter and summer, and reasons begin with what decided. In edition 3 an applicant's
    first choice in a list also counts twice, and the reasons name it first."""


_APPLICANT_2024 = Weights(
    disciplines=620,
    disease_sites=320,
    topics=420,
    settings=160,
    region=120,
    state=60,
    time_zone=140,
    format=80,
    stage=80,
)
_MENTOR_2024 = Weights(
    disciplines=640,
    disease_sites=400,
    topics=320,
    settings=120,
    region=60,
    state=60,
    time_zone=160,
    format=80,
    stage=160,
)
_TABLE = (
    Policy("participation.1", "participation", _APPLICANT_2024, _MENTOR_2024),
    Policy("stable.1", "stable", _APPLICANT_2024, _MENTOR_2024),
    Policy("participation.2", "participation", _APPLICANT_2024, _MENTOR_2024, edition=2),
    Policy("stable.2", "stable", _APPLICANT_2024, _MENTOR_2024, edition=2),
    Policy("participation.3", "participation", _APPLICANT_2024, _MENTOR_2024, edition=3),
    Policy("stable.3", "stable", _APPLICANT_2024, _MENTOR_2024, edition=3),
)
POLICIES: dict[str, Policy] = {policy.version: policy for policy in _TABLE}
DEFAULT: Rule = "participation"


def newest(policies: Iterable[Policy]) -> dict[str, Policy]:
    """The last policy listed for each rule."""
    return {policy.rule: policy for policy in policies}


_NEWEST = newest(_TABLE)


def policy_named(name: str) -> Policy:
    """The policy with that version, or the newest one for a rule's name; raises UnknownPolicyError."""
    policy = POLICIES.get(name) or _NEWEST.get(name)
    if policy is None:
        raise UnknownPolicyError(f"There is no matching policy called {name}.")
    return policy
