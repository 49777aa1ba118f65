"""Why two people were matched, why somebody was not, and where mentors are lacking: in words, no name, no score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from functions.matching.engine.facts import ApplicantFacts, Facts, MentorFacts
from functions.matching.engine.policy import formats_of, region_of, zone_hour
from functions.matching.engine.rules import Flags, Rules
from functions.matching.engine.scores import Numbers

_WORDS = {
    "neuro_oncology": "neuro-oncology",
    "breast": "breast cancer",
    "lung": "lung cancer",
    "gastrointestinal": "gastrointestinal cancers",
    "genitourinary": "genitourinary cancers",
    "gynecologic": "gynecologic cancers",
    "head_and_neck": "head and neck cancers",
    "hematologic": "blood cancers",
    "neurologic": "cancers of the nervous system",
    "pediatric": "childhood cancers",
    "skin": "skin cancers",
    "endocrine": "endocrine cancers",
    "residency_application": "applying to residency",
    "fellowship_application": "applying to fellowship",
    "publication": "publishing",
    "work_life": "work-life balance",
    "academic": "academic medicine",
    "community": "community practice",
    "in_person": "in person",
    "virtual": "virtually",
    "medical_student": "medical students",
    "resident": "residents",
}
_OPEN = {"undecided", "any"}
_SHARED = {
    "disciplines": "You both chose {}.",
    "disease_sites": "You both care about {}.",
    "topics": "You both want to talk about {}.",
    "settings": "You both chose {} as a setting.",
}
_CALLED = {"disciplines": "discipline", "disease_sites": "disease site"}
_FIRST_BARS = {
    "stage": "No mentor takes {stage}.",
    "format": "No mentor who takes {stage} can meet {format}.",
    "full": "Every mentor who takes {stage} and can meet {format} is full.",
    "institution": "Every mentor with a place for {stage} is at the same institution.",
    "avoided": "Every other mentor with a place for {stage} keeps apart from the same institution.",
    "closed": "Every allowed mentor was declined before, or the pair came to an end.",
    "staff": "Staff ruled out every mentor who was left.",
}


def pair_reasons(applicant: ApplicantFacts, mentor: MentorFacts) -> dict[str, tuple[str, ...]]:
    """Why these two are a pair, told to the `applicant` and to the `mentor`; never empty for an allowed pair."""
    both: list[str] = []
    apart: list[str] = []
    for name in _SHARED:
        mine, theirs = getattr(applicant, name), getattr(mentor, name)
        shared = tuple([one for one in sorted(mine) if one in theirs and one not in _OPEN])
        if shared:
            both.append(_sharing(name, shared))
        elif name in _CALLED:
            apart.append(name)
    both += _near(applicant.state, mentor.state)
    both += _hours_apart(applicant.time_zone, mentor.time_zone)
    both += _meeting((applicant.format,), mentor.formats)
    stage = _word(applicant.stage)
    return {
        "applicant": (*_openness(apart, applicant, mentor, "Your mentor is"), *both, f"Your mentor takes {stage}."),
        "mentor": (*_openness(apart, mentor, applicant, "The applicant is"), *both, f"You take {stage}."),
    }


def unmatched_reasons(facts: Facts, rows: list[int]) -> dict[int, tuple[str, ...]]:
    """Why each of these applicants has no mentor: the rule that left nobody, or whose places others have."""
    rules, works_in = Rules(facts), _mentors_by_discipline(facts)
    # Who answered alike, from the same school and with no pair closed, is left with the same mentors.
    found: dict[tuple[int, ...], tuple[str, Flags]] = {}
    told = {}
    for row in rows:
        alike = rules.alike(row)
        if alike not in found:
            found[alike] = _left_by(rules.broken_by(row), len(facts.mentors))
        told[row] = _unmatched_because(facts.applicants[row], works_in, *found[alike])
    return told


def _left_by(broken: dict[str, Flags], mentors: int) -> tuple[str, Flags]:
    """The first rule that left no mentor, if there is one, and the mentors that are left."""
    left = np.ones(mentors, dtype=bool)
    for rule, ruled_out in broken.items():
        left &= ~ruled_out
        if not left.any():
            return rule, left
    return "", left


def _unmatched_because(
    applicant: ApplicantFacts, works_in: dict[str, Flags], rule: str, left: Flags
) -> tuple[str, ...]:
    if not len(left):
        return ("There is no mentor in this round.",)
    if rule:
        formats = _listed(sorted(formats_of((applicant.format,)), reverse=True), "or")
        first = _FIRST_BARS[rule].format(stage=_word(applicant.stage), format=formats)
        return (first, *_missing(applicant, works_in))
    count = int(np.count_nonzero(left))
    who = "The only mentor" if count == 1 else f"All {count} mentors"
    return (f"{who} this applicant could have {'is' if count == 1 else 'are'} full.", *_full(applicant, works_in, left))


def shortages(facts: Facts, mentor_of: Numbers) -> dict[str, tuple[str, ...]]:
    """Where more mentors would help: the choices of those left out or matched without them, the most wanted first."""
    disciplines: Counter[str] = Counter()
    stages: Counter[str] = Counter()
    regions: Counter[str] = Counter()
    for applicant, column in zip(facts.applicants, mentor_of.tolist(), strict=True):
        mentor = facts.mentors[column] if column >= 0 else None
        wanted = set(applicant.disciplines) - _OPEN
        if mentor is None or (wanted and not wanted & set(mentor.disciplines)):
            disciplines.update(wanted)
        if mentor is None:
            stages[applicant.stage] += 1
        region = region_of(applicant.state)
        near = applicant.same_region or formats_of((applicant.format,)) == {"in_person"}
        if region and near and (mentor is None or region_of(mentor.state) != region):
            regions[region] += 1
    return {"disciplines": _most(disciplines), "stages": _most(stages), "regions": _most(regions)}


def _most(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _openness(
    names: list[str], one: ApplicantFacts | MentorFacts, other: ApplicantFacts | MentorFacts, whose: str
) -> list[str]:
    """What is told to one side where the two share no discipline or disease site, but somebody is open to all."""
    told = []
    for name in names:
        if _is_open(getattr(one, name)):
            told.append(f"You are open to any {_CALLED[name]}.")
        if _is_open(getattr(other, name)):
            told.append(f"{whose} open to any {_CALLED[name]}.")
    return told


def _is_open(choices: tuple[str, ...]) -> bool:
    return not choices or not _OPEN.isdisjoint(choices)


@lru_cache(maxsize=1 << 14)
def _sharing(name: str, shared: tuple[str, ...]) -> str:
    return _SHARED[name].format(_listed(shared))


@lru_cache(maxsize=1 << 14)
def _near(state: str, other: str) -> tuple[str, ...]:
    region = region_of(state)
    if region and state == other:
        return ("You are both in the same state.",)
    return (f"You are both in the {region}.",) if region and region == region_of(other) else ()


@lru_cache(maxsize=1 << 14)
def _hours_apart(time_zone: str, other: str) -> tuple[str, ...]:
    hour, others = zone_hour(time_zone), zone_hour(other)
    if time_zone == other or (hour is not None and hour == others):
        return ("You are in the same time zone.",)
    near = hour is not None and others is not None and abs(hour - others) == 1
    return ("Your time zones are an hour apart.",) if near else ()


@lru_cache(maxsize=1 << 14)
def _meeting(chosen: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    formats = formats_of(chosen) & formats_of(other)
    return (f"You can both meet {_listed(sorted(formats, reverse=True))}.",) if formats else ()


def _mentors_by_discipline(facts: Facts) -> dict[str, Flags]:
    named = sorted({one for mentor in facts.mentors for one in mentor.disciplines})
    return {one: np.array([one in mentor.disciplines for mentor in facts.mentors], dtype=bool) for one in named}


def _missing(applicant: ApplicantFacts, works_in: dict[str, Flags]) -> tuple[str, ...]:
    wanted = sorted(set(applicant.disciplines) - _OPEN - works_in.keys())
    return tuple(f"No mentor works in {_word(one)}." for one in wanted)


def _full(applicant: ApplicantFacts, works_in: dict[str, Flags], left: Flags) -> tuple[str, ...]:
    wanted = sorted((set(applicant.disciplines) - _OPEN) & works_in.keys())
    taken = [one for one in wanted if (works_in[one] & left).any()]
    return (*(f"Every allowed mentor in {_word(one)} is full." for one in taken), *_missing(applicant, works_in))


def _word(choice: str) -> str:
    return _WORDS.get(choice, choice.replace("_", " "))


def _listed(choices: Iterable[str], joined_by: str = "and") -> str:
    *most, last = (_word(choice) for choice in choices)
    return f"{', '.join(most)} {joined_by} {last}" if most else last
