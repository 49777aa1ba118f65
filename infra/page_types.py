"""Hold the pages' types against the API's, as its code describes it at this moment: `python -m infra.page_types`."""

from pathlib import Path

from infra import node, openapi, pages

#: Where the pages' compiler finds the API's types (`#openapi` in their tsconfig.json).
TYPES = Path(".build/pages/openapi.d.ts")
OPTIONS = ("--immutable", "--empty-objects-unknown")


def make(document: bytes, types: Path) -> None:
    """Make the types from an OpenAPI document."""
    types.parent.mkdir(parents=True, exist_ok=True)
    described = types.with_name("openapi.json")
    described.write_bytes(document)
    node.run(pages.ROOT / pages.SOURCE, "openapi-typescript", str(described), f"--output={types}", *OPTIONS)


def compile_pages(project: Path) -> None:
    """Compile the pages as a tsconfig.json says; CalledProcessError when they do not follow the API."""
    node.run(pages.ROOT / pages.SOURCE, "tsc", "--noEmit", "--project", str(project))


if __name__ == "__main__":
    make(openapi.build(pages.ROOT), pages.ROOT / TYPES)
    compile_pages(pages.ROOT / pages.SOURCE)
