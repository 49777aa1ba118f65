"""Documents: the forms' JSON Schemas, the list of schools, and the OpenAPI document that the build puts here."""

import json
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from shared.domain.errors import NotFound
from shared.domain.form import ApplicationForm
from shared.domain.mentor import MentorForm
from shared.domain.model import Model
from shared.domain.schools import list_schools

_FORMS: dict[str, type[Model]] = {"application": ApplicationForm, "mentor_interest": MentorForm}


@cache
def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a form; NotFound when there is no such form."""
    if name not in _FORMS:
        raise NotFound(f"There are schemas for {' and '.join(_FORMS)}.")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_FORMS[name].model_json_schema()}


@lru_cache(maxsize=1)
def schools(on: date) -> str:
    """Return the schools that count on that day, by name, each with the other names people type, as compact JSON."""
    listed = sorted(list_schools(on), key=lambda school: school.name.casefold())
    items = [{"name": school.name, "also": school.aliases} for school in listed]
    return json.dumps({"items": items}, ensure_ascii=False, separators=(",", ":"))


@cache
def openapi() -> str:
    """Return the OpenAPI document."""
    return Path(__file__).with_name("openapi.json").read_text(encoding="utf-8")
