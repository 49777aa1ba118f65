"""The pages' types against the API's: a change of the API that the pages do not follow does not compile."""

import json
import subprocess
from pathlib import Path

import pytest

from infra import openapi, page_types, pages


@pytest.fixture(scope="module")
def document() -> str:
    """The OpenAPI document of the code as it is."""
    return openapi.build(pages.ROOT).decode()


def compile_with(document: str, directory: Path) -> None:
    """Compile the pages with the types of a document."""
    page_types.make(document.encode(), directory / "openapi.d.ts")
    source = pages.ROOT / pages.SOURCE
    options = {"paths": {"#openapi": [str(directory / "openapi.d.ts")]}, "typeRoots": [f"{source}/node_modules/@types"]}
    project = {"extends": f"{source}/tsconfig.json", "compilerOptions": options, "include": [f"{source}/src"]}
    (directory / "tsconfig.json").write_text(json.dumps(project))
    page_types.compile_pages(directory)


def test_pages_follow_the_api(document: str, tmp_path: Path) -> None:
    compile_with(document, tmp_path)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ('"response_days"', '"answer_days"'),
        ('"/api/matches/{match}/decline"', '"/api/matches/{match}/refusal"'),
        ('"paused"', '"resting"'),
        ('"months_available"', '"months_free"'),
    ],
)
def test_pages_that_do_not_follow_it_do_not_compile(document: str, tmp_path: Path, name: str, other: str) -> None:
    assert name in document
    with pytest.raises(subprocess.CalledProcessError):
        compile_with(document.replace(name, other), tmp_path)
