"""Synthetic applicants, mentors and markets."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

import numpy as np
from hypothesis import strategies as st

from functions.matching.engine.adjustments import Solution, solve, staff_changes
from functions.matching.engine.arrays import Int16Array
from functions.matching.engine.facts import ApplicantFacts, Facts, MentorFacts, sort_by_id
from functions.matching.engine.market import Market, market_of, tie_break
from functions.matching.engine.policy import DEFAULT, Rule, policy_named
from functions.matching.engine.scores import Scores

DISCIPLINES = ("medical_oncology", "hematology", "radiation_oncology", "pediatric_oncology", "undecided")
SITES = ("breast", "lung", "skin", "sarcoma", "any")
TOPICS = ("research", "publication", "networking", "work_life")
SETTINGS = ("academic", "community", "industry")
STATES = ("OH", "NY", "TX", "CA", "PR", "none")
ZONES = ("America/New_York", "America/Chicago", "America/Los_Angeles")


def applicant(name: str, **changes: object) -> ApplicantFacts:
    answers: dict[str, object] = {
        "id": name,
        "stage": "medical_student",
        "institution": f"College of {name}",
        "state": "OH",
        "time_zone": "America/New_York",
        "disciplines": ("medical_oncology",),
        "disease_sites": ("breast",),
        "topics": ("research",),
        "settings": ("academic",),
        "format": "virtual",
    }
    return ApplicantFacts(**(answers | changes))  # type: ignore[arg-type]


def mentor(name: str, **changes: object) -> MentorFacts:
    answers: dict[str, object] = {
        "id": name,
        "institution": f"Hospital of {name}",
        "state": "OH",
        "time_zone": "America/New_York",
        "disciplines": ("medical_oncology",),
        "disease_sites": ("breast",),
        "topics": ("research",),
        "settings": ("academic",),
        "formats": ("virtual",),
        "mentee_stages": ("medical_student",),
    }
    return MentorFacts(**(answers | changes))  # type: ignore[arg-type]


def crowd(applicants: int, mentors: int, seed: int = 7) -> Facts:
    """People at random, with a pin, a forbidden pair and closed pairs among them."""
    draw = random.Random(seed)  # noqa: S311

    def sample(choices: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(draw.sample(choices, draw.randint(1, 3)))

    def person(number: int) -> dict[str, object]:
        return {
            "institution": f"School {(number + draw.randrange(9)) % 9}",
            "state": draw.choice(STATES),
            "time_zone": draw.choice(ZONES),
            "disciplines": sample(DISCIPLINES),
            "disease_sites": sample(SITES),
            "topics": sample(TOPICS),
            "settings": sample(SETTINGS),
        }

    stages = ("medical_student", "medical_student", "resident")
    people = tuple(
        applicant(
            f"a{number:04}",
            **person(number),
            stage=draw.choice(stages),
            format=draw.choice(("virtual", "in_person", "either")),
            same_region=draw.random() < 0.3,
            carried_over=draw.random() < 0.2,
        )
        for number in range(applicants)
    )
    doctors = tuple(
        mentor(
            f"m{number:04}",
            **person(number),
            formats=(draw.choice(("virtual", "in_person", "either")),),
            mentee_stages=tuple(sorted(set(draw.choices(stages, k=2)))),
            avoid_institutions=(f"School {draw.randrange(9)}",) if draw.random() < 0.2 else (),
            places=draw.randint(0, 4),
        )
        for number in range(mentors)
    )
    pairs = [(draw.choice(people).id, draw.choice(doctors).id) for _ in range(12)] if people and doctors else []
    return Facts(people, doctors, frozenset(pairs[:6]), frozenset(pairs[6:9]), frozenset(pairs[9:]))


OFFSETS = {
    "America/New_York": (-300, -240),
    "America/Chicago": (-360, -300),
    "America/Denver": (-420, -360),
    "America/Phoenix": (-420, -420),
    "America/Los_Angeles": (-480, -420),
    "Pacific/Honolulu": (-600, -600),
    "America/Puerto_Rico": (-240, -240),
    "Asia/Kolkata": (330, 330),
}
"""Minutes ahead of UTC in winter and in summer."""
_Person = TypeVar("_Person", ApplicantFacts, MentorFacts)


def in_zone(person: _Person, zone: str) -> _Person:
    winter, summer = OFFSETS[zone]
    return replace(person, time_zone=zone, winter_offset=winter, summer_offset=summer)


def at_hours(facts: Facts) -> Facts:
    """The same facts with the hours that everyone's zone has over a term."""
    people = tuple(in_zone(person, person.time_zone) for person in facts.applicants)
    return replace(facts, applicants=people, mentors=tuple(in_zone(m, m.time_zone) for m in facts.mentors))


def solution_of(facts: Facts, rule: Rule = DEFAULT) -> Solution:
    """How these facts are decided: what `compute_round` proves and explains."""
    facts = sort_by_id(facts)
    by_themselves = replace(facts, pins=frozenset(), forbids=frozenset(), capacities=frozenset())
    return solve(_market_of(by_themselves, rule), rule, staff_changes(facts))


@lru_cache(maxsize=4)
def _market_of(facts: Facts, rule: Rule) -> Market:
    """The market of these facts, of which staff's changes are no part."""
    return market_of(facts, policy_named(rule))


def shuffled(facts: Facts, seed: int) -> Facts:
    draw = random.Random(seed)  # noqa: S311
    people, doctors = list(facts.applicants), list(facts.mentors)
    draw.shuffle(people)
    draw.shuffle(doctors)
    closed, pins, forbids = (
        frozenset(draw.sample(sorted(pairs), len(pairs))) for pairs in (facts.closed_pairs, facts.pins, facts.forbids)
    )
    return Facts(tuple(people), tuple(doctors), closed, pins, forbids, facts.capacities)


