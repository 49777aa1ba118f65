"""What a function's code can reach, definition by definition, and which settings it reads there; nothing is run."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shared.store.tables import setting

ROOT = Path(__file__).parents[2]
READER, TABLE_READER = "shared.store.settings.from_env", "shared.store.dynamodb.table"
#: What a store's call of shared/store/dynamodb.py, or a word in what it asks of the client itself, needs of a table.
CALLS = {
    "get": "GetItem",
    "put": "PutItem",
    "batch_get": "BatchGetItem",
    "read_through": "Scan",
    "scan": "Scan",
    "delete": "DeleteItem",
}
WORDS = {
    "scan": "Scan",
    "Put": "PutItem",
    "Delete": "DeleteItem",
    "Update": "UpdateItem",
    "ConditionCheck": "ConditionCheckItem",
    "update_item": "UpdateItem",
    "put_item": "PutItem",
}


@dataclass(frozen=True)
class Module:
    """A module's top-level definitions, and what each imported name stands for."""

    tree: ast.Module
    definitions: dict[str, ast.stmt]
    imports: dict[str, str]


@cache
def parse(name: str) -> Module | None:
    """Parse one of our modules; None for a name that is no module of ours."""
    path = ROOT / f"{name.replace('.', '/')}.py"
    if not name.startswith(("shared.", "functions.")) or not path.exists():
        return None
    tree = ast.parse(path.read_text(encoding="utf-8"))
    definitions: dict[str, ast.stmt] = {}
    for node in tree.body:
        for defined in _names(node):
            definitions[defined] = node
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imports = {it.asname or it.name: f"{node.module}.{it.name}" for node in imported for it in node.names}
    return Module(tree, definitions, imports)


def _names(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
    return []


def resolve(module: str, node: ast.AST) -> str:
    """Return what a name or a chain of attributes stands for, such as `shared.store.mentors.load`; "" if unknown."""
    if isinstance(node, ast.Attribute):
        inner = resolve(module, node.value)
        return _imported(f"{inner}.{node.attr}") if inner else ""
    known = parse(module)
    if not isinstance(node, ast.Name) or known is None:
        return ""
    if node.id in known.definitions:
        return f"{module}.{node.id}"
    return _imported(known.imports.get(node.id, ""))


def _imported(name: str) -> str:
    """Follow a name through modules that themselves import it."""
    module, _, last = name.rpartition(".")
    known = parse(module)
    if known and last not in known.definitions and last in known.imports:
        return _imported(known.imports[last])
    return name


def reached(function: str) -> dict[str, ast.AST]:
    """Return every definition that a function can reach, by its full name; of its own folder that is everything."""
    definitions: dict[str, ast.AST] = {}
    for path in (ROOT / "functions" / function).rglob("*.py"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        module = parse(name) if "node_modules" not in path.parts else None
        if module:
            definitions[name] = module.tree
    waiting = list(definitions)
    while waiting:
        name = waiting.pop()
        module_name = name if parse(name) else name.rpartition(".")[0]
        for target in {resolve(module_name, node) for node in ast.walk(definitions[name])}:
            inside, _, last = target.rpartition(".")
            module = parse(inside)
            if module and last in module.definitions and target not in definitions:
                definitions[target] = module.definitions[last]
                waiting.append(target)
    return definitions


def settings_read(function: str) -> set[str]:
    """Return the names of the settings that a function's code can read."""
    return {name for definition, node in reached(function).items() for name in _settings(definition, node)}


def _settings(definition: str, node: ast.AST) -> Iterator[str]:
    if definition.startswith("shared.store.") and isinstance(node, ast.Assign) and _names(node) == ["TABLE"]:
        yield setting(ast.literal_eval(node.value))
    module = definition if parse(definition) else definition.rpartition(".")[0]
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
            match resolve(module, call.func):
                case name if name == READER:
                    yield str(call.args[0].value)
                case name if name == TABLE_READER:
                    yield setting(str(call.args[0].value))


def actions_used(function: str) -> dict[str, set[str]]:
    """Return the actions of DynamoDB that a function's code can need, by table, as functions.py writes them."""
    used: dict[str, set[str]] = defaultdict(set)
    for definition, node in reached(function).items():
        if definition.startswith("shared.store."):
            module = definition.rpartition(".")[0]
            tables = {t for t in (_table(module, name) for name in ast.walk(node)) if t}
            for table in tables if isinstance(node, ast.FunctionDef) else ():
                used[table] |= set(_actions(module, node))
    return used


def _table(module: str, node: ast.AST) -> str | None:
    name = resolve(module, node)
    store = parse(name.rpartition(".")[0])
    definition = store.definitions.get("TABLE") if store and name.endswith(".TABLE") else None
    return str(ast.literal_eval(definition.value)) if isinstance(definition, ast.Assign) else None


def _actions(module: str, node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        word = part.attr if isinstance(part, ast.Attribute) else part.value if isinstance(part, ast.Constant) else None
        if word in WORDS:
            yield WORDS[str(word)]
        if isinstance(part, ast.Call):
            called = resolve(module, part.func).removeprefix("shared.store.dynamodb.")
            if called in CALLS:
                yield CALLS[called]
            if called == "query":
                index = ast.literal_eval(part.args[1])
                yield f"Query:{index}" if index else "Query"


def unnamed_reads() -> set[str]:
    """Return the files of functions and shared that read the environment otherwise than by `from_env("NAME")`."""
    files = [path.relative_to(ROOT) for top in ("functions", "shared") for path in (ROOT / top).rglob("*.py")]
    trees = {path: ast.parse((ROOT / path).read_text(encoding="utf-8")) for path in files}
    return {str(path) for path, tree in trees.items() if any(_is_unnamed_read(path, node) for node in ast.walk(tree))}


def _is_unnamed_read(path: Path, node: ast.AST) -> bool:
    match node:
        case ast.Attribute(attr="environ" | "getenv") | ast.alias(name="environ" | "getenv"):
            return True
        case ast.Call(func=called, args=[argument, *_]):
            module = ".".join(path.with_suffix("").parts)
            return resolve(module, called) == READER and not isinstance(argument, ast.Constant)
    return False
