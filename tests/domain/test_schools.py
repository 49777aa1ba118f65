"""The list of U.S. medical schools: well formed, unambiguous, and found by the names people type."""

import csv
import random
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from shared.domain import schools
from shared.domain.name_index import NameIndex
from shared.domain.name_words import normalise
from shared.domain.schools import School, list_schools, resolve_school

DEADLINE = date(2024, 4, 15)
TODAY = date(2026, 11, 1)
USPS = set(
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI AS MP".split()
)

with (Path(__file__).parents[1] / "cases" / "schools.csv").open(encoding="utf-8", newline="") as file:
    CASES = [tuple(row.values()) for row in csv.DictReader(file)]

TYPED = [
    ("Harvard Medical School", "Harvard Medical School"),
    ("  harvard ", "Harvard Medical School"),
    ("U.C.S.F.", "University of California, San Francisco School of Medicine"),
    ("UC-Davis", "University of California, Davis School of Medicine"),
    ("UCLA", "David Geffen School of Medicine at UCLA"),
    ("Univ. of Michigan", "University of Michigan Medical School"),
    ("The Ohio State University", "Ohio State University College of Medicine"),
    ("St. Louis University", "Saint Louis University School of Medicine"),
    ("WashU", "Washington University in St. Louis School of Medicine"),
    ("Washington University in Saint Louis", "Washington University in St. Louis School of Medicine"),
    ("university of washington", "University of Washington School of Medicine"),
    ("Texas A & M", "Texas A&M University Naresh K. Vashisht College of Medicine"),
    (
        "Boston University Chobanian and Avedisian School of Medicine",
        "Boston University Aram V. Chobanian & Edward Avedisian School of Medicine",
    ),
    (
        "F. Edward Hebert School of Medicine",
        "Uniformed Services University of the Health Sciences F. Edward Hébert School of Medicine",
    ),
    ("Perelman School of Medicine", "Raymond and Ruth Perelman School of Medicine at the University of Pennsylvania"),
    ("Cornell", "Weill Cornell Medicine"),
    ("Case Western", "Case Western Reserve University School of Medicine"),
    ("Meharry", "Meharry Medical College"),
    ("Morehouse School of Medicine", "Morehouse School of Medicine"),
    ("HOWARD UNIVERSITY", "Howard University College of Medicine"),
    ("Mount Sinai", "Icahn School of Medicine at Mount Sinai"),
    (
        "Eastern Virginia Medical School",
        "Macon & Joan Brock Virginia Health Sciences Eastern Virginia Medical School at Old Dominion University",
    ),
    (
        "Central Michigan University College of Medicine",
        "Covenant HealthCare College of Medicine at Central Michigan University",
    ),
    ("University of Puerto Rico", "University of Puerto Rico School of Medicine"),
    ("University of Hawai\u02bbi at Mānoa", "John A. Burns School of Medicine at the University of Hawaii at Manoa"),
    ("UMass Chan Medical School", "University of Massachusetts T.H. Chan School of Medicine"),
    ("AT Still University Kirksville", "A.T. Still University Kirksville College of Osteopathic Medicine"),
    ("LECOM", "Lake Erie College of Osteopathic Medicine"),
    ("LECOM-Bradenton", "Lake Erie College of Osteopathic Medicine - Bradenton Campus"),
    ("VCOM", "Edward Via College of Osteopathic Medicine"),
    ("TouroCOM Harlem", "Touro College of Osteopathic Medicine"),
    (
        "Sam Houston State University College of Osteopathic Medicine",
        "Sam Houston State University Russell and Glenda Gordy College of Osteopathic Medicine",
    ),
]

NOT_LISTED = [
    ("", "nothing"),
    (" & the ", "nothing but filler"),
    ("School of Medicine", "no school's name"),
    ("Princeton University", "no medical school"),
    ("Baylor University", "apart from Baylor College of Medicine"),
    ("Miami University", "in Ohio, without a medical school"),
    ("Morehouse College", "apart from Morehouse School of Medicine"),
    ("St. George's University", "Caribbean"),
    ("Ross University School of Medicine", "Caribbean"),
    ("American University of the Caribbean", "Caribbean"),
    ("University of Toronto", "foreign"),
    ("University of Oxford", "foreign"),
    ("Nova Southeastern University", "two schools, one MD and one DO"),
    ("Michigan State University", "two schools, one MD and one DO"),
    ("USC", "Southern California or South Carolina"),
    ("D'Youville University", "not accredited before 2025"),
    ("University of Georgia School of Medicine", "not accredited before 2026"),
]


def named(name: str) -> School:
    """Give the school of that official name."""
    return next(school for school in list_schools(TODAY) if school.name == name)


def test_counts_are_those_of_the_docstring() -> None:
    counted = re.search(r"(\d+) MD rows and (\d+) DO rows", schools.__doc__ or "")
    assert counted
    counts = Counter(school.degree for school in list_schools(TODAY))
    assert counts == {"MD": int(counted[1]), "DO": int(counted[2])}


def test_no_key_belongs_to_two_schools_or_twice_to_one() -> None:
    keys = Counter(normalise(name) for school in list_schools(TODAY) for name in (school.name, *school.aliases))
    assert [key for key, times in keys.items() if times > 1] == []
    assert "" not in keys


def test_shared_name_is_that_of_several_schools_and_of_none_alone() -> None:
    own = {normalise(name) for school in list_schools(TODAY) for name in (school.name, *school.aliases)}
    shared = Counter(normalise(name) for school in list_schools(TODAY) for name in school.shared)
    assert [key for key, times in shared.items() if times < 2 or key in own] == []


