"""What people read is set with typographic apostrophes; addresses and code keep the straight one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STRAIGHT = re.compile(r"[^\W\d_]'[a-z]")
COMMENTS = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def texts(source: str) -> Iterator[str]:
    """The texts of a Python module, without its docstrings."""
    tree = ast.parse(source)
    documented = [node for node in ast.walk(tree) if isinstance(node, DOCUMENTED)]
    expressions = [inner for node in documented for inner in node.body if isinstance(inner, ast.Expr)]
    docstrings = {id(expression.value) for expression in expressions}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def straight(path: Path) -> list[str]:
    """The texts for people in a file that have a straight apostrophe."""
    source = path.read_text(encoding="utf-8")
    read = texts(source) if path.suffix == ".py" else COMMENTS.sub("", source).splitlines()
    return [text for text in read if STRAIGHT.search(text)]


@pytest.mark.parametrize(
    ("folder", "kinds"),
    [
        ("shared", "*.py"),
        ("functions", "*.py"),
        ("functions/notifications/templates", "*.txt"),
        ("functions/portal/pages/src", "*.ts"),
        ("functions/portal/pages/src", "*.tsx"),
    ],
)
def test_texts_for_people_have_typographic_apostrophes(folder: str, kinds: str) -> None:
    paths = [path for path in (ROOT / folder).rglob(kinds) if "node_modules" not in path.parts]
    assert paths
    assert {str(path): found for path in paths if (found := straight(path))} == {}
