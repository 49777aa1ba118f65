"""What forbids a pair: the program's rules, the pairs closed for good, and what staff ruled out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from functions.matching.engine.facts import Facts, Pair, indexes, institution_key
from functions.matching.engine.policy import formats_of

Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]
_Table = tuple[Codes, Flags]
_Other = TypeVar("_Other")


class Rules:
    """What forbids a pair, each rule on its own, so that a reason can name it."""

    def __init__(self, facts: Facts) -> None:
        mentors = facts.mentors
        met = [formats_of(mentor.formats) for mentor in mentors]
        keys = {name: institution_key(name) for name in {applicant.institution for applicant in facts.applicants}}
        schools = [keys[applicant.institution] for applicant in facts.applicants]
        stages = [applicant.stage for applicant in facts.applicants]
        formats = [applicant.format for applicant in facts.applicants]
        self.by_value = {
            "stage": _ruled(stages, mentors, lambda stage, mentor: stage not in mentor.mentee_stages),
            "format": _ruled(formats, met, lambda one, other: not formats_of((one,)) & other),
            "full": _ruled([""] * len(stages), mentors, lambda _, mentor: mentor.places < 1),
            **_by_school(
                schools, [(mentor.institution,) for mentor in mentors], [m.avoid_institutions for m in mentors]
            ),
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

    def alike(self, row: int) -> tuple[int, ...]:
        """The same for two applicants only if the same rules rule out the same mentors for them."""
        if any(row in pairs for pairs in self.by_pair.values()):
            return (row,)
        return tuple(int(codes[row]) for codes, _ in self.by_value.values())

    def by_answer(self) -> Flags:
        """For every applicant the mentors that are ruled out for what the two answered."""
        (stages, stage_table), (formats, format_table) = self.by_value["stage"], self.by_value["format"]
        ruled_out: Flags = stage_table[stages] | format_table[formats]
        return ruled_out

    @property
    def schools(self) -> Codes:
        """A code for the school of every applicant."""
        return self.by_value["institution"][0]

    @property
    def barred(self) -> tuple[Codes, ...]:
        """For every code of a school in order the mentors (columns) that are ruled out for those from there."""
        both = self.by_value["institution"][1] | self.by_value["avoided"][1]
        return tuple(map(np.flatnonzero, both))


def _columns(facts: Facts, pairs: Iterable[Pair]) -> dict[int, list[int]]:
    columns: dict[int, list[int]] = {}
    for row, column in indexes(facts, pairs):
        columns.setdefault(row, []).append(column)
    return columns


def _ruled(values: list[str], mentors: Sequence[_Other], rules_out: Callable[[str, _Other], bool]) -> _Table:
    """A code for every applicant's value, and for every code the mentors that the value rules out."""
    codes = {value: code for code, value in enumerate(sorted(set(values)))}
    ruled_out = [rules_out(value, mentor) for value in codes for mentor in mentors]
    table = np.array(ruled_out, dtype=bool).reshape(len(codes), len(mentors))
    return np.array([codes[value] for value in values], dtype=np.int64), table


def _by_school(schools: list[str], own: list[tuple[str, ...]], avoided: list[tuple[str, ...]]) -> dict[str, _Table]:
    """As `_ruled`, for mentors that rule out their own institution and those they avoid.

    All schools that no mentor names share one code, and so does the unknown one.
    """
    named = [[[*map(institution_key, names)] for names in some] for some in (own, avoided)]
    known = {school for some in named for names in some for school in names if school} & set(schools)
    codes = {school: code for code, school in enumerate(sorted(known), start=1)}
    told = np.array([codes.get(school, 0) for school in schools], dtype=np.int64)
    tables = []
    for some in named:
        table = np.zeros((len(codes) + 1, len(own)), dtype=bool)
        for column, names in enumerate(some):
            table[[codes[school] for school in names if school in codes], column] = True
        tables.append((told, table))
    return dict(zip(("institution", "avoided"), tables, strict=True))
