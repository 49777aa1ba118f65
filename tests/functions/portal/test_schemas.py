"""The forms' JSON Schemas: labels, help and choices for pages to show, and the same answer as the validation."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, get_args

import pytest
from jsonschema_rs import Draft202012Validator

from functions.portal.handler import handler
from infra.local.people import People
from shared.domain import choices
from shared.domain.errors import Invalid
from shared.domain.form import ApplicationForm
from shared.domain.mentor_form import MentorForm
from shared.domain.model import Model, read
from tests.functions.documented import document_of
from tests.functions.http import call

FORMS: dict[str, type[Model]] = {"application": ApplicationForm, "mentor_interest": MentorForm}
CHOICES: dict[str, dict[str, Any]] = {
    "application": {
        "training.stage": choices.Stage,
        "training.program": choices.Program,
        "location.state": choices.State,
        "self_identification.groups": choices.Group,
        "interests.disciplines": choices.Discipline,
        "interests.disease_sites": choices.DiseaseSite,
        "interests.topics": choices.Topic,
        "interests.settings": choices.Setting,
        "preferences.format": choices.Format,
    },
    "mentor_interest": {
        "stage": choices.MentorStage,
        "location.state": choices.State,
        "disciplines": choices.Discipline,
        "disease_sites": choices.DiseaseSite,
        "topics": choices.Topic,
        "settings": choices.Setting,
        "formats": choices.Format,
        "mentee_stages": choices.Stage,
    },
}
LEFT_OUT = object()
# What both take, and what both refuse.
TAKEN: dict[str, list[tuple[str, Any]]] = {
    "application": [
        ("applicant.preferred_name", None),
        ("applicant.first_name", "x" * 100),
        ("training.school_country", LEFT_OUT),
        ("location.state", "none"),
        ("self_identification", {}),
        ("self_identification", {"declines": True}),
        ("self_identification", {"groups": ["another_group"], "another_group": "Garifuna"}),
        ("introduction", "x" * 80),
        ("introduction", "x" * 300),
        ("statement", "x" * 150),
        ("statement", "x" * 3000),
        ("statement", "x " * 3000),
        ("applicant", {"first_name": "Suharto", "single_name": True}),
    ],
    "mentor_interest": [
        ("capacity", 1),
        ("capacity", 5),
        ("introduction", "x" * 300),
        ("bio", LEFT_OUT),
        ("avoid_institutions", []),
        ("avoid_institutions", ["Lakeside Cancer Center"]),
        ("formats", ["virtual", "in_person", "either"]),
        ("name", {"first": "Suharto", "single_name": True}),
    ],
}
REFUSED: dict[str, list[tuple[str, Any]]] = {
    "application": [
        ("applicant", LEFT_OUT),
        ("applicant.first_name", ""),
        ("applicant.last_name", "x" * 101),
        ("applicant.pronouns", "x" * 41),
        ("applicant.email", "ada@example.edu"),
        ("training.stage", "fellow"),
        ("training.stage", "Medical student"),
        ("training.program", ["MD"]),
        ("training.graduation", "2026-13"),
        ("training.school_country", "usa"),
        ("location.state", "tx"),
        ("location.time_zone", "x" * 65),
        ("self_identification", LEFT_OUT),
        ("self_identification.groups", ["none", "none"]),
        ("self_identification.declines", "yes"),
        ("interests.topics", []),
        ("interests.topics", ["research", "research"]),
        ("preferences.same_region", 1),
        ("introduction", LEFT_OUT),
        ("introduction", "x" * 79),
        ("introduction", "x" * 301),
        ("statement", "x" * 149),
        ("statement", "x" * 9001),
        ("applicant.last_name", LEFT_OUT),
        ("applicant", {"first_name": "Suharto", "single_name": False}),
        ("attestations.accurate", False),
        ("attestations.minimum_commitment", LEFT_OUT),
    ],
    "mentor_interest": [
        ("capacity", 0),
        ("capacity", 6),
        ("capacity", "2"),
        ("capacity", True),
        ("months_available", 5),
        ("formats", ["virtual", "virtual"]),
        ("name.first", LEFT_OUT),
        ("name.last", LEFT_OUT),
        ("avoid_institutions", ["A", "A"]),
        ("introduction", LEFT_OUT),
        ("introduction", "x" * 79),
        ("bio", "x" * 3001),
        ("bio", None),
        ("salary", 1),
    ],
}
# What no keyword of JSON Schema says, so that the validation alone refuses it.
BEYOND: list[tuple[str, Any]] = [
    ("applicant.first_name", " \u200b"),
    ("applicant.first_name", "A\x1bB"),
    ("applicant.single_name", True),
    ("location.time_zone", "Mars/Olympus"),
    ("statement", "\x00" * 150),
    ("statement", "x" * 3001),
    ("statement", f"x{' ' * 149}"),
    ("self_identification", {"groups": ["hispanic_latino"], "declines": True}),
]


@pytest.fixture(params=sorted(FORMS))
def name(request: pytest.FixtureRequest) -> str:
    """Each of the two forms."""
    return str(request.param)


def schema(name: str) -> dict[str, Any]:
    """The schema as pages get it."""
    body: dict[str, Any] = call(handler, "GET", f"/api/schemas/{name}").json
    return body


def fields(whole: dict[str, Any], part: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field below a part by its path, parts included; what is beside a `$ref` wins over what it leads to."""
    for field, found in part["properties"].items():
        resolved = whole["$defs"].get(found.get("$ref", "").removeprefix("#/$defs/"), {}) | found
        yield prefix + field, resolved
        if "properties" in resolved:
            yield from fields(whole, resolved, f"{prefix}{field}.")


