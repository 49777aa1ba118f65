"""The one OpenAPI document of all API functions, made from their code when they are bundled."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from infra.functions import FUNCTIONS

APIS = [name for name, spec in FUNCTIONS.items() if spec.routes]


def build(root: Path) -> bytes:
    """Return the document as JSON; CalledProcessError when a function's routes cannot be described."""
    merged: dict[str, Any] = {}
    for function in APIS:
        described = _describe(root, function)
        if pool := FUNCTIONS[function].pool:
            _secure(described, pool)
        if not merged:
            merged = described
        merged["paths"].update(described["paths"])
        add(merged["components"]["schemas"], described["components"]["schemas"])
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


def _secure(described: dict[str, Any], pool: str) -> None:
    for operations in described["paths"].values():
        for operation in operations.values():
            operation["security"] = [{pool: []}]


def add(schemas: dict[str, Any], more: dict[str, Any]) -> None:
    """Add a function's schemas; ValueError when it calls something else by a name that another has taken."""
    different = [name for name in schemas.keys() & more.keys() if schemas[name] != more[name]]
    if different:
        raise ValueError(f"two functions describe something else as {different}")
    schemas.update(more)
