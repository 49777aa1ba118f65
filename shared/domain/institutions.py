"""Which institutions are the same: a university with its medical schools, its hospitals and its cancer center is one.

institutions.csv adds to the schools' universities what belongs to them, and the hospitals and cancer centers that stand
alone. Sources, as of 2026-11: the National Cancer Institute's list of designated cancer centers (`cancer_centers`,
73 of them) and its pages on each center's parent institution; for teaching hospitals the LCME's and COCA's lists of
accredited programs, the AAMC's public lists of member schools and of teaching hospitals and health systems
(`other_names`, with what people call them). A hospital that several universities share is `part_of` each of them; so is
an independent center with one formal affiliation, since keeping a pair apart too often harms less than the opposite.
Campuses of a state system that are accredited apart are apart: no University of California campus is another.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from shared.domain import schools
from shared.domain.choices import STATES
from shared.domain.name_index import Named, NameIndex
from shared.domain.name_words import normalise
from shared.domain.schools import School

#: Words that tell no institution from another.
_FILLER = (
    "campus cancer care center centers clinic clinics college comprehensive department division faculty foundation "
    "health healthcare hematology hospital hospitals institute institutes main md medical medicine oncology "
    "osteopathic pediatrics radiation research school sciences section surgery system"
).split()
#: What joins two institutions that are named in one breath.
_BETWEEN = re.compile(r"\s*[/;,()&|]\s*|\s+[-\u2013\u2014]\s+|\s+(?:and|at)\s+")


@dataclass(frozen=True, eq=False)
class Institution:
    """A university with all that belongs to it, or a hospital or center that is `part_of` several or of none."""

    name: str
    part_of: tuple[str, ...]
    other_names: tuple[str, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The names of the institutions as which it counts, itself among them."""
        return frozenset((self.name, *self.part_of))


def resolve_institution(typed: str) -> Institution | None:
    """Resolve what was typed to the institution that it means, if only one can be meant."""
    found = _index().find(typed)
    return found[0] if len(found) == 1 else None


def suggest_institutions(typed: str) -> tuple[Institution, ...]:
    """Name the institutions that may have been meant: “Did you mean…?”."""
    return _index().find(typed) or _index().suggest(typed)


@lru_cache(maxsize=1 << 14)
def institution_keys(typed: str) -> frozenset[str]:
    """The institutions as which what was typed counts; of an unknown one, its name without case and punctuation."""
    found = _index().find(typed) or tuple(_parts_of(typed))
    if found:
        return frozenset(key for institution in found for key in institution.keys)
    key = normalise(typed)
    return frozenset((key,) if key else ())


@cache
def list_institutions() -> tuple[Institution, ...]:
    """Give all institutions by name, each with the names of its schools, hospitals and cancer centers."""
    return tuple(sorted(_institutions(), key=lambda institution: institution.name.casefold()))


def _parts_of(typed: str) -> Iterator[Institution]:
    """The institutions that are named beside others or behind a department; a town names none."""
    for part in _BETWEEN.split(typed):
        if part and normalise(part) not in _towns():
            yield from _index().find(part)


@cache
def _index() -> NameIndex[Institution]:
    by_university = _schools_by_university()
    return NameIndex(
        (_named(institution, by_university.get(institution.name, ())) for institution in list_institutions()),
        _FILLER,
        schools.NEVER,
    )


def _named(institution: Institution, theirs: Iterable[School]) -> Named[Institution]:
    places = [place for school in theirs for place in (*school.towns, STATES[school.state], school.state)]
    shared = [name for school in theirs for name in school.shared]
    return Named(institution, (institution.name, *institution.other_names), tuple(shared), tuple(places))


def _institutions() -> Iterator[Institution]:
    """The universities of the list of schools and the rows of institutions.csv, together where they are the same."""
    with Path(__file__).with_name("institutions.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    by_university = _schools_by_university()
    for name in by_university.keys() | rows:
        row = rows.get(name, {})
        names = [name for school in by_university.get(name, ()) for name in (school.name, *school.aliases)]
        names += [*_parts(row, "cancer_centers"), *_parts(row, "other_names")]
        yield Institution(name, _parts(row, "part_of"), tuple(each for each in dict.fromkeys(names) if each != name))


def _parts(row: dict[str, str], column: str) -> tuple[str, ...]:
    return tuple(filter(None, row.get(column, "").split("|")))


@cache
def _schools_by_university() -> dict[str, list[School]]:
    found: dict[str, list[School]] = {}
    for school in schools.all_schools():
        found.setdefault(school.university, []).append(school)
    return found


@cache
def _towns() -> frozenset[str]:
    places = (place for school in schools.all_schools() for place in (*school.towns, STATES[school.state]))
    return frozenset(map(normalise, places))
