"""Print the OpenAPI document of one function: `python -m shared.runtime.openapi functions.portal.handler`."""

import importlib
import json
import sys
from typing import Any

from shared.runtime.api import Api


def document(module: str) -> dict[str, Any]:
    """Return the OpenAPI document of the handler module's routes, made from their signatures and models."""
    app: Api = importlib.import_module(module).app
    described: dict[str, Any] = json.loads(
        app.get_openapi_json_schema(title="Mentoring program", version="1", description="Applications and matching.")
    )
    return described


if __name__ == "__main__":
    json.dump(document(sys.argv[1]), sys.stdout)
