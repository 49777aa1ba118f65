"""Which institutions are the same: universities with their hospitals and cancer centers, as people type them."""

import csv
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from shared.domain import institutions
from shared.domain.institutions import (
    institution_keys,
    list_institutions,
    resolve_institution,
    suggest_institutions,
)
from shared.domain.name_words import normalise
from shared.domain.schools import list_schools

CASES = Path(__file__).parents[1] / "cases"
with (CASES / "institutions.csv").open(encoding="utf-8", newline="") as file:
    PAIRS = [(row["applicant_school"], row["mentor_institution"], row["same"]) for row in csv.DictReader(file)]
UNLISTED = (CASES / "unlisted_hospitals.txt").read_text("utf-8").splitlines()
with Path(institutions.__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def same_institution(one: str, other: str) -> bool:
    """Whether two institutions count as the same, however each was typed."""
    return not institution_keys(one).isdisjoint(institution_keys(other))


@pytest.mark.parametrize(("one", "other", "same"), PAIRS)
def test_institutions_are_the_same_or_not_however_they_are_typed(one: str, other: str, same: str) -> None:
    assert same_institution(one, other) is (same == "yes")
    assert same_institution(other, one) is (same == "yes")


@pytest.mark.parametrize("typed", UNLISTED)
def test_hospital_that_is_not_listed_is_the_same_as_itself_alone(typed: str) -> None:
    assert resolve_institution(typed) is None
    assert institution_keys(f"  {typed.upper()} ") == {normalise(typed)}


def test_every_school_is_part_of_the_institution_that_its_names_mean() -> None:
    for school in list_schools(date(2026, 11, 1)):
        for name in (school.name, *school.aliases):
            institution = resolve_institution(name)
            assert institution, name
            assert institution.name == school.university, name


def test_every_name_is_that_of_one_institution() -> None:
    named = {(normalise(name), each.name) for each in list_institutions() for name in (each.name, *each.other_names)}
    assert [key for key, times in Counter(key for key, _ in named).items() if times > 1] == []


def test_shared_hospital_counts_as_each_of_its_universities_and_joins_none_of_them() -> None:
    assert institution_keys("Grady") == {"Grady Health System", "Emory University", "Morehouse School of Medicine"}
    assert not same_institution("Emory", "Morehouse School of Medicine")


def test_every_name_of_a_row_is_known() -> None:
    known = {each.name for each in list_institutions()}
    assert {part for row in ROWS for part in row["part_of"].split("|") if part} <= known
    assert [row["name"] for row in ROWS] == sorted((row["name"] for row in ROWS), key=str.casefold)


def test_every_designated_cancer_center_is_listed_once() -> None:
    centers = [center for row in ROWS for center in row["cancer_centers"].split("|") if center]
    assert len(centers) == len(set(centers)) == 73


@pytest.mark.parametrize("typed", ["", "   ", "-"])
def test_nothing_is_the_same_as_nothing(typed: str) -> None:
    assert institution_keys(typed) == frozenset()
    assert not same_institution(typed, typed)


def test_name_that_several_institutions_share_counts_as_each() -> None:
    assert resolve_institution("LSU") is None
    assert institution_keys("LSU") == {"LSU Health New Orleans", "LSU Health Shreveport"}
    assert [each.name for each in suggest_institutions("LSU")] == ["LSU Health New Orleans", "LSU Health Shreveport"]


def test_institution_that_is_not_clear_is_asked_about() -> None:
    assert "Emory University" in [each.name for each in suggest_institutions("Emoryy Univ Hosp of Medicin Georgia")]


def test_clear_names_need_no_rapidfuzz() -> None:
    code = (
        "import sys; from shared.domain.institutions import institution_keys;"
        "assert institution_keys('UNM') == institution_keys('UNM Hospital'); sys.exit('rapidfuzz' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
