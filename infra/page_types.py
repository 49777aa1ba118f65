"""Hold the pages' types against the API's, as its code describes it at this moment: `python -m infra.page_types`."""

from pathlib import Path

from infra import openapi, pages

#: Where the pages' compiler finds the API's types (`#openapi` in their tsconfig.json).
TYPES = Path(".build/pages/openapi.d.ts")
OPTIONS = ("--immutable", "--empty-objects-unknown")


def make(root: Path) -> None:
    """Make the types from the OpenAPI document."""
    types = root / TYPES
    types.parent.mkdir(parents=True, exist_ok=True)
    document = types.with_name("openapi.json")
    document.write_bytes(openapi.build(root))
    pages.run(root / pages.SOURCE, "openapi-typescript", str(document), f"--output={types}", *OPTIONS)


def check(root: Path) -> None:
    """Compile the pages with them; CalledProcessError when the pages do not follow the API."""
    make(root)
    pages.run(root / pages.SOURCE, "tsc", "--noEmit")


if __name__ == "__main__":
    check(pages.ROOT)
