"""Synthetic applicants and mentors in any number, spread over the choices of the forms as real people might be."""

import random
from typing import Any, get_args

from functions.matching.engine.facts import ApplicantFacts, Facts, MentorFacts
from functions.matching.engine.geography import REGIONS
from shared.domain import choices

_STATES = sorted(REGIONS)
_ZONES = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Puerto_Rico")
_STAGES = (("medical_student",), ("resident",), ("medical_student", "resident"), ("medical_student", "resident"))
_FORMATS = (("virtual",), ("either",), ("in_person", "virtual"), ("in_person",))
_SCHOOLS = 200


def crowd(applicants: int, mentors: int, seed: int = 1) -> Facts:
    """Facts with this many of each, the same for the same seed; mentors have 1 to 5 places."""
    draw = random.Random(seed)  # noqa: S311
    return Facts(
        applicants=tuple(
            ApplicantFacts(
                id=f"a{number:06}",
                **_person(draw),
                stage=draw.choices(("medical_student", "resident"), (8, 2))[0],
                format=draw.choices(("virtual", "in_person", "either"), (5, 1, 4))[0],
                same_region=draw.random() < 0.2,
                carried_over=draw.random() < 0.1,
            )
            for number in range(applicants)
        ),
        mentors=tuple(
            MentorFacts(
                id=f"m{number:06}",
                **_person(draw),
                formats=draw.choice(_FORMATS),
                mentee_stages=draw.choice(_STAGES),
                avoid_institutions=(_school(draw),) if draw.random() < 0.2 else (),
                places=draw.randint(1, 5),
            )
            for number in range(mentors)
        ),
    )


def _person(draw: random.Random) -> dict[str, Any]:
    return {
        "institution": _school(draw),
        "state": draw.choice(_STATES),
        "time_zone": draw.choices(_ZONES, (45, 30, 7, 17, 1))[0],
        "disciplines": _sample(draw, choices.Discipline, 3),
        "disease_sites": _sample(draw, choices.DiseaseSite, 4),
        "topics": _sample(draw, choices.Topic, 4),
        "settings": _sample(draw, choices.Setting, 2),
    }


def _school(draw: random.Random) -> str:
    return f"School {draw.randrange(_SCHOOLS)}"


def _sample(draw: random.Random, choice: Any, most: int) -> tuple[str, ...]:
    return tuple(sorted(draw.sample(get_args(choice), draw.randint(1, most))))
