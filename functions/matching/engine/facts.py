"""The facts a round of matching rests on, and their digest."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from operator import attrgetter

Pair = tuple[str, str]
"""The id of an application and the id of a mentor."""
_ID = attrgetter("id")


@dataclass(frozen=True)
class ApplicantFacts:
    """What matching may know of an applicant: neither a name nor a self-identification."""

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


@dataclass(frozen=True)
class MentorFacts:
    """What matching may know of a mentor; `places` are those open now, 0 or more."""

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


@dataclass(frozen=True)
class Facts:
    """Everyone who takes part, the pairs that are closed for good, and what staff changed."""

    applicants: tuple[ApplicantFacts, ...]
    mentors: tuple[MentorFacts, ...]
    closed_pairs: frozenset[Pair] = frozenset()
    pins: frozenset[Pair] = frozenset()
    forbids: frozenset[Pair] = frozenset()
    capacities: frozenset[tuple[str, int]] = frozenset()
    """Mentors by id whose places staff changed for this round, with how many they have instead."""

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of these facts in hexadecimal, the same in whatever order they came."""
        ordered = in_order(self)
        told = {
            "applicants": _told(ordered.applicants),
            "mentors": _told(ordered.mentors),
            "closed_pairs": sorted(ordered.closed_pairs),
            "pins": sorted(ordered.pins),
            "forbids": sorted(ordered.forbids),
            "capacities": sorted(ordered.capacities),
        }
        return digest_of(told)


def in_order(facts: Facts) -> Facts:
    """The same facts sorted by id, the one order in which a round is computed.

    Raises ValueError for an id that occurs twice, a negative number of places, or two capacities for one mentor.
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
    """The same facts with every mentor's places as staff want them for this round."""
    changed = dict(facts.capacities)
    mentors = (replace(one, places=changed[one.id]) if one.id in changed else one for one in facts.mentors)
    return replace(facts, mentors=tuple(mentors))


def most_places(facts: Facts) -> list[int]:
    """The places of every mentor, before or after staff changed them, whichever is more."""
    changed = dict(facts.capacities)
    return [max(mentor.places, changed.get(mentor.id, 0)) for mentor in facts.mentors]


def indexes(facts: Facts, pairs: Iterable[Pair]) -> list[tuple[int, int]]:
    """These pairs as places in facts that are sorted by id, (applicant, mentor), as far as both take part."""
    rows = {applicant.id: row for row, applicant in enumerate(facts.applicants)}
    columns = {mentor.id: column for column, mentor in enumerate(facts.mentors)}
    return sorted((rows[one], columns[other]) for one, other in pairs if one in rows and other in columns)


@lru_cache(maxsize=1 << 14)
def institution_key(name: str) -> str:
    """An institution's name without case, accents, punctuation and spacing, to tell whether two are the same."""
    folded = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    kept = "".join(letter for letter in folded if letter not in "'\u2019" and not unicodedata.combining(letter))
    return " ".join(word for word in re.split(r"[\W_]+", kept) if word not in {"", "the"})


def digest(facts: Facts) -> str:
    """The SHA-256 of the facts in hexadecimal, the same in whatever order they came."""
    return facts.digest


def digest_of(told: object) -> str:
    """The SHA-256 of anything JSON can say, in hexadecimal."""
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _told(people: Sequence[ApplicantFacts] | Sequence[MentorFacts]) -> list[dict[str, object]]:
    """What matching knows of these people, lists in order."""
    known = fields(people[0]) if people else ()
    lists = [one.name for one in known if isinstance(getattr(people[0], one.name), tuple)]
    return [vars(one) | {name: sorted(getattr(one, name)) for name in lists} for one in people]
