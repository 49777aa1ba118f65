"""Print the OpenAPI document of one function: `python -m shared.runtime.openapi functions.portal.handler`.

A response is described by the type that its route returns: `-> Response[CycleDict]`, called `Cycle` in the document.
"""

import importlib
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from shared.domain.errors import ProgramError
from shared.runtime.api import Api
from shared.runtime.problems import PROBLEM, ProblemDict

_SCHEMAS = "#/components/schemas/"
_OF_POWERTOOLS = ("HTTPValidationError", "ResponseValidationError", "ValidationError")
_REFUSAL = {
    "description": "what is wrong and what to do (RFC 9457)",
    "content": {PROBLEM: {"schema": {"$ref": f"{_SCHEMAS}Problem"}}},
}


def document(module: str) -> dict[str, Any]:
    """Return the OpenAPI document of the handler module's routes, made from their signatures and models."""
    app: Api = importlib.import_module(module).app
    text = app.get_openapi_json_schema(title="Mentoring program", version="1", description="Applications and matching.")
    described: dict[str, Any] = json.loads(text)
    schemas = described["components"]["schemas"]
    schemas.update(_problem())
    for name in _OF_POWERTOOLS:
        del schemas[name]
    for operations in described["paths"].values():
        for operation in operations.values():
            operation["responses"]["default"] = _REFUSAL
    return _without_suffix(described)


@cache
def _problem() -> dict[str, Any]:
    schema = TypeAdapter(ProblemDict).json_schema(ref_template=_SCHEMAS + "{model}")
    definitions: dict[str, Any] = schema.pop("$defs")
    schema["properties"]["type"]["enum"] = sorted(set(_slugs(ProgramError)))
    return {**definitions, "ProblemDict": schema}


def _slugs(kind: type[ProgramError]) -> Iterator[str]:
    for refusal in kind.__subclasses__():
        yield refusal.slug
        yield from _slugs(refusal)


def _without_suffix(described: dict[str, Any]) -> dict[str, Any]:
    """Call a `CycleDict` of the code `Cycle`; ValueError when two components would have one name."""
    names = [name.removesuffix("Dict") for name in described["components"]["schemas"]]
    if len(set(names)) < len(names):
        raise ValueError(f"two components have one name: {sorted(names)}")
    shortened: dict[str, Any] = json.loads(re.sub(r'([/"][A-Z]\w*)Dict"', r'\1"', json.dumps(described)))
    return shortened


if __name__ == "__main__":
    json.dump(document(sys.argv[1]), sys.stdout)
