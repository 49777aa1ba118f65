"""Documents: the forms' JSON Schemas, the lists and counts for them, and the OpenAPI document that the build makes."""

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

from typing_extensions import TypedDict

from shared.domain.errors import NotFound
from shared.domain.form import ApplicationForm
from shared.domain.institutions import list_institutions
from shared.domain.mentor_form import MentorForm
from shared.domain.model import Model
from shared.domain.schools import list_schools
from shared.store import mentor_interests as store

FormSchema = TypedDict(
    "FormSchema",
    {
        "$schema": str,
        "$defs": dict[str, "FormSchema"],
        "$ref": str,
        "title": str,
        "description": str,
        "type": str,
        "properties": dict[str, "FormSchema"],
        "required": list[str],
        "additionalProperties": bool,
        "items": "FormSchema",
        "anyOf": list["FormSchema"],
        "oneOf": list["FormSchema"],
        "enum": list[str],
        "const": str | bool,
        "default": str | bool | None,
        "examples": list[str],
        "pattern": str,
        "minLength": int,
        "maxLength": int,
        "minItems": int,
        "maxItems": int,
        "uniqueItems": bool,
        "minimum": int,
        "maximum": int,
        "if": "FormSchema",
        "else": "FormSchema",
        "x-missing": str,
        "x-without-spaces": "FormSchema",
        "x-suggested": list["FormSchema"],
        "x-regions": dict[str, str],
    },
    total=False,
)
"""The JSON Schema of a form or of one field in it, in the keywords that forms use."""


class SchoolDict(TypedDict):
    """A school, and the other names people type."""

    name: str
    also: Sequence[str]


class SchoolListDict(TypedDict):
    """Schools by name."""

    items: list[SchoolDict]


class InstitutionDict(TypedDict):
    """A university with all that belongs to it, or a hospital, and the other names people type."""

    name: str
    also: Sequence[str]


class InstitutionListDict(TypedDict):
    """Institutions by name."""

    items: list[InstitutionDict]


class MentorInterestsDict(TypedDict):
    """At least how many mentors share each choice, in steps of five; a choice that fewer share isn't named."""

    disciplines: dict[str, int]
    disease_sites: dict[str, int]
    topics: dict[str, int]
    settings: dict[str, int]


_FORMS: dict[str, type[Model]] = {"application": ApplicationForm, "mentor_interest": MentorForm}


@cache
def schema(name: str) -> FormSchema:
    """Return the JSON Schema of a form; NotFound when there is no such form."""
    if name not in _FORMS:
        raise NotFound(f"There are schemas for {' and '.join(_FORMS)}.")
    form = cast(FormSchema, _FORMS[name].model_json_schema())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **form}


@lru_cache(maxsize=1)
def schools(on: date) -> SchoolListDict:
    """Return the schools that count on that day, by name, each with the other names people type."""
    listed = sorted(list_schools(on), key=lambda school: school.name.casefold())
    return {"items": [{"name": school.name, "also": school.aliases} for school in listed]}


@cache
def institutions() -> InstitutionListDict:
    """Return the institutions by name, each with its schools, hospitals, cancer centers and other names."""
    return {"items": [{"name": each.name, "also": each.other_names} for each in list_institutions()]}


def mentor_interests() -> MentorInterestsDict:
    """Return at least how many mentors share each interest, as it was counted last."""
    return cast(MentorInterestsDict, store.load().counts)


@cache
def openapi() -> str:
    """Return the OpenAPI document."""
    return Path(__file__).with_name("openapi.json").read_text(encoding="utf-8")
