"""What forbids a pair: the program's rules, pairs that are closed for good, and pairs that staff ruled out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np

from functions.matching.engine.arrays import BoolArray, Int64Array
from functions.matching.engine.facts import (
    ApplicantFacts,
    Facts,
    MentorFacts,
    Pair,
    formats_of,
    institution_key,
    pair_indexes,
)
from functions.matching.engine.geography import states_near
from functions.matching.engine.policy import Policy

_Table = tuple[Int64Array, BoolArray]
"""A code for each applicant, and for each code a row that flags the mentors it rules out."""
_Value = TypeVar("_Value", str, tuple[str, str])
_Mentor = TypeVar("_Mentor")
_IN_PERSON = frozenset({"in_person"})


class Rules:
    """What forbids a pair, rule by rule, so that a reason can name the rule."""

    def __init__(self, facts: Facts, policy: Policy) -> None:
        mentors = facts.mentors
        mentor_formats = [formats_of(mentor.formats) for mentor in mentors]
        keys = {name: institution_key(name) for name in {applicant.institution for applicant in facts.applicants}}
        schools = [keys[applicant.institution] for applicant in facts.applicants]
        stages = [applicant.stage for applicant in facts.applicants]
        formats = [applicant.format for applicant in facts.applicants]
        self._by_value = {
            "stage": _tabulate(stages, mentors, lambda stage, mentor: stage not in mentor.mentee_stages),
            "format": _tabulate(formats, mentor_formats, lambda choice, others: not formats_of((choice,)) & others),
            **({"distance": _tabulate_distance(facts.applicants, mentors)} if policy.edition > 1 else {}),
            "full": _tabulate([""] * len(stages), mentors, lambda _, mentor: mentor.places < 1),
            **_tabulate_schools(
                schools, [(mentor.institution,) for mentor in mentors], [m.avoid_institutions for m in mentors]
            ),
        }
        self._by_pair = {
            "closed": _columns_by_row(facts, facts.closed_pairs),
            "staff": _columns_by_row(facts, facts.forbids),
        }
        self._mentor_count = len(mentors)

    def broken_by(self, row: int) -> dict[str, BoolArray]:
        """For one applicant: the mentors that each rule rules out, with the forbids of staff last."""
        ruled_out = {name: table[codes[row]] for name, (codes, table) in self._by_value.items()}
        for name, columns in self._by_pair.items():
            ruled_out[name] = np.zeros(self._mentor_count, dtype=bool)
            ruled_out[name][columns.get(row, [])] = True
        return ruled_out

    def signature(self, row: int) -> tuple[int, ...]:
        """Equal for two applicants only if the same rules rule out the same mentors for both."""
        if any(row in columns for columns in self._by_pair.values()):
            return (row,)
        return tuple(int(codes[row]) for codes, _ in self._by_value.values())

    def forbidden_by_answers(self) -> BoolArray:
        """For each applicant the mentors ruled out by stage, format or distance."""
        tables = [self._by_value[name] for name in ("stage", "format", "distance") if name in self._by_value]
        return np.logical_or.reduce([table[codes] for codes, table in tables])

    @property
    def schools(self) -> Int64Array:
        """A code for each applicant's school."""
        return self._by_value["institution"][0]

    @property
    def excluded(self) -> tuple[Int64Array, ...]:
        """For each school code in order the mentors (columns) ruled out for its applicants."""
        table = self._by_value["institution"][1] | self._by_value["avoided"][1]
        return tuple(map(np.flatnonzero, table))


def _columns_by_row(facts: Facts, pairs: Iterable[Pair]) -> dict[int, list[int]]:
    columns: dict[int, list[int]] = {}
    for row, column in pair_indexes(facts, pairs):
        columns.setdefault(row, []).append(column)
    return columns


def _tabulate(values: list[_Value], mentors: Sequence[_Mentor], rules_out: Callable[[_Value, _Mentor], bool]) -> _Table:
    """The table of a rule that depends on one value of the applicant."""
    codes = {value: code for code, value in enumerate(sorted(set(values)))}
    ruled_out = [rules_out(value, mentor) for value in codes for mentor in mentors]
    table = np.array(ruled_out, dtype=bool).reshape(len(codes), len(mentors))
    return np.array([codes[value] for value in values], dtype=np.int64), table


def _tabulate_distance(applicants: Sequence[ApplicantFacts], mentors: Sequence[MentorFacts]) -> _Table:
    """The table of pairs who could only meet in person, and live too far apart for that."""
    kinds = [(formats_of(mentor.formats), mentor.state) for mentor in mentors]
    distinct = {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}

    def too_far(applicant: tuple[str, str], mentor: tuple[frozenset[str], str]) -> bool:
        common = formats_of((applicant[0],)) & mentor[0]
        return common == _IN_PERSON and mentor[1] not in states_near(applicant[1])

    codes, table = _tabulate([(applicant.format, applicant.state) for applicant in applicants], [*distinct], too_far)
    return codes, table[:, [distinct[kind] for kind in kinds]]


def _tabulate_schools(
    schools: list[str], own: list[tuple[str, ...]], avoided: list[tuple[str, ...]]
) -> dict[str, _Table]:
    """The tables for mentors' own institutions and for those they avoid.

    Schools that no mentor names share code 0, and so does an unknown school.
    """
    keys = [[[*map(institution_key, names)] for names in by_mentor] for by_mentor in (own, avoided)]
    known = {key for by_mentor in keys for names in by_mentor for key in names if key} & set(schools)
    codes = {school: code for code, school in enumerate(sorted(known), start=1)}
    school_codes = np.array([codes.get(school, 0) for school in schools], dtype=np.int64)
    tables = []
    for by_mentor in keys:
        table = np.zeros((len(codes) + 1, len(own)), dtype=bool)
        for column, names in enumerate(by_mentor):
            table[[codes[key] for key in names if key in codes], column] = True
        tables.append((school_codes, table))
    return dict(zip(("institution", "avoided"), tables, strict=True))
