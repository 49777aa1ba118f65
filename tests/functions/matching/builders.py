"""Synthetic applicants, mentors and markets."""

from __future__ import annotations

import itertools
import random

import numpy as np
from hypothesis import strategies as st

from functions.matching.engine.facts import ApplicantFacts, Facts, MentorFacts
from functions.matching.engine.market import Market, tie_break
from functions.matching.engine.scores import Scores, Shorts

DISCIPLINES = ("medical_oncology", "hematology", "radiation_oncology", "pediatric_oncology", "undecided")
SITES = ("breast", "lung", "skin", "sarcoma", "any")
TOPICS = ("research", "publication", "networking", "work_life")
SETTINGS = ("academic", "community", "industry")
STATES = ("OH", "NY", "TX", "CA", "PR", "none")
ZONES = ("America/New_York", "America/Chicago", "America/Los_Angeles")


def applicant(name: str, **changes: object) -> ApplicantFacts:
    told: dict[str, object] = {
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
    return ApplicantFacts(**(told | changes))  # type: ignore[arg-type]


def mentor(name: str, **changes: object) -> MentorFacts:
    told: dict[str, object] = {
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
    return MentorFacts(**(told | changes))  # type: ignore[arg-type]


def crowd(applicants: int, mentors: int, seed: int = 7) -> Facts:
    """People at random, with a pin, a forbidden pair and closed pairs among them."""
    draw = random.Random(seed)  # noqa: S311

    def some(choices: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(draw.sample(choices, draw.randint(1, 3)))

    def one(number: int) -> dict[str, object]:
        return {
            "institution": f"School {(number + draw.randrange(9)) % 9}",
            "state": draw.choice(STATES),
            "time_zone": draw.choice(ZONES),
            "disciplines": some(DISCIPLINES),
            "disease_sites": some(SITES),
            "topics": some(TOPICS),
            "settings": some(SETTINGS),
        }

    stages = ("medical_student", "medical_student", "resident")
    people = tuple(
        applicant(
            f"a{number:04}",
            **one(number),
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
            **one(number),
            formats=(draw.choice(("virtual", "in_person", "either")),),
            mentee_stages=tuple(sorted(set(draw.choices(stages, k=2)))),
            avoid_institutions=(f"School {draw.randrange(9)}",) if draw.random() < 0.2 else (),
            places=draw.randint(0, 4),
        )
        for number in range(mentors)
    )
    pairs = [(draw.choice(people).id, draw.choice(doctors).id) for _ in range(12)] if people and doctors else []
    return Facts(people, doctors, frozenset(pairs[:6]), frozenset(pairs[6:9]), frozenset(pairs[9:]))


def shuffled(facts: Facts, seed: int) -> Facts:
    draw = random.Random(seed)  # noqa: S311
    people, doctors = list(facts.applicants), list(facts.mentors)
    draw.shuffle(people)
    draw.shuffle(doctors)
    closed, pins, forbids = (
        frozenset(draw.sample(sorted(some), len(some))) for some in (facts.closed_pairs, facts.pins, facts.forbids)
    )
    return Facts(tuple(people), tuple(doctors), closed, pins, forbids, facts.capacities)


def market(
    wishes: list[list[int]],
    welcomes: list[list[int]],
    *,
    allowed: list[list[bool]] | None = None,
    places: list[int] | None = None,
    carried: list[bool] | None = None,
) -> Market:
    count, width = len(wishes), len(wishes[0]) if wishes else len(places or [])
    draw = np.random.default_rng(count * 100 + width)
    wished, welcome = (np.array(table, dtype=np.int16).reshape(count, width) for table in (wishes, welcomes))
    may = np.array(allowed if allowed is not None else np.ones(wished.shape), dtype=bool).reshape(count, width)
    return Market(
        applicants=tuple(f"a{row}" for row in range(count)),
        mentors=tuple(f"m{column}" for column in range(width)),
        scores=looked_up(wished, np.where(may, wished + welcome, np.int16(-1))),
        places=np.array(places if places is not None else [1] * width, dtype=np.int64),
        carried=np.array(carried if carried is not None else [False] * count, dtype=bool),
        applicant_keys=draw.integers(0, 1 << 32, count, dtype=np.uint32),
        mentor_keys=draw.integers(0, 1 << 32, width, dtype=np.uint32),
        closed=np.zeros(0, dtype=np.int64),
        settled=np.zeros(0, dtype=np.int64),
    )


def looked_up(wishes: Shorts, fit: Shorts) -> Scores:
    """Any scores at all: everybody's are looked up, none is a product."""
    count, width = fit.shape
    return Scores(
        left=np.zeros((count, 0), dtype=np.float32),
        right=np.zeros((0, width), dtype=np.float32),
        wish_columns=0,
        codes=np.arange(count),
        wish_table=wishes,
        fit_table=fit,
        schools=np.zeros(count, dtype=np.int64),
        barred=(np.zeros(0, dtype=np.int64),),
    )


def fit_of(made: Market) -> Shorts:
    """S + T of all pairs, -1 where a pair is forbidden."""
    return np.maximum(made.fit(slice(0, len(made.applicants))), np.int16(-1))


def wishes_of(made: Market) -> Shorts:
    return made.scores.wishes(slice(0, len(made.applicants)))


@st.composite
def tiny_markets(draw: st.DrawFn, size: tuple[int, int] | None = None) -> Market:
    """Up to 4 applicants and 3 mentors, with many ties, gaps, empty and ample places."""
    count, width = size or draw(st.tuples(st.integers(0, 4), st.integers(0, 3)))

    def table(cell: st.SearchStrategy[int]) -> list[list[int]]:
        return draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=count, max_size=count))

    scores = st.sampled_from((0, 1, 2, 700, 2000))
    allowed = [[value > 0 for value in row] for row in table(st.integers(0, 3))]
    places = draw(st.lists(st.integers(0, 3), min_size=width, max_size=width))
    carried = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    return market(table(scores), table(scores), allowed=allowed, places=places, carried=carried)


Merit = tuple[int, int, int, int, int]


def merit(made: Market, mentor_of: list[int]) -> Merit:
    """Matched, carried over, worst, total and tie-breaks: what a round seeks, in its order."""
    pairs, fit = [(row, column) for row, column in enumerate(mentor_of) if column >= 0], fit_of(made)
    fits = [int(fit[pair]) for pair in pairs]
    ties = [int(tie_break(made.applicant_keys[[row]], made.mentor_keys[[column]])[0]) for row, column in pairs]
    carried = sum(bool(made.carried[row]) for row, _ in pairs)
    return len(pairs), carried, min(fits, default=0), sum(fits), sum(ties)


def every_assignment(made: Market) -> list[list[int]]:
    width, fit = len(made.mentors), fit_of(made)
    possible = []
    for mentor_of in itertools.product(range(-1, width), repeat=len(made.applicants)):
        taken = [mentor_of.count(column) for column in range(width)]
        fair = all(count <= room for count, room in zip(taken, made.places.tolist(), strict=True))
        if fair and all(column < 0 or fit[row, column] >= 0 for row, column in enumerate(mentor_of)):
            possible.append(list(mentor_of))
    return possible


def every_blocking_pair(made: Market, mentor_of: list[int]) -> list[tuple[int, int]]:
    found, fit, wishes = [], fit_of(made), wishes_of(made)
    welcomes = fit - wishes
    for row, column in itertools.product(range(len(made.applicants)), range(len(made.mentors))):
        own = mentor_of[row]
        rather = own < 0 or wishes[row, column] > wishes[row, own]
        held = [other for other, taken in enumerate(mentor_of) if taken == column]
        room = len(held) < made.places[column]
        welcome = room or any(welcomes[row, column] > welcomes[other, column] for other in held)
        if fit[row, column] >= 0 and own != column and rather and welcome:
            found.append((row, column))
    return found
