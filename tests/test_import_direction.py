"""Imports point one way: domain <- store <- runtime <- functions; of theirs, infra imports two modules of data."""

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LAYERS = ["shared.domain", "shared.store", "shared.runtime", "functions"]
#: Data alone, of the standard library alone.
INFRA_MAY_USE = ("shared.store.tables", "shared.domain.kept")
DOMAIN_MAY_USE = sys.stdlib_module_names | {"pydantic", "pydantic_core", "pycld2", "rapidfuzz", "typing_extensions"}
ENGINE = "functions.matching.engine."
ENGINE_MAY_USE = sys.stdlib_module_names | {"numpy", "pylmcf"}


def layer(module: str) -> int:
    return next((rank for rank, name in enumerate(LAYERS) if f"{module}.".startswith(f"{name}.")), len(LAYERS))


def may_import(module: str, name: str) -> bool:
    ours, theirs, top = layer(module), layer(name), name.split(".")[0]
    if module.startswith(ENGINE):
        return name.startswith(ENGINE) or top in ENGINE_MAY_USE
    if top not in ("functions", "infra", "shared", "tests", ""):
        return top in DOMAIN_MAY_USE or (ours > 0 and module not in INFRA_MAY_USE)
    if module.startswith("infra."):
        return top == "infra" or f"{name}.".startswith(tuple(f"{each}." for each in INFRA_MAY_USE))
    if module in INFRA_MAY_USE:
        return False
    if ours == theirs == LAYERS.index("functions"):
        return module.split(".")[1] == name.split(".")[1]
    return theirs <= ours < len(LAYERS)


def imported_names(source: str) -> list[str]:
    """Every name that a module imports, relative ones with their leading dots."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names]
    return names


def wrong_imports(module: str, source: str) -> list[str]:
    """Every import of a module that points the wrong way, which relative imports always do."""
    return [name for name in imported_names(source) if not may_import(module, name)]


def test_imports_point_one_way() -> None:
    paths = [path for top in ("shared", "functions", "infra") for path in (ROOT / top).rglob("*.py")]
    ours = [path.relative_to(ROOT) for path in paths if "node_modules" not in path.parts]
    modules = {".".join(path.with_suffix("").parts): ROOT / path for path in ours}
    wrong = {name: wrong_imports(name, path.read_text(encoding="utf-8")) for name, path in sorted(modules.items())}
    assert {name: imports for name, imports in wrong.items() if imports} == {}
    assert {layer(name) for name in modules} == set(range(len(LAYERS) + 1))


def test_engine_modules_import_only_those_above_them_in_the_readme() -> None:
    folder = ROOT / "functions" / "matching" / "engine"
    rows = re.findall(r"^\| (`.*?) \|", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    order = re.findall(r"`(\w+)`", " ".join(rows))
    assert sorted(order) == sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    for position, module in enumerate(order):
        names = imported_names((folder / f"{module}.py").read_text(encoding="utf-8"))
        used = {name.removeprefix(ENGINE).split(".")[0] for name in names if name.startswith(ENGINE)}
        assert (module, used - set(order[:position])) == (module, set())


def test_import_that_points_the_wrong_way_is_found() -> None:
    assert wrong_imports("shared.domain.x", "import json, pydantic, boto3") == ["boto3"]
    assert wrong_imports("shared.domain.x", "from shared.store import mentors") == ["shared.store.mentors"]
    assert wrong_imports("shared.store.x", "def f():\n    import shared.runtime.logs") == ["shared.runtime.logs"]
    assert wrong_imports("shared.runtime.x", "from functions.portal import app") == ["functions.portal.app"]
    assert wrong_imports("functions.staff.x", "from functions.portal import app") == ["functions.portal.app"]
    assert wrong_imports("functions.staff.x", "from infra import stage\nfrom . import y") == ["infra.stage", "..y"]
    assert wrong_imports("infra.x", "from shared import domain\nimport functions") == ["shared.domain", "functions"]
    assert wrong_imports("infra.x", "from shared.store import mentors") == ["shared.store.mentors"]
    assert wrong_imports("shared.store.tables", "import boto3\nfrom shared.domain import match") == [
        "boto3",
        "shared.domain.match",
    ]
    assert wrong_imports("functions.matching.engine.x", "from shared.domain import choices\nimport boto3") == [
        "shared.domain.choices",
        "boto3",
    ]
    assert wrong_imports("functions.matching.engine.x", "from functions.matching import inputs") == [
        "functions.matching.inputs"
    ]


def test_import_that_points_the_right_way_is_not_found() -> None:
    assert wrong_imports("shared.store.x", "import boto3\nfrom shared.domain import match") == []
    assert wrong_imports("functions.staff.x", "from functions.staff import y\nfrom shared.runtime import api") == []
    assert wrong_imports("infra.data", "from shared.store.tables import TABLES") == []
    assert wrong_imports("infra.local.x", "import httpx\nfrom infra.stage import Stage") == []
    assert (
        wrong_imports("functions.matching.engine.x", "import numpy\nfrom functions.matching.engine.facts import Y")
        == []
    )
