"""Name the code that nothing uses, tests not counted: `python -m tests.dead_code`."""

import sys
from pathlib import Path

from vulture import Vulture

from infra.environment import ENVIRONMENT

ROOT = Path(__file__).parents[1]
#: What is used from outside the code: by AWS, by a library, or by people.
ALLOWED = {
    "availability_zones": "the CDK asks the stack for them",
    "do_*": "http.server calls them",
    "handle_starttag": "html.parser calls it",
    "handler": "Lambda calls it",
    "local_cloud": "the tests' way to a local cloud of their own",
    "ROUTES": "a module of routes is imported to register them",
    "SILENT": "tests hold it against the activity types",
    "log_message": "http.server calls it",
    "metadata": "CloudFormation reads it",
    "__signature__": "inspect reads it",
}
#: What the stack holds as values of settings.
SETTINGS = {path.split(".")[0] for path in ENVIRONMENT.values()}
#: Routes, and what pydantic calls.
DECORATORS = ["@app.*", "@field_validator", "@model_validator", "@jsii.*"]


def unused() -> list[str]:
    """Return a line for each unused function, class, method, attribute or constant; fields of records are left out."""
    vulture = Vulture(ignore_names=[*ALLOWED, *SETTINGS], ignore_decorators=DECORATORS)
    vulture.scavenge([ROOT / top for top in ("functions", "shared", "infra")], exclude=["*/node_modules/*"])
    found = vulture.get_unused_code(min_confidence=60)
    return [
        f"{item.filename.relative_to(ROOT)}:{item.first_lineno}: {item.typ} {item.name} is used nowhere"
        for item in found
        if item.typ != "variable" or item.name.isupper()
    ]


if __name__ == "__main__":
    lines = unused()
    print("\n".join(lines))
    sys.exit(bool(lines))
