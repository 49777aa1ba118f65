"""The application form in parts, as it is saved and shown: what JSON Schema says of it in the OpenAPI document."""

from collections.abc import Mapping
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from shared.domain.form import PROVIDED, SELF_IDENTIFICATION, ApplicationForm
from shared.domain.model import Model

# What only a form that can be submitted must keep to; a default would be no part that was sent.
_OF_THE_WHOLE = frozenset({"required", "minLength", "minItems", "const", "default", "if", "else"})
_NULL = {"type": "null"}
_MARK = {"type": "object", "properties": {"provided": {"const": True}}, "required": [*PROVIDED]}


class ApplicationDraft(Model):
    """Any part of the application, as it is saved so far; of self-identification only that it was provided."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        parts = _parts(ApplicationForm.model_json_schema())
        return _object(cls, {**parts, SELF_IDENTIFICATION: _MARK})


class ApplicationChanges(Model):
    """Any part of the application; `null` takes out a field or a whole part."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        whole = ApplicationForm.model_json_schema()
        answer = {"anyOf": [_resolved(whole["properties"][SELF_IDENTIFICATION], whole["$defs"]), _MARK]}
        parts = {name: _clearable(part) for name, part in _parts(whole).items()}
        return _object(cls, {**parts, SELF_IDENTIFICATION: _or_null(answer)})


def _object(model: type[Model], properties: Mapping[str, Any]) -> JsonSchemaValue:
    closed = {"type": "object", "additionalProperties": False}
    return {"title": model.__name__, "description": model.__doc__, **closed, "properties": properties}


def _parts(whole: JsonSchemaValue) -> dict[str, Any]:
    return {name: _partial(part, whole["$defs"]) for name, part in whole["properties"].items()}


def _partial(node: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Ask for nothing that a draft may still lack, however deep."""
    partial = {name: value for name, value in _resolved(node, definitions).items() if name not in _OF_THE_WHOLE}
    if "properties" in partial:
        partial["properties"] = {name: _partial(inner, definitions) for name, inner in partial["properties"].items()}
    if "items" in partial:
        partial["items"] = _partial(partial["items"], definitions)
    return partial


def _resolved(node: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """Put what a node refers to in its place, and leave `null` out of its choices; what is beside either wins."""
    beside = {name: value for name, value in node.items() if name not in ("$ref", "anyOf")}
    if "$ref" in node:
        return {**definitions[node["$ref"].rpartition("/")[2]], **beside}
    choices = [choice for choice in node.get("anyOf", ()) if choice != _NULL]
    return {**choices[0], **beside} if len(choices) == 1 else dict(node)


def _clearable(part: Mapping[str, Any]) -> dict[str, Any]:
    fields = {name: _or_null(field) for name, field in part.get("properties", {}).items()}
    return _or_null({**part, "properties": fields} if fields else part)


def _or_null(node: Mapping[str, Any]) -> dict[str, Any]:
    named = {name: node[name] for name in ("title", "description") if name in node}
    return {**named, "anyOf": [node, _NULL]}