def market(
    applicant_scores: list[list[int]],
    mentor_scores: list[list[int]],
    *,
    allowed: list[list[bool]] | None = None,
    places: list[int] | None = None,
    carried_over: list[bool] | None = None,
) -> Market:
    count = len(applicant_scores)
    width = len(applicant_scores[0]) if applicant_scores else len(places or [])
    draw = np.random.default_rng(count * 100 + width)
    wanted, welcome = (
        np.array(table, dtype=np.int16).reshape(count, width) for table in (applicant_scores, mentor_scores)
    )
    possible = np.array(allowed if allowed is not None else np.ones(wanted.shape), dtype=bool).reshape(count, width)
    return Market(
        applicants=tuple(f"a{row}" for row in range(count)),
        mentors=tuple(f"m{column}" for column in range(width)),
        scores=table_scores(wanted, np.where(possible, wanted + welcome, np.int16(-1))),
        places=np.array(places if places is not None else [1] * width, dtype=np.int64),
        carried_over=np.array(carried_over if carried_over is not None else [False] * count, dtype=bool),
        applicant_hashes=draw.integers(0, 1 << 32, count, dtype=np.uint32),
        mentor_hashes=draw.integers(0, 1 << 32, width, dtype=np.uint32),
        closed=np.zeros(0, dtype=np.int64),
        assigned=np.zeros(0, dtype=np.int64),
    )


def table_scores(applicant_scores: Int16Array, fit: Int16Array) -> Scores:
    """Arbitrary scores: every applicant is a type of their own, and nothing is a product."""
    count, width = fit.shape
    return Scores(
        left=np.zeros((count, 0), dtype=np.float32),
        right=np.zeros((0, width), dtype=np.float32),
        applicant_columns=0,
        types=np.arange(count),
        applicant_table=applicant_scores,
        fit_table=fit,
        schools=np.zeros(count, dtype=np.int64),
        excluded=(np.zeros(0, dtype=np.int64),),
    )


def fit_of(made: Market) -> Int16Array:
    """S + T of all pairs, -1 where a pair is forbidden."""
    return np.maximum(made.fit(slice(0, len(made.applicants))), np.int16(-1))


def applicant_scores_of(made: Market) -> Int16Array:
    return made.scores.applicant_scores(slice(0, len(made.applicants)))


_SCORES = (0, 1, 2, 700, 2000)
_CELLS: list[tuple[int, int, bool]] = [*itertools.product(_SCORES, _SCORES, (False, True, True, True))]
"""S, T and whether the pair is allowed; drawn at once, since most of the time goes into drawing."""


@st.composite
def tiny_markets(draw: st.DrawFn, size: tuple[int, int] | None = None) -> Market:
    """Up to 4 applicants and 3 mentors, with many ties, gaps, empty and ample places."""
    count, width = size or draw(st.tuples(st.integers(0, 4), st.integers(0, 3)))

    cells = draw(st.lists(st.sampled_from(_CELLS), min_size=count * width, max_size=count * width))
    rows = [cells[row * width : (row + 1) * width] for row in range(count)]
    wanted, welcome = ([[cell[side] for cell in row] for row in rows] for side in (0, 1))
    allowed = [[cell[2] for cell in row] for row in rows]
    places = draw(st.lists(st.integers(0, 3), min_size=width, max_size=width))
    carried_over = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    return market(wanted, welcome, allowed=allowed, places=places, carried_over=carried_over)


Merit = tuple[int, int, int, int, int]


def merit_in(made: Market) -> Callable[[list[int]], Merit]:
    """What an assignment of this market achieves: matched, carried over, worst, total, ties, in the order of goals."""
    fit, carried_over = fit_of(made).tolist(), made.carried_over.tolist()
    ties = tie_break(made.applicant_hashes[:, None], made.mentor_hashes).tolist()

    def merit(mentor_of: list[int]) -> Merit:
        pairs = [(row, column) for row, column in enumerate(mentor_of) if column >= 0]
        fits = [fit[row][column] for row, column in pairs]
        carried = sum(carried_over[row] for row, _ in pairs)
        tie = sum(ties[row][column] for row, column in pairs)
        return len(pairs), carried, min(fits, default=0), sum(fits), tie

    return merit


def every_assignment(made: Market) -> list[list[int]]:
    fit, places = fit_of(made).tolist(), made.places.tolist()
    options = [[-1, *(column for column, value in enumerate(row) if value >= 0)] for row in fit]
    return [
        list(mentor_of)
        for mentor_of in itertools.product(*options)
        if all(mentor_of.count(column) <= count for column, count in enumerate(places))
    ]


def every_blocking_pair(made: Market, mentor_of: list[int]) -> list[tuple[int, int]]:
    fit, wanted = fit_of(made).tolist(), applicant_scores_of(made).tolist()
    welcome = (fit_of(made) - applicant_scores_of(made)).tolist()
    blocking = []
    for row, column in itertools.product(range(len(made.applicants)), range(len(made.mentors))):
        own = mentor_of[row]
        applicant_prefers = own < 0 or wanted[row][column] > wanted[row][own]
        holders = [other for other, taken in enumerate(mentor_of) if taken == column]
        has_room = len(holders) < made.places[column]
        mentor_prefers = has_room or any(welcome[row][column] > welcome[other][column] for other in holders)
        if fit[row][column] >= 0 and own != column and applicant_prefers and mentor_prefers:
            blocking.append((row, column))
    return blocking
