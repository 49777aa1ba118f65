"""The facts that a round of matching is computed from, and their digest."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from operator import attrgetter

FIRST_CHOICES = {
    "disciplines": "first_discipline",
    "disease_sites": "first_disease_site",
    "topics": "first_topic",
    "settings": "first_setting",
}
"""The lists that people choose from, each with the fact that says which choice comes first."""
Pair = tuple[str, str]
"""The id of an application and the id of a mentor."""
_ID = attrgetter("id")


@dataclass(frozen=True)
class ApplicantFacts:
    """What matching may know about an applicant: no name and no self-identification."""

    id: str
    stage: str
    institution: str
    state: str
    time_zone: str
    disciplines: tuple[str, ...]
    disease_sites: tuple[str, ...]
    topics: tuple[str, ...]
    settings: tuple[str, ...]
    format: str
    same_region: bool = False
    carried_over: bool = False
    winter_offset: int | None = None
    summer_offset: int | None = None
    """How many minutes the time zone is ahead of UTC in the winter and in the summer of the term, if known."""
    first_discipline: str | None = None
    first_disease_site: str | None = None
    first_topic: str | None = None
    first_setting: str | None = None
    """What matters most of the choices in a list, where the applicant said so."""


@dataclass(frozen=True)
class MentorFacts:
    """What matching may know about a mentor; `places` counts the open ones, 0 or more."""

    id: str
    institution: str
    state: str
    time_zone: str
    disciplines: tuple[str, ...]
    disease_sites: tuple[str, ...]
    topics: tuple[str, ...]
    settings: tuple[str, ...]
    formats: tuple[str, ...]
    mentee_stages: tuple[str, ...]
    avoid_institutions: tuple[str, ...] = ()
    places: int = 1
    winter_offset: int | None = None
    summer_offset: int | None = None


@dataclass(frozen=True)
class Facts:
    """Everyone who takes part, the pairs that are closed for good, and the adjustments that staff made."""

    applicants: tuple[ApplicantFacts, ...]
    mentors: tuple[MentorFacts, ...]
    closed_pairs: frozenset[Pair] = frozenset()
    pins: frozenset[Pair] = frozenset()
    forbids: frozenset[Pair] = frozenset()
    capacities: frozenset[tuple[str, int]] = frozenset()
    """The ids of the mentors whose places staff changed for this round, each with the new number."""

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of these facts in hexadecimal, the same in any order of people, pairs and choices."""
        ordered = sort_by_id(self)
        content = {
            "applicants": _as_json(ordered.applicants),
            "mentors": _as_json(ordered.mentors),
            "closed_pairs": sorted(ordered.closed_pairs),
            "pins": sorted(ordered.pins),
            "forbids": sorted(ordered.forbids),
            "capacities": sorted(ordered.capacities),
        }
        return digest_of(content)


def sort_by_id(facts: Facts) -> Facts:
    """The same facts with everyone sorted by id, the one order in which a round is computed.

    Raises ValueError for a duplicate id, a negative number of places, or two capacities for one mentor.
    """
    applicants = tuple(sorted(facts.applicants, key=_ID))
    mentors = tuple(sorted(facts.mentors, key=_ID))
    if any(len({*map(_ID, people)}) < len(people) for people in (applicants, mentors)):
        raise ValueError("an id occurs twice among the applicants or the mentors")
    if any(mentor.places < 0 for mentor in mentors) or any(places < 0 for _, places in facts.capacities):
        raise ValueError("a mentor has a negative number of places")
    if len(dict(facts.capacities)) < len(facts.capacities):
        raise ValueError("a mentor has two capacities")
    return replace(facts, applicants=applicants, mentors=mentors)


def with_capacities(facts: Facts) -> Facts:
    """The same facts with the places that staff set for this round."""
    changed = dict(facts.capacities)
    mentors = (
        replace(mentor, places=changed[mentor.id]) if mentor.id in changed else mentor for mentor in facts.mentors
    )
    return replace(facts, mentors=tuple(mentors))


def pair_indexes(facts: Facts, pairs: Iterable[Pair]) -> list[tuple[int, int]]:
    """These pairs as (row, column) in facts sorted by id, in order; pairs with anyone who takes no part are skipped."""
    rows = {applicant.id: row for row, applicant in enumerate(facts.applicants)}
    columns = {mentor.id: column for column, mentor in enumerate(facts.mentors)}
    return sorted(
        (rows[applicant], columns[mentor]) for applicant, mentor in pairs if applicant in rows and mentor in columns
    )


@lru_cache(maxsize=1 << 14)
def institution_key(name: str) -> str:
    """An institution's name without case, accents, punctuation and spacing: equal keys mean the same institution."""
    folded = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    kept = "".join(letter for letter in folded if letter not in "'\u2019" and not unicodedata.combining(letter))
    return " ".join(word for word in re.split(r"[\W_]+", kept) if word not in {"", "the"})


@lru_cache(maxsize=1 << 10)
def formats_of(choices: tuple[str, ...]) -> frozenset[str]:
    """The formats a person can meet in: `either` means both, and so does choosing nothing."""
    return frozenset({"virtual", "in_person"}) if not choices or "either" in choices else frozenset(choices)


def digest_of(content: object) -> str:
    """The SHA-256 of anything that JSON can hold, in hexadecimal."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _as_json(people: Sequence[ApplicantFacts] | Sequence[MentorFacts]) -> list[dict[str, object]]:
    """What matching knows about these people, with every list sorted."""
    names = [field.name for field in fields(people[0])] if people else []
    lists = [name for name in names if isinstance(getattr(people[0], name), tuple)]
    return [known_of(person) | {name: sorted(getattr(person, name)) for name in lists} for person in people]


def known_of(person: ApplicantFacts | MentorFacts) -> dict[str, object]:
    """What is known of a person; a fact that is missing leaves the digest as if no one had ever asked for it."""
    return {name: value for name, value in vars(person).items() if value is not None}
