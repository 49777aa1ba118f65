"""What forbids a pair: the program's rules, the pairs closed for good, and what staff ruled out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from functions.matching.facts import Facts, Pair, indexes, institution_key
from functions.matching.policy import formats_of

Flags = NDArray[np.bool_]
_Table = tuple[NDArray[np.int64], Flags]


class Rules:
    """What forbids a pair, each rule on its own, so that a reason can name it."""

    def __init__(self, facts: Facts) -> None:
        mentors = facts.mentors
        met = [formats_of(mentor.formats) for mentor in mentors]
        schools = [institution_key(applicant.institution) for applicant in facts.applicants]
        stages = [applicant.stage for applicant in facts.applicants]
        formats = [applicant.format for applicant in facts.applicants]
        self.by_value = {
            "stage": _ruled(stages, lambda stage: [stage not in mentor.mentee_stages for mentor in mentors]),
            "format": _ruled(formats, lambda one: [not formats_of((one,)) & other for other in met]),
            "full": _ruled([""] * len(stages), lambda _: [mentor.places < 1 for mentor in mentors]),
            "institution": _named(schools, [(mentor.institution,) for mentor in mentors]),
            "avoided": _named(schools, [mentor.avoid_institutions for mentor in mentors]),
        }
        self.by_pair = {"closed": _columns(facts, facts.closed_pairs), "staff": _columns(facts, facts.forbids)}
        self._mentors = len(mentors)

    def broken_by(self, row: int) -> dict[str, Flags]:
        """For one applicant: every rule with the mentors that it rules out, staff's own forbids last."""
        told = {name: table[codes[row]] for name, (codes, table) in self.by_value.items()}
        for name, pairs in self.by_pair.items():
            told[name] = np.zeros(self._mentors, dtype=bool)
            told[name][pairs.get(row, [])] = True
        return told

    def allowed(self, part: slice) -> Flags:
        """For a block of applicants: every pair that the program's rules allow, which leaves staff's forbids out."""
        ruled_out = np.zeros((part.stop - part.start, self._mentors), dtype=bool)
        for codes, table in self.by_value.values():
            ruled_out |= table[codes[part]]
        for row, columns in self.by_pair["closed"].items():
            if part.start <= row < part.stop:
                ruled_out[row - part.start, columns] = True
        return ~ruled_out


def _columns(facts: Facts, pairs: Iterable[Pair]) -> dict[int, list[int]]:
    columns: dict[int, list[int]] = {}
    for row, column in indexes(facts, pairs):
        columns.setdefault(row, []).append(column)
    return columns


def _ruled(values: list[str], rules_out: Callable[[str], list[bool]]) -> _Table:
    """A code for every applicant's value, and for every code the mentors that the value rules out."""
    codes = {value: code for code, value in enumerate(sorted(set(values)))}
    table = np.array([rules_out(value) for value in codes], dtype=bool)
    return np.array([codes[value] for value in values], dtype=np.int64), table


def _named(schools: list[str], institutions: list[tuple[str, ...]]) -> _Table:
    """As `_ruled`, for mentors that rule out the schools they name."""
    codes = {value: code for code, value in enumerate(sorted(set(schools)))}
    table = np.zeros((len(codes), len(institutions)), dtype=bool)
    for column, names in enumerate(institutions):
        for school in map(institution_key, names):
            if school and school in codes:
                table[codes[school], column] = True
    return np.array([codes[value] for value in schools], dtype=np.int64), table
