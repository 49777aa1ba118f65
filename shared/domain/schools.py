"""The U.S. medical schools behind the eligibility rule `enrolled`: 163 MD rows and 62 DO rows, as of 2026-10-03.

Sources: the LCME's directory of accredited MD programs (edition of 2026-07-22, with preliminary and provisional
accreditation), and the AOA COCA's list of accredited colleges as the colleges' association AACOM lists them and new
colleges announce COCA's decisions. Both directories were read in a public transcription of that day, not at source.
The 62 are 46 colleges and those 16 of their campuses that lie in another state or bear a name of their own; any other
campus is an alias of its college, as every MD campus is. Colleges that do not teach yet are left out.

`valid_from` is given for schools new since 2000: the day accreditation was granted where it is known, else the first
of January of that year or of the first class's year. `valid_until` stays empty while a school is accredited.
A school that is not found goes to staff review, so a name that two schools could claim is no alias.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_SPELLED_OUT = {"univ": "university", "st": "saint"}
# Apostrophes, and letters that look like one (the Hawaiian okina), leave no gap: D'Youville is one word.
_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u02bb\u02bc]")
_WORD = re.compile(r"[^\W_]+")
_GAP_BETWEEN_INITIALS = re.compile(r"(?<=\b\w) (?=\w\b)")


@dataclass(frozen=True)
class School:
    """One accredited school, with every name it is known by."""

    name: str
    degree: str
    state: str
    accreditor: str
    aliases: tuple[str, ...]
    valid_from: date | None
    valid_until: date | None

    def listed(self, on: date) -> bool:
        """Tell whether the school is on the list on that day, both ends included."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )


def normalise(text: str) -> str:
    """Reduce a school's name to the key under which all its spellings meet, and no other school's do."""
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold()
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    words = [_SPELLED_OUT.get(word, word) for word in _WORD.findall(plain.replace("&", " and "))]
    return _GAP_BETWEEN_INITIALS.sub("", " ".join(word for word in words if word != "the"))


def find_school(text: str, on: date) -> School | None:
    """Find the school that goes by this name or alias and is listed on that day."""
    school = _by_key().get(normalise(text))
    return school if school is not None and school.listed(on) else None


def list_schools(on: date) -> tuple[School, ...]:
    """Give the schools listed on that day, by degree and name."""
    return tuple(school for school in _schools() if school.listed(on))


@cache
def _schools() -> tuple[School, ...]:
    """Read the list, once."""
    with Path(__file__).with_name("schools.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_school(row) for row in csv.DictReader(file))


@cache
def _by_key() -> dict[str, School]:
    """Index the schools by each of their names."""
    return {normalise(name): school for school in _schools() for name in (school.name, *school.aliases)}


def _school(row: dict[str, str]) -> School:
    """Turn one row of the list into a school."""
    return School(
        name=row["name"],
        degree=row["degree"],
        state=row["state"],
        accreditor=row["accreditor"],
        aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
        valid_from=_day(row["valid_from"]),
        valid_until=_day(row["valid_until"]),
    )


def _day(text: str) -> date | None:
    """Read a day, or nothing from an empty cell."""
    return date.fromisoformat(text) if text else None
