"""The school that an applicant means: resolved when it's saved, stored beside what was typed, and used from there."""

from typing import Any

import pytest

from functions.eligibility.handler import handler as eligibility
from functions.matching.inputs import gather
from infra.local.people import People
from shared.domain import eligibility as rules
from shared.domain import schools
from shared.domain.cycle import Cycle
from shared.domain.institutions import institution_keys
from shared.domain.schools import Resolution
from shared.store import applications
from shared.store import dynamodb as db
from tests.functions.applications.applicant import Applicant, eligible, new_applicant
from tests.functions.staff.staff_client import staff, write_cycle
from tests.runtime.messages import deliver
from tests.store.scans import items

pytestmark = pytest.mark.usefixtures("aws")
UNM = "University of New Mexico School of Medicine"
NOT_LISTED = "A Small College Nobody Knows"


@pytest.fixture
def applicant(people: People, cycle: Cycle) -> Applicant:
    write_cycle(cycle)
    return new_applicant(people)


def school(applicant: Applicant, **training: Any) -> Any:
    """What is shown after a save, which a read shows too."""
    saved = applicant.save({"training": training}).json
    assert applicant.read().json["school"] == saved["school"]
    return saved["school"]


@pytest.mark.parametrize("typed", ["UNM", "university of new mexico", "Univ. of New Mexico SOM", UNM])
def test_listed_school_is_named_however_it_was_typed(applicant: Applicant, typed: str) -> None:
    assert school(applicant, program="MD", school=typed) == {"name": UNM, "candidates": []}
    (item,) = items("applications")
    assert (item["form"]["training"]["school"], item["school_meant"], item["school"]) == (typed, UNM, UNM)


def test_name_of_several_schools_asks_which(applicant: Applicant) -> None:
    asked = school(applicant, program="MD", school="LSU")
    assert asked == {
        "candidates": [
            "Louisiana State University School of Medicine in New Orleans",
            "Louisiana State University School of Medicine in Shreveport",
        ]
    }


@pytest.mark.parametrize("more", [{"school": NOT_LISTED}, {"school": "University of Toronto", "school_country": "CA"}])
def test_school_that_is_not_listed_is_none_of_the_list(applicant: Applicant, more: dict[str, str]) -> None:
    assert "name" not in school(applicant, **more)
    (item,) = items("applications")
    assert (item["school_meant"], item["school"]) == ("", more["school"])


def test_draft_without_a_school_says_nothing_of_it(applicant: Applicant) -> None:
    applicant.save({"statement": "I hope to learn."})
    assert "school" not in applicant.read().json


def test_other_school_or_country_is_resolved_again(applicant: Applicant) -> None:
    school(applicant, school="UNM")
    assert school(applicant, school="Howard")["name"] == "Howard University College of Medicine"
    assert "name" not in school(applicant, school_country="CA")


def test_school_is_resolved_once(applicant: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a save found stays, though the list should come to say otherwise."""
    applicant.save()
    named = applicant.read().json["school"]["name"]
    monkeypatch.setattr(schools, "resolve_school", lambda *_: Resolution(None))
    monkeypatch.setattr(rules, "resolve_training", lambda *_: Resolution(None))
    applicant.save({"statement": "I hope to learn how to treat people near my home, and what it takes. " * 4})
    assert applicant.submit().status == 201
    deliver(eligibility, "ApplicationSubmitted")
    shown = applicant.read().json
    assert (shown["school"]["name"], shown["status"]) == (named, "eligible")


def test_stored_record_without_it_is_read_and_saved_right(applicant: Applicant) -> None:
    applicant.save()
    stored = applications.load(applicant.id)
    assert stored
    key = {"id": applicant.id, "part": "application"}
    db.client().update_item(
        TableName=db.table("applications"),
        Key=db.encode_item(key),
        UpdateExpression="REMOVE school_meant, listed, status_since",
    )
    assert applicant.read().json["school"] == {"name": stored.school_meant, "candidates": []}
    applicant.save({"statement": "I hope."})
    again = applications.load(applicant.id)
    assert again
    assert (again.school_meant, again.listed) == (stored.school_meant, stored.listed)


def test_filters_and_matching_go_by_the_school_meant(people: People, applicant: Applicant) -> None:
    applicant.save({**applicant.person.form, "training": {**applicant.person.form["training"], "school": "UNM"}})
    applicant.submit()
    other = eligible(people, "applicant-2")
    deliver(eligibility, "ApplicationSubmitted")
    for typed in ("UNM", UNM, "University of New Mexico"):
        listed = staff("GET", "/applications", query={"cycle": "2024-25", "school": typed}).json["items"]
        assert [(row["id"], row["school"]) for row in listed if row["id"] != other.id] == [(applicant.id, UNM)]
    assert institution_keys("UNM") == institution_keys(UNM)
    assert applicant.id in {one.id for one in gather("2024-25", {}).applicants}
