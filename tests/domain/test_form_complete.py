"""What submitting needs: every field that is missing is named, and the draft's own checks still hold."""

from typing import Any

import pytest

from infra.local.people import People
from shared.domain.errors import Incomplete
from shared.domain.form import ApplicationForm, check_complete, merge
from tests.domain.builders import kept_form

NEEDED = {
    "applicant.first_name",
    "applicant.last_name",
    "training.stage",
    "training.program",
    "training.school",
    "training.graduation",
    "location.state",
    "location.time_zone",
    "interests.disciplines",
    "interests.disease_sites",
    "interests.topics",
    "interests.settings",
    "preferences.format",
    "preferences.same_region",
    "statement",
    "attestations.accurate",
    "attestations.minimum_commitment",
    "self_identification",
}
OPTIONAL = ["applicant.preferred_name", "applicant.pronouns", "applicant.phone", "training.school_country"]


def without(form: dict[str, Any], path: str) -> dict[str, Any]:
    part, _, field = path.partition(".")
    return merge(form, {part: {field: None} if field else None})


def lacking(form: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(Incomplete) as refused:
        check_complete(form)
    assert refused.value.detail == "Some answers are still needed; see the fields. Your draft is kept."
    return {error["field"]: error["message"] for error in refused.value.extra["errors"]}


@pytest.mark.parametrize("kind", ["student", "resident", "unlisted_school", "abroad", "no_degree", "spanish"])
def test_complete_form_of_any_applicant_passes(people: People, kind: str) -> None:
    check_complete({**people.applicant(kind, "2026-05").form, "self_identification": {"provided": True}})


def test_empty_form_names_every_field_that_is_needed() -> None:
    assert set(lacking({})) == NEEDED


@pytest.mark.parametrize("path", sorted(NEEDED))
def test_missing_field_is_named(people: People, path: str) -> None:
    assert list(lacking(without(kept_form(people), path))) == [path]


@pytest.mark.parametrize("path", OPTIONAL)
def test_optional_field_may_be_missing(people: People, path: str) -> None:
    check_complete(without(kept_form(people), path))


@pytest.mark.parametrize(
    ("parts", "errors"),
    [
        ({"statement": "x" * 149}, {"statement": "Write at least 150 characters."}),
        ({"statement": " \n" * 100}, {"statement": "This is needed."}),
        ({"applicant": {"first_name": "  "}}, {"applicant.first_name": "This is needed."}),
        ({"applicant": {"last_name": "\u200b\u2060"}}, {"applicant.last_name": "This is needed."}),
        ({"interests": {"topics": []}}, {"interests.topics": "Choose at least one."}),
        ({"attestations": {"accurate": False}}, {"attestations.accurate": "Please confirm this to submit."}),
        (
            {"attestations": {"minimum_commitment": False}},
            {"attestations.minimum_commitment": "Please confirm this to submit."},
        ),
        ({"self_identification": None}, {"self_identification": "Choose what applies, or decline to answer."}),
        ({"location": {"state": "XX"}}, None),
        ({"statement": "x" * 3001}, {"statement": "Write at most 3,000 characters."}),
    ],
)
def test_answer_that_does_not_do_is_named(people: People, parts: dict[str, Any], errors: dict[str, str] | None) -> None:
    found = lacking(merge(kept_form(people), parts))
    assert found == errors or (errors is None and list(found) == ["location.state"])


@pytest.mark.parametrize("length", [150, 3000])
def test_statement_at_its_limit_can_be_submitted(people: People, length: int) -> None:
    check_complete(merge(kept_form(people), {"statement": "é" * length}))


def test_name_of_one_letter_can_be_submitted(people: People) -> None:
    short = {"applicant": {"first_name": "O", "last_name": "Y"}, "training": {"school": "X"}}
    check_complete(merge(kept_form(people), short))


def test_json_schema_tells_pages_the_limits_of_the_form() -> None:
    schema = ApplicationForm.model_json_schema()
    assert schema["required"] == [
        "applicant",
        "training",
        "location",
        "self_identification",
        "interests",
        "preferences",
        "statement",
        "attestations",
    ]
    statement = {name: told for name, told in schema["properties"]["statement"].items() if name != "description"}
    assert statement == {"title": "Statement", "type": "string", "minLength": 150, "maxLength": 3000}
    attested = schema["$defs"]["Attestations"]["properties"]["accurate"]
    assert (attested["type"], attested["const"]) == ("boolean", True)
    assert [name for name, part in schema["$defs"].items() if part["additionalProperties"]] == []
