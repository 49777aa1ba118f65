"""Why an applicant has no mentor, and where more mentors would help: in words, no name, no score."""

from __future__ import annotations

from collections import Counter

import numpy as np

from functions.matching.engine.arrays import BoolArray, Int64Array
from functions.matching.engine.criteria import OPEN_CHOICES
from functions.matching.engine.facts import ApplicantFacts, Facts, formats_of
from functions.matching.engine.geography import region_of
from functions.matching.engine.policy import Policy
from functions.matching.engine.rules import Rules
from functions.matching.engine.wording import listed, word

DECISIVE_RULES = {
    "stage": "No mentor takes {stage}.",
    "format": "No mentor who takes {stage} can meet {format}.",
    "distance": "With every mentor who takes {stage}, the only way to meet is in person, and all live too far away.",
    "full": "Every mentor who takes {stage} and can meet {format} is full.",
    "institution": "Every mentor with a place for {stage} is at this applicant’s institution.",
    "avoided": "Every other mentor with a place for {stage} avoids this applicant’s institution.",
    "closed": "This applicant has already had a proposal or a match with every mentor who was left.",
    "staff": "Staff ruled out every mentor who was left.",
}
"""By the rule that left no mentor, in the order in which the rules are applied."""


def unmatched_reasons(facts: Facts, policy: Policy, rows: list[int]) -> dict[int, tuple[str, ...]]:
    """Why each of these applicants has no mentor: the rule that left none, or that all of the rest are full."""
    rules, mentors_in = Rules(facts, policy), _mentors_by_discipline(facts)
    # Applicants with the same signature are left with the same mentors.
    known: dict[tuple[int, ...], tuple[str, BoolArray]] = {}
    reasons = {}
    for row in rows:
        signature = rules.signature(row)
        if signature not in known:
            known[signature] = _apply_rules(rules.broken_by(row), len(facts.mentors))
        reasons[row] = _reasons(facts.applicants[row], mentors_in, *known[signature])
    return reasons


def _apply_rules(broken: dict[str, BoolArray], mentors: int) -> tuple[str, BoolArray]:
    """The first rule that left no mentor (empty if none did), and flags of the mentors who are left."""
    left = np.ones(mentors, dtype=bool)
    for rule, ruled_out in broken.items():
        left &= ~ruled_out
        if not left.any():
            return rule, left
    return "", left


def _reasons(
    applicant: ApplicantFacts, mentors_in: dict[str, BoolArray], rule: str, left: BoolArray
) -> tuple[str, ...]:
    if not len(left):
        return ("There is no mentor in this round.",)
    if rule:
        formats = listed(sorted(formats_of((applicant.format,)), reverse=True), "or")
        first = DECISIVE_RULES[rule].format(stage=word(applicant.stage), format=formats)
        return (first, *_missing_disciplines(applicant, mentors_in))
    count = int(np.count_nonzero(left))
    subject, verb = ("The only mentor", "is") if count == 1 else (f"All {count} mentors", "are")
    return (f"{subject} this applicant could have {verb} full.", *_full_disciplines(applicant, mentors_in, left))


def _mentors_by_discipline(facts: Facts) -> dict[str, BoolArray]:
    names = sorted({name for mentor in facts.mentors for name in mentor.disciplines})
    return {name: np.array([name in mentor.disciplines for mentor in facts.mentors], dtype=bool) for name in names}


def _missing_disciplines(applicant: ApplicantFacts, mentors_in: dict[str, BoolArray]) -> tuple[str, ...]:
    missing = sorted(set(applicant.disciplines) - OPEN_CHOICES - mentors_in.keys())
    return tuple(f"No mentor works in {word(name)}." for name in missing)


def _full_disciplines(applicant: ApplicantFacts, mentors_in: dict[str, BoolArray], left: BoolArray) -> tuple[str, ...]:
    wanted = sorted((set(applicant.disciplines) - OPEN_CHOICES) & mentors_in.keys())
    full = [name for name in wanted if (mentors_in[name] & left).any()]
    sentences = (f"Every allowed mentor in {word(name)} is full." for name in full)
    return (*sentences, *_missing_disciplines(applicant, mentors_in))


def shortages(facts: Facts, mentor_of: Int64Array) -> dict[str, dict[str, int]]:
    """Where more mentors would help: what applicants wanted and did not get, and how many; the most wanted first."""
    disciplines: Counter[str] = Counter()
    stages: Counter[str] = Counter()
    regions: Counter[str] = Counter()
    for applicant, column in zip(facts.applicants, mentor_of.tolist(), strict=True):
        mentor = facts.mentors[column] if column >= 0 else None
        wanted = set(applicant.disciplines) - OPEN_CHOICES
        if mentor is None or (wanted and not wanted & set(mentor.disciplines)):
            disciplines.update(wanted)
        if mentor is None:
            stages[applicant.stage] += 1
        region = region_of(applicant.state)
        nearby = applicant.same_region or formats_of((applicant.format,)) == {"in_person"}
        if region and nearby and (mentor is None or region_of(mentor.state) != region):
            regions[region] += 1
    return {"disciplines": _most_wanted(disciplines), "stages": _most_wanted(stages), "regions": _most_wanted(regions)}


def _most_wanted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
