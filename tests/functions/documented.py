"""Whether an answer is what the OpenAPI document says of its route: that status, those keys and no other."""

import json
import re
from functools import cache
from typing import Any

from jsonschema_rs import Draft202012Validator

from shared.runtime.openapi import document
from shared.runtime.problems import PROBLEM

_PROBLEM = {"$ref": "#/components/schemas/Problem"}


def check(module: str, method: str, path: str, answer: Any) -> None:
    """AssertionError when a JSON answer of a handler's module is not the one that is documented."""
    kind = answer.headers.get("content-type")
    if kind == PROBLEM:
        schema = _PROBLEM
    elif kind == "application/json" and path != "/api/openapi.json":
        schema = _schema(module, method, path, str(answer.status))
    else:
        return
    wrong = errors(module, schema, answer.json)
    assert wrong == [], f"{method} {path} answers {answer.status} otherwise than the OpenAPI document says"


def errors(module: str, schema: dict[str, Any], value: Any) -> list[str]:
    """What is wrong with a value, by a schema of a handler's document."""
    found = _validator(module, json.dumps(schema)).iter_errors(value)
    return [f"{'.'.join(map(str, error.instance_path))}: {error.message}" for error in found]


def _schema(module: str, method: str, path: str, status: str) -> dict[str, Any]:
    operations = next((found for pattern, found in _routes(module) if pattern.fullmatch(path)), {})
    answers = operations.get(method.lower(), {}).get("responses", {})
    assert status in answers, f"{method} {path} answers {status}, of which the OpenAPI document says nothing"
    schema: dict[str, Any] = answers[status]["content"]["application/json"]["schema"]
    return schema


@cache
def document_of(module: str) -> dict[str, Any]:
    """Return the OpenAPI document of a handler's module, made once: that takes half a second."""
    return document(module)


@cache
def _routes(module: str) -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    """What is documented by address, fixed addresses before those with parameters."""
    paths = sorted(document_of(module)["paths"].items(), key=lambda item: item[0].count("{"))
    return [(re.compile(re.sub(r"{\w+}", "[^/]+", path)), operations) for path, operations in paths]


@cache
def _validator(module: str, schema: str) -> Draft202012Validator:
    return Draft202012Validator({**json.loads(schema), "components": _components(module)})


@cache
def _components(module: str) -> Any:
    return _closed(document_of(module)["components"])


def _closed(node: Any) -> Any:
    """Let no object have other keys than those that are documented."""
    if isinstance(node, list):
        return [_closed(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    closed = {name: _closed(inner) for name, inner in node.items()}
    return (
        {"additionalProperties": False, **closed} if node.get("type") == "object" and "properties" in node else closed
    )