def all_fields(name: str) -> dict[str, dict[str, Any]]:
    """Every field of a form by its path."""
    whole = schema(name)
    return dict(fields(whole, whole))


def changed(form: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The form with one field changed or left out."""
    whole = deepcopy(form)
    *parts, last = path.split(".")
    holder = whole
    for part in parts:
        holder = holder[part]
    if value is LEFT_OUT:
        holder.pop(last, None)
    else:
        holder[last] = value
    return whole


def judged(name: str, form: dict[str, Any]) -> tuple[bool, bool]:
    """Whether the schema takes a form, and whether the validation does."""
    by_schema = Draft202012Validator(schema(name)).is_valid(form)
    try:
        read(FORMS[name], form)
    except Invalid:
        return by_schema, False
    return by_schema, True


def filled(people: People, name: str) -> dict[str, Any]:
    """A form that can be submitted."""
    return people.applicant().form if name == "application" else people.mentor().form


def test_every_field_has_a_label_of_its_own_words(name: str) -> None:
    titles = {path: field.get("title", "") for path, field in all_fields(name).items()}
    assert [path for path, title in titles.items() if not title.strip() or title != title.strip()] == []
    made = {path: path.rpartition(".")[2].replace("_", " ").title() for path in titles}
    assert [path for path, title in titles.items() if title == made[path] and " " in title] == []


def test_labels_and_help_of_a_form_have_no_code(name: str) -> None:
    texts = [field.get(key, "") for field in all_fields(name).values() for key in ("title", "description")]
    assert [text for text in texts if "`" in text or ("_" in text.replace("New_York", "") or "  " in text)] == []


def test_every_closed_list_has_its_choices_with_labels_in_order(name: str) -> None:
    found = {path: field.get("items", field) for path, field in all_fields(name).items()}
    lists = {path: field for path, field in found.items() if "enum" in field or "oneOf" in field}
    assert {path: tuple(field["enum"]) for path, field in lists.items()} == {
        path: get_args(codes) for path, codes in CHOICES[name].items()
    }
    for field in lists.values():
        assert [choice["const"] for choice in field["oneOf"]] == field["enum"]
        assert all(choice["title"].strip() and set(choice) == {"const", "title"} for choice in field["oneOf"])
        assert field["type"] == "string"


def test_every_choice_of_the_schema_is_taken(people: People, name: str) -> None:
    form = filled(people, name)
    refused = [
        (path, choice)
        for path, codes in CHOICES[name].items()
        for choice in get_args(codes)
        if judged(name, changed(form, path, [choice] if "items" in all_fields(name)[path] else choice)) != (True, True)
    ]
    assert refused == []


def test_schema_takes_what_the_validation_takes(people: People, name: str) -> None:
    form = filled(people, name)
    cases = [form, *(changed(form, path, value) for path, value in TAKEN[name])]
    assert [judged(name, case) for case in cases] == [(True, True)] * len(cases)


def test_schema_refuses_what_the_validation_refuses(people: People, name: str) -> None:
    form = filled(people, name)
    found = {(path, str(value)): judged(name, changed(form, path, value)) for path, value in REFUSED[name]}
    assert found == dict.fromkeys(found, (False, False))


def test_validation_alone_refuses_what_no_keyword_says(people: People) -> None:
    form = filled(people, "application")
    found = {(path, str(value)): judged("application", changed(form, path, value)) for path, value in BEYOND}
    assert found == dict.fromkeys(found, (True, False))


def test_schema_says_of_a_missing_field_what_the_validation_says(people: People, name: str) -> None:
    form = filled(people, name)
    for path, field in all_fields(name).items():
        if "x-missing" in field:
            with pytest.raises(Invalid) as refused:
                read(FORMS[name], changed(form, path, LEFT_OUT))
            assert refused.value.extra["errors"] == [{"field": path, "message": field["x-missing"]}]


def test_schema_names_every_field_that_cannot_be_left_out(name: str) -> None:
    whole = schema(name)
    parts = all_fields(name).items()
    required = {(path, field) for path, part in parts for field in part.get("required", ())}
    required |= {(path, field) for path, part in parts for field in part.get("else", {}).get("required", ())}
    required |= {("", field) for field in whole["required"]}
    named = {
        (path.rpartition(".")[0], path.rpartition(".")[2])
        for path, field in all_fields(name).items()
        if "x-missing" in field
    }
    assert named == required


def test_time_zones_of_the_states_have_the_names_people_use(name: str) -> None:
    suggested = all_fields(name)["location.time_zone"]["x-suggested"]
    assert {choice["const"]: choice["title"] for choice in suggested} == choices.US_TIME_ZONES


def test_self_identification_says_why_it_is_asked_who_sees_it_and_that_one_may_decline() -> None:
    text = all_fields("application")["self_identification"]["description"]
    assert [words in text for words in ("Why we ask", "Who sees it", "staff", "You may decline")] == [True] * 4


def test_statement_gives_its_limits() -> None:
    text = all_fields("application")["statement"]
    limits = text["x-without-spaces"]
    assert f"{limits['minLength']:,} to {limits['maxLength']:,} characters, without" in text["description"]


def test_attestations_are_the_sentences_that_one_confirms() -> None:
    attestations = [field for path, field in all_fields("application").items() if path.startswith("attestations.")]
    assert [(field["title"].startswith("I "), field["title"][-1], field["const"]) for field in attestations] == [
        (True, ".", True)
    ] * 2


def test_openapi_document_has_the_labels_too() -> None:
    api = document_of("functions.portal.handler")
    stage = api["components"]["schemas"]["Training"]["properties"]["stage"]
    assert (stage["title"], stage["oneOf"]) == (
        "Stage of training",
        [{"const": code, "title": label} for code, label in choices.STAGES.items()],
    )
