"""The one OpenAPI document of all API functions, made from their code when they are bundled."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from infra.functions import FUNCTIONS

APIS = [name for name, spec in FUNCTIONS.items() if spec.routes]
_PROBLEM = {
    "description": "a problem document (RFC 9457): what is wrong and what to do",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "required": ["type", "title", "status", "detail", "instance"],
                "properties": {
                    "type": {"type": "string"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "detail": {"type": "string"},
                    "instance": {"type": "string"},
                    "errors": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
                        },
                    },
                },
            }
        }
    },
}


def build(root: Path) -> bytes:
    """Return the document as JSON; CalledProcessError when a function's routes cannot be described."""
    merged: dict[str, Any] = {}
    for function in APIS:
        described = _describe(root, function)
        _complete(described, FUNCTIONS[function].pool)
        if not merged:
            merged = described
        merged["paths"].update(described["paths"])
        merged["components"]["schemas"].update(described["components"]["schemas"])
    merged["components"]["securitySchemes"] = {
        pool: {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": f"a token of the {pool} pool"}
        for pool in dict.fromkeys(spec.pool for spec in FUNCTIONS.values() if spec.pool)
    }
    return json.dumps(merged, sort_keys=True).encode()


def _describe(root: Path, function: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "shared.runtime.openapi", f"functions.{function}.handler"]
    environment = {**os.environ, "POWERTOOLS_SERVICE_NAME": function, "PYTHONPATH": str(root)}
    output = subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True).stdout
    described: dict[str, Any] = json.loads(output)
    return described


def _complete(described: dict[str, Any], pool: str | None) -> None:
    """Say of every operation who may call it, that it answers JSON objects, and how it refuses."""
    for operations in described["paths"].values():
        for operation in operations.values():
            for answer in operation["responses"].values():
                answer["content"] = {"application/json": {"schema": {"type": "object"}}}
            operation["responses"]["default"] = _PROBLEM
            if pool:
                operation["security"] = [{pool: []}]
