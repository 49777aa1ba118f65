"""What the OpenAPI document says of every route, and that the test client holds every answer to it."""

import json
import re
from types import SimpleNamespace
from typing import Any

import pytest

from functions.portal.handler import handler as portal
from infra import openapi
from infra.local.people import People
from tests.functions import documented
from tests.functions.http import call

SCHEMAS = "#/components/schemas/"
PROBLEM = {"application/problem+json": {"schema": {"$ref": f"{SCHEMAS}Problem"}}}


def document(api: str) -> dict[str, Any]:
    """The document of an API's routes."""
    return documented.document_of(f"functions.{api}.handler")


def components(api: str) -> dict[str, Any]:
    """The schemas that an API's document names."""
    schemas: dict[str, Any] = document(api)["components"]["schemas"]
    return schemas


def accepts(api: str, name: str, value: Any) -> bool:
    """Whether a named schema accepts a value."""
    return not documented.errors(f"functions.{api}.handler", {"$ref": f"{SCHEMAS}{name}"}, value)


@pytest.mark.parametrize("api", openapi.APIS)
def test_every_answer_is_a_file_or_an_object_with_known_keys_and_every_refusal_a_problem(api: str) -> None:
    operations = [operation for path in document(api)["paths"].values() for operation in path.values()]
    assert operations
    for operation in operations:
        answers = {status: answer["content"] for status, answer in operation["responses"].items()}
        assert answers.pop("default") == PROBLEM
        assert set(answers) <= {"200", "201", "202"}
        assert answers
        for content in answers.values():
            if api == "certificates":
                assert content == {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
                continue
            name = content["application/json"]["schema"]["$ref"].removeprefix(SCHEMAS)
            assert components(api)[name]["properties"]


@pytest.mark.parametrize("api", openapi.APIS)
def test_names_are_plain_and_lead_somewhere(api: str) -> None:
    named = set(re.findall(rf'"{SCHEMAS}([^"]+)"', json.dumps(document(api))))
    assert named <= set(components(api))
    assert [
        name for name in components(api) if not re.fullmatch(r"([A-Z][a-z]+)+", name) or name.endswith("Dict")
    ] == []


def test_functions_mean_the_same_by_a_name() -> None:
    schemas: dict[str, Any] = {}
    for api in openapi.APIS:
        openapi.add(schemas, components(api))
    assert len(schemas) > 50
    with pytest.raises(ValueError, match="Cycle"):
        openapi.add(schemas, {"Cycle": {"type": "object"}})


def test_problem_knows_every_type_of_refusal() -> None:
    types = components("portal")["Problem"]["properties"]["type"]["enum"]
    assert {"deadline_passed", "stale_version", "incomplete", "busy", "failure", "too_large"} <= set(types)


def test_parts_of_an_application_may_be_sent_and_taken_out(people: People) -> None:
    form = people.applicant().form
    sent: list[dict[str, Any]] = [
        form,
        {},
        {"statement": "Too short yet"},
        {"applicant": None},
        {"applicant": {"first_name": None}, "interests": {"topics": []}},
        {"self_identification": {"provided": True}},
        {"self_identification": None},
        {"attestations": {"accurate": False}},
    ]
    assert [accepts("applications", "ApplicationChanges", parts) for parts in sent] == [True] * len(sent)
    wrong: list[dict[str, Any]] = [
        {"email": "ada@example.edu"},
        {"training": {"stage": "fellow"}},
        {"statement": 5},
        {"self_identification": {"groups": None}},
    ]
    assert [accepts("applications", "ApplicationChanges", parts) for parts in wrong] == [False] * len(wrong)


def test_draft_is_shown_without_null_and_without_self_identification(people: People) -> None:
    form = {**people.applicant().form, "self_identification": {"provided": True}}
    assert accepts("applications", "ApplicationDraft", form)
    wrong = ({"statement": None}, {"applicant": {"first_name": None}}, {"self_identification": {"groups": ["none"]}})
    assert [accepts("applications", "ApplicationDraft", {**form, **parts}) for parts in wrong] == [False] * 3


SCHOOLS = {"items": [{"name": "A school", "also": ["Another name"]}]}
OTHERWISE: list[Any] = [
    {"schools": []},
    {**SCHOOLS, "more": 1},
    {"items": [{"name": "A school"}]},
    {"items": [{"name": "A school", "also": [], "city": "Omaha"}]},
    {"items": [{"name": 1, "also": []}]},
]


def answer_with(body: Any, status: int = 200) -> Any:
    """A handler of the portal that answers with this body."""

    def handler(_event: Any, _context: Any) -> dict[str, Any]:
        return {"statusCode": status, "headers": {"Content-Type": "application/json"}, "body": json.dumps(body)}

    handler.__module__ = portal.__module__
    return handler


def test_client_holds_every_answer_to_the_document() -> None:
    assert call(answer_with(SCHOOLS), "GET", "/api/schools").json == SCHOOLS
    for body in OTHERWISE:
        with pytest.raises(AssertionError, match="GET /api/schools answers 200"):
            call(answer_with(body), "GET", "/api/schools")
    for method, path, status in (
        ("GET", "/api/schools", 201),
        ("POST", "/api/schools", 200),
        ("GET", "/api/none", 200),
    ):
        with pytest.raises(AssertionError, match=f"{method} {path} answers {status}"):
            call(answer_with(SCHOOLS, status), method, path)


def test_client_holds_every_refusal_to_the_document() -> None:
    body = {"type": "not_found", "title": "Not found", "status": 404, "detail": "There is none.", "instance": "1"}
    kind = {"content-type": "application/problem+json"}
    for wrong in ({"type": "strange"}, {"more": 1}, {"status": "404"}, {"late_by_seconds": "3"}):
        with pytest.raises(AssertionError, match="GET /api/schools answers 404"):
            documented.check(
                portal.__module__,
                "GET",
                "/api/schools",
                SimpleNamespace(status=404, headers=kind, json={**body, **wrong}),
            )
