"""Why two people were matched, why somebody was not, and where mentors are lacking: in words, no name, no score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from functions.matching.facts import ApplicantFacts, Facts, MentorFacts
from functions.matching.policy import formats_of, region_of, zone_hour
from functions.matching.rules import Flags, Rules
from functions.matching.scoring import Numbers

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
    for name, sentence in _SHARED.items():
        theirs = getattr(mentor, name)
        shared = sorted(one for one in getattr(applicant, name) if one in theirs and one not in _OPEN)
        both += [sentence.format(_listed(shared))] if shared else []
    both += _near(applicant, mentor)
    formats = formats_of((applicant.format,)) & formats_of(mentor.formats)
    both += [f"You can both meet {_listed(sorted(formats, reverse=True))}."] if formats else []
    stage = _word(applicant.stage)
    return {
        "applicant": (*_openness(applicant, mentor, "Your mentor is"), *both, f"Your mentor takes {stage}."),
        "mentor": (*_openness(mentor, applicant, "The applicant is"), *both, f"You take {stage}."),
    }


def unmatched_reasons(facts: Facts, rows: list[int]) -> dict[int, tuple[str, ...]]:
    """Why each of these applicants has no mentor: the rule that left nobody, or whose places others have."""
    rules, works_in = Rules(facts), _mentors_by_discipline(facts)
    return {row: _unmatched_because(facts, rules.broken_by(row), works_in, row) for row in rows}


def _unmatched_because(facts: Facts, broken: dict[str, Flags], works_in: dict[str, Flags], row: int) -> tuple[str, ...]:
    applicant = facts.applicants[row]
    words = {
        "stage": _word(applicant.stage),
        "format": _listed(sorted(formats_of((applicant.format,)), reverse=True), "or"),
    }
    if not facts.mentors:
        return ("There is no mentor in this round.",)
    left = np.ones(len(facts.mentors), dtype=bool)
    for rule, ruled_out in broken.items():
        if not (left & ~ruled_out).any():
            return (_FIRST_BARS[rule].format(**words), *_missing(applicant, works_in))
        left &= ~ruled_out
    count = int(left.sum())
    who = "The only mentor" if count == 1 else f"All {count} mentors"
    return (f"{who} this applicant could have {'is' if count == 1 else 'are'} full.", *_full(applicant, works_in, left))


def lacking(facts: Facts, mentor_of: Numbers) -> dict[str, tuple[str, ...]]:
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


def _openness(one: ApplicantFacts | MentorFacts, other: ApplicantFacts | MentorFacts, whose: str) -> list[str]:
    """What is told to one side where the two share no discipline or disease site, but somebody is open to all."""
    told = []
    for name, called in (("disciplines", "discipline"), ("disease_sites", "disease site")):
        mine, theirs = getattr(one, name), getattr(other, name)
        if any(choice in theirs and choice not in _OPEN for choice in mine):
            continue
        if not mine or not _OPEN.isdisjoint(mine):
            told.append(f"You are open to any {called}.")
        if not theirs or not _OPEN.isdisjoint(theirs):
            told.append(f"{whose} open to any {called}.")
    return told


def _near(applicant: ApplicantFacts, mentor: MentorFacts) -> list[str]:
    told = []
    region = region_of(applicant.state)
    if region and applicant.state == mentor.state:
        told.append("You are both in the same state.")
    elif region and region == region_of(mentor.state):
        told.append(f"You are both in the {region}.")
    hour, other = zone_hour(applicant.time_zone), zone_hour(mentor.time_zone)
    if applicant.time_zone == mentor.time_zone or (hour is not None and hour == other):
        told.append("You are in the same time zone.")
    elif hour is not None and other is not None and abs(hour - other) == 1:
        told.append("Your time zones are an hour apart.")
    return told


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