def test_rows_are_well_formed_and_sorted() -> None:
    listed = list_schools(TODAY)
    for school in listed:
        assert school.accreditor == {"MD": "LCME", "DO": "COCA"}[school.degree]
        assert school.state in USPS
        cells = (school.name, *school.aliases, *school.shared, *school.towns)
        assert all(cell == cell.strip() for cell in cells)
        assert school.towns
        assert (school.valid_from or date.min) < (school.valid_until or date.max)
        assert school.valid_from is None or date(2000, 1, 1) <= school.valid_from <= TODAY
    assert list(listed) == sorted(listed, key=lambda school: (school.degree, school.name.casefold()))


def test_every_official_name_finds_its_own_school() -> None:
    assert all(resolve_school(school.name, TODAY).school is school for school in list_schools(TODAY))


@pytest.mark.parametrize(("typed", "name"), TYPED)
def test_spelling_people_type_finds_the_school(typed: str, name: str) -> None:
    assert resolve_school(typed, DEADLINE).school == named(name)


@pytest.mark.parametrize(("typed", "why"), NOT_LISTED)
def test_name_of_no_listed_school_finds_nothing(typed: str, why: str) -> None:
    assert resolve_school(typed, DEADLINE).school is None, why


def test_new_school_is_listed_from_its_first_day_on() -> None:
    georgia = named("University of Georgia School of Medicine")
    assert georgia.valid_from == date(2026, 2, 13)
    assert resolve_school(georgia.name, date(2026, 2, 12)).school is None
    assert resolve_school(georgia.name, date(2026, 2, 13)).school == georgia
    assert georgia not in list_schools(date(2026, 2, 12))


def test_closed_school_is_listed_until_its_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = replace(named("Harvard Medical School"), valid_until=date(2024, 6, 30))
    index = NameIndex([schools._named(closed)], ())
    monkeypatch.setattr(schools, "_index", lambda: index)
    monkeypatch.setattr(schools, "resolve_school", resolve_school.__wrapped__)
    assert resolve_school("Harvard", date(2024, 6, 30)).school == closed
    assert resolve_school("Harvard", date(2024, 7, 1)).school is None


@pytest.mark.parametrize(("typed", "school", "degree"), [row for row in CASES if row[1]])
def test_what_people_type_resolves_to_the_school_they_mean(typed: str, school: str, degree: str) -> None:
    resolved = resolve_school(typed, TODAY, degree).school
    assert resolved
    assert school.casefold() in resolved.name.casefold()


@pytest.mark.parametrize("typed", [typed for typed, school, _ in CASES if not school])
def test_name_of_no_school_or_of_several_resolves_to_none(typed: str) -> None:
    assert resolve_school(typed, TODAY).school is None


@pytest.mark.parametrize(
    ("typed", "program", "candidates"),
    [
        ("Rowan University", "", ["Rowan-Virtua School", "Cooper Medical School"]),
        ("LSU", "MD", ["Louisiana State University School of Medicine in New Orleans", "Louisiana State University"]),
        ("Universty of Arizona", "MD/PhD", ["University of Arizona College of Medicine - P", "University of Arizona"]),
        ("Texas Tech", "MD", ["Paul L. Foster School of Medicine", "Texas Tech University"]),
        ("Prairie State College of Medicine", "MD", []),
    ],
)
def test_school_that_is_not_clear_is_asked_about(typed: str, program: str, candidates: list[str]) -> None:
    resolution = resolve_school(typed, TODAY, program)
    assert resolution.school is None
    names = [school.name for school in resolution.candidates]
    assert all(any(name.startswith(start) for name in names) for start in candidates), names
    assert len(names) <= 6


def test_slip_of_a_finger_never_leads_to_another_school() -> None:
    slips = [(slip, school) for school in list_schools(TODAY) for slip in misspelled(school)]
    resolved = [(resolve_school(slip, TODAY).school, school) for slip, school in slips]
    assert [(found.name, school.name) for found, school in resolved if found not in (None, school)] == []
    assert sum(found is school for found, school in resolved) >= 0.95 * len(slips)


def misspelled(school: School) -> list[str]:
    """Give every official name with a letter of a long word left out, doubled, changed, or swapped with the next."""
    words, chance = school.name.split(), random.Random(school.name)  # noqa: S311
    place = chance.choice([place for place, word in enumerate(words) if len(word) > 4 and word.isalpha()])
    word = words[place]
    at = chance.randrange(1, len(word) - 1)
    before, letter, behind = word[:at], word[at], word[at + 1 :]
    slips = (behind, letter * 2 + behind, "x" + behind, behind[0] + letter + behind[1:])
    return [" ".join([*words[:place], before + slip, *words[place + 1 :]]) for slip in slips]


def test_list_and_its_clear_names_need_no_rapidfuzz() -> None:
    code = (
        "import sys; from datetime import date; from shared.domain.schools import resolve_school;"
        "assert resolve_school('UNM School of Med', date.max).school; sys.exit('rapidfuzz' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Univ. of St. X", "The University of Saint X"),
        ("Robert Larner, M.D., College", "robert larner md college"),
        ("T. H. Chan", "T.H. Chan"),
        ("Oregon Health & Science", "Oregon  Health and Science"),
        ("D\u2019Youville", "D'Youville"),
        ("Hébert", "Hebert"),
    ],
)
def test_spellings_of_one_name_share_a_key(name: str, other: str) -> None:
    assert normalise(name) == normalise(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("University of Washington", "Washington University"),
        ("University of Miami", "Miami University"),
        ("University of Arizona College of Medicine - Phoenix", "University of Arizona College of Medicine - Tucson"),
        ("New York Medical College", "New York University Medical College"),
    ],
)
def test_names_of_two_schools_keep_two_keys(name: str, other: str) -> None:
    assert normalise(name) != normalise(other)
