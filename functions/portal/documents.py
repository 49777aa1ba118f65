"""Documents about the API: the forms' JSON Schemas, and the OpenAPI document that the build puts beside this module."""

from functools import cache
from pathlib import Path
from typing import Any

from shared.domain.errors import NotFound
from shared.domain.form import ApplicationForm
from shared.domain.mentor import MentorForm
from shared.domain.model import Model

_FORMS: dict[str, type[Model]] = {"application": ApplicationForm, "mentor_interest": MentorForm}


@cache
def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a form; NotFound when there is no such form."""
    if name not in _FORMS:
        raise NotFound(f"There are schemas for {' and '.join(_FORMS)}.")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_FORMS[name].model_json_schema()}


@cache
def openapi() -> str:
    """Return the OpenAPI document."""
    return Path(__file__).with_name("openapi.json").read_text(encoding="utf-8")
