"""What submitting needs: every field that is missing is named, and the draft's own checks still hold."""

from typing import Any

import pytest

from infra.local.people import People
from shared.domain.errors import Incomplete
from shared.domain.form import ApplicationForm, check_complete
from shared.domain.form_parts import merge
from tests.domain.builders import kept_form

NEEDED = {
    "applicant.first_name": "Enter your first name.",
    "applicant.last_name": "Enter your last name.",
    "training.stage": "Choose your stage of training.",
    "training.program": "Choose your degree program.",
    "training.school": "Enter your medical school.",
    "training.graduation": "Enter your graduation date.",
    "location.state": "Choose your state or territory.",
    "location.time_zone": "Choose your time zone.",
    "interests.disciplines": "Choose at least one discipline.",
    "interests.disease_sites": "Choose at least one disease site.",
    "interests.topics": "Choose at least one topic.",
    "interests.settings": "Choose at least one practice setting.",
    "preferences.format": "Choose your meeting format.",
    "preferences.same_region": "Choose whether you’d prefer a mentor in your region.",
    "introduction": "Enter your introduction.",
    "statement": "Enter your statement.",
    "attestations.accurate": "Confirm that everything you wrote is accurate.",
    "attestations.minimum_commitment": "Confirm that you can commit to at least 6 months.",
    "self_identification": "Choose what applies to you, or decline to answer.",
}
OPTIONAL = ["applicant.preferred_name", "applicant.pronouns", "applicant.phone", "training.school_country"]


def without(form: dict[str, Any], path: str) -> dict[str, Any]:
    part, _, field = path.partition(".")
    return merge(form, {part: {field: None} if field else None})


def lacking(form: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(Incomplete) as refused:
        check_complete(form)
    assert refused.value.detail == "Some answers are still missing; see each field. We kept your draft."
    return {error["field"]: error["message"] for error in refused.value.extra["errors"]}


@pytest.mark.parametrize("kind", ["student", "resident", "unlisted_school", "abroad", "no_degree", "spanish"])
def test_complete_form_of_any_applicant_passes(people: People, kind: str) -> None:
    check_complete({**people.applicant(kind, "2026-05").form, "self_identification": {"provided": True}})


def test_empty_form_names_every_missing_field_by_its_label() -> None:
    assert lacking({}) == NEEDED


@pytest.mark.parametrize("path", sorted(NEEDED))
def test_missing_field_is_named(people: People, path: str) -> None:
    assert lacking(without(kept_form(people), path)) == {path: NEEDED[path]}


@pytest.mark.parametrize("path", OPTIONAL)
def test_optional_field_may_be_missing(people: People, path: str) -> None:
    check_complete(without(kept_form(people), path))


@pytest.mark.parametrize(
    ("parts", "errors"),
    [
        ({"introduction": "x" * 79}, {"introduction": "Enter at least 80 characters for your introduction."}),
        ({"introduction": "x" * 301}, {"introduction": "Shorten your introduction to 300 characters or fewer."}),
        ({"introduction": " \n" * 100}, {"introduction": NEEDED["introduction"]}),
        ({"statement": "x" * 149}, {"statement": "Enter at least 150 characters for your statement."}),
        ({"statement": "x \n" * 149}, {"statement": "Enter at least 150 characters for your statement."}),
        ({"statement": "a" + " " * 149}, {"statement": "Enter at least 150 characters for your statement."}),
        ({"statement": "a" + "\u3164" * 149}, {"statement": "Enter at least 150 characters for your statement."}),
        ({"statement": "a" + "\u0301" * 149}, {"statement": "Enter at least 150 characters for your statement."}),
        ({"statement": "a" + "\u115f" * 149}, {"statement": "Enter at least 150 characters for your statement."}),
        ({"statement": " \n" * 100}, {"statement": NEEDED["statement"]}),
        ({"statement": "\u3164\u2800" * 100}, {"statement": NEEDED["statement"]}),
        ({"applicant": {"first_name": "\u3164"}}, {"applicant.first_name": "Enter your first name."}),
        ({"applicant": {"first_name": "\u0301"}}, {"applicant.first_name": "Enter your first name."}),
        ({"applicant": {"last_name": "\u115f\u1160\uffa0\u2800"}}, {"applicant.last_name": "Enter your last name."}),
        ({"applicant": {"last_name": None, "single_name": False}}, {"applicant.last_name": "Enter your last name."}),
        ({"applicant": {"first_name": "  "}}, {"applicant.first_name": "Enter your first name."}),
        ({"applicant": {"last_name": "\u200b\u2060"}}, {"applicant.last_name": "Enter your last name."}),
        ({"interests": {"topics": []}}, {"interests.topics": "Choose at least one topic."}),
        ({"attestations": {"accurate": False}}, {"attestations.accurate": NEEDED["attestations.accurate"]}),
        (
            {"attestations": {"minimum_commitment": False}},
            {"attestations.minimum_commitment": NEEDED["attestations.minimum_commitment"]},
        ),
        ({"self_identification": None}, {"self_identification": "Choose what applies to you, or decline to answer."}),
        (
            {"interests": {"topics": ["research"], "first_topic": "leadership"}},
            {"interests": "What matters most has to be one of your choices."},
        ),
        ({"location": {"state": "XX"}}, None),
        ({"statement": "x" * 3001}, {"statement": "Shorten your statement to 3,000 characters or fewer."}),
    ],
)
def test_answer_that_does_not_do_is_named(people: People, parts: dict[str, Any], errors: dict[str, str] | None) -> None:
    found = lacking(merge(kept_form(people), parts))
    assert found == errors or (errors is None and list(found) == ["location.state"])


@pytest.mark.parametrize("length", [150, 3000])
def test_statement_at_its_limit_can_be_submitted(people: People, length: int) -> None:
    check_complete(merge(kept_form(people), {"statement": "é" * length}))


@pytest.mark.parametrize("length", [80, 300])
def test_introduction_at_its_limit_can_be_submitted(people: People, length: int) -> None:
    check_complete(merge(kept_form(people), {"introduction": "é" * length}))


def test_name_of_one_letter_can_be_submitted(people: People) -> None:
    short = {"applicant": {"first_name": "O", "last_name": "Y"}, "training": {"school": "X"}}
    check_complete(merge(kept_form(people), short))


def test_single_name_is_enough(people: People) -> None:
    check_complete(
        merge(kept_form(people), {"applicant": {"first_name": "Suharto", "last_name": None, "single_name": True}})
    )


def test_single_name_beside_a_last_name_is_refused(people: People) -> None:
    text = "You said that you have a single name. Uncheck that, or leave the last name empty."
    assert lacking(merge(kept_form(people), {"applicant": {"single_name": True}})) == {"applicant.last_name": text}


def test_json_schema_gives_pages_the_limits_of_the_form() -> None:
    schema = ApplicationForm.model_json_schema()
    assert schema["required"] == [
        "applicant",
        "training",
        "location",
        "self_identification",
        "interests",
        "preferences",
        "introduction",
        "statement",
        "attestations",
    ]
    statement = {key: value for key, value in schema["properties"]["statement"].items() if key != "description"}
    limits = {"type": "string", "minLength": 150, "maxLength": 9000}
    counted = {"x-without-spaces": {"minLength": 150, "maxLength": 3000}}
    assert statement == {"title": "Statement", **limits, **counted, "x-missing": "Enter your statement."}
    attested = schema["$defs"]["Attestations"]["properties"]["accurate"]
    assert (attested["type"], attested["const"]) == ("boolean", True)
    assert [name for name, part in schema["$defs"].items() if part["additionalProperties"]] == []
