"""The U.S. medical schools behind the eligibility rule `enrolled`: 163 MD rows and 62 DO rows, as of 2026-10-03.

Sources: the LCME's directory of accredited MD programs (edition of 2026-07-22, with preliminary and provisional
accreditation), and the AOA COCA's list of accredited colleges as the colleges' association AACOM lists them and new
colleges announce COCA's decisions. Both directories were read in a public transcription of that day, not at source.
The 62 are 46 colleges and those 16 of their campuses that lie in another state or bear a name of their own; any other
campus is an alias of its college, as every MD campus is. Colleges that do not teach yet are left out.

`valid_from` is given for schools new since 2000: the day accreditation was granted where it is known, else the first
of January of that year or of the first class's year. `valid_until` stays empty while a school is accredited.
A name that two schools could claim is `shared`: it finds neither, but asks which, unless only one of them grants the
degree. A school that is not found goes to staff review. `university` is the institution that a school is part of;
`towns` are those where a school teaches its students.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

from shared.domain.choices import STATES, US_COUNTRIES, State
from shared.domain.name_index import Named, NameIndex

#: Words that tell no school from another.
_FILLER = (
    "campus candidate center class degree division doctor dual escuela facultad faculty health main md do "
    "medical medicina medicine osteopathic allopathic phd program regional residency resident sciences student track"
).split()
#: Well-known names that look like a listed school's and are none.
NEVER = (
    "Arkansas State University",
    "Baylor University",
    "Colombia",
    "Duke-NUS Medical School",
    "Miami University",
    "Morehouse College",
    "New Mexico State University",
    "UC Berkeley",
    "UNC Asheville",
    "UNC Charlotte",
    "UNC Wilmington",
    "University of Alabama in Huntsville",
    "University of California, Berkeley",
    "University of Colorado Colorado Springs",
    "University of Nebraska at Omaha",
    "University of North Carolina at Asheville",
    "University of North Carolina at Charlotte",
    "University of North Carolina Wilmington",
    "University of Tennessee at Chattanooga",
    "University of Tennessee, Knoxville",
    "University of Texas at Dallas",
    "UT Dallas",
    "Weill Cornell Medicine-Qatar",
)
_MOST_CANDIDATES = 6


@dataclass(frozen=True, eq=False)
class School:
    """One accredited school, with every name it is known by."""

    name: str
    degree: str
    university: str
    state: State
    towns: tuple[str, ...]
    accreditor: str
    aliases: tuple[str, ...]
    shared: tuple[str, ...]
    valid_from: date | None
    valid_until: date | None

    def listed(self, on: date) -> bool:
        """Tell whether the school is on the list on that day, both ends included."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )

    def grants(self, program: str) -> bool:
        """Tell whether a program, such as `DO/PhD`, holds the degree that the school grants."""
        return self.degree in program.split("/")


@dataclass(frozen=True)
class Resolution:
    """The school that was meant, or those to ask about: “Did you mean…?”; `shared` when all of them go by that name."""

    school: School | None
    candidates: tuple[School, ...] = ()
    shared: bool = False


@lru_cache(maxsize=1 << 14)
def resolve_school(typed: str, on: date, program: str = "") -> Resolution:
    """Resolve what was typed to the school listed on that day that it means, if only one can be meant.

    A `program` such as `DO/PhD` decides between schools of one name; it never finds a school that the name does not.
    """
    found = _listed(_index().find(typed), on)
    fitting = [school for school in found if school.grants(program)] if len(found) > 1 else found
    if len(fitting) == 1:
        return Resolution(fitting[0])
    return Resolution(None, (found or _listed(_index().suggest(typed), on))[:_MOST_CANDIDATES], bool(found))


def resolve_training(training: Mapping[str, Any], on: date) -> Resolution:
    """Resolve the school of a form's training; a school abroad means none on the list."""
    if (training.get("school_country") or "US") not in US_COUNTRIES:
        return Resolution(None)
    return resolve_school(training.get("school") or "", on, training.get("program") or "")


def school_named(name: str) -> School | None:
    """The school with just this name."""
    return _by_name().get(name)


@cache
def _by_name() -> Mapping[str, School]:
    return {school.name: school for school in all_schools()}


def list_schools(on: date) -> tuple[School, ...]:
    """Give the schools listed on that day, by degree and name."""
    return _listed(all_schools(), on)


def _listed(schools: Iterable[School], on: date) -> tuple[School, ...]:
    return tuple(school for school in schools if school.listed(on))


@cache
def all_schools() -> tuple[School, ...]:
    """Read all schools, those that are not listed yet or no longer among them."""
    with Path(__file__).with_name("schools.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_school(row) for row in csv.DictReader(file))


@cache
def _index() -> NameIndex[School]:
    """Index the schools by their names."""
    return NameIndex(map(_named, all_schools()), _FILLER, NEVER)


def _named(school: School) -> Named[School]:
    places = (*school.towns, STATES[school.state], school.state)
    return Named(school, (school.name, *school.aliases), school.shared, places)


def _school(row: dict[str, str]) -> School:
    """Turn one row of the list into a school."""
    return School(
        name=row["name"],
        degree=row["degree"],
        university=row["university"],
        state=cast(State, row["state"]),
        towns=_parts(row["towns"]),
        accreditor=row["accreditor"],
        aliases=_parts(row["aliases"]),
        shared=_parts(row["shared"]),
        valid_from=_day(row["valid_from"]),
        valid_until=_day(row["valid_until"]),
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def _day(text: str) -> date | None:
    """Read a day, or nothing from an empty cell."""
    return date.fromisoformat(text) if text else None
