"""Only the stores write to tables, and retried functions make no ids or times of their own."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
WRITES = {"transact", "transact_write_items", "put_item", "update_item", "delete_item", "batch_write_item"}
NEW_EACH_TIME = {"uuid1", "uuid4", "token_hex", "token_urlsafe", "now", "utcnow", "today", "time"}


def names(*nodes: ast.AST) -> set[str]:
    """Every name that the code imports, uses or reads from an object."""
    children = [child for node in nodes for child in ast.walk(node)]
    return {str(getattr(child, kind)) for child in children for kind in ("id", "attr", "name") if hasattr(child, kind)}


def called_in_retries(tree: ast.AST) -> set[str]:
    """The functions that are called in functions with `@retry_on_conflict`."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    retried = [function for function in functions if "retry_on_conflict" in names(*function.decorator_list)]
    return names(*(node.func for f in retried for node in ast.walk(f) if isinstance(node, ast.Call)))


def wrong(source: str) -> set[str]:
    """What a module outside the stores may not do."""
    tree = ast.parse(source)
    return names(tree) & WRITES | called_in_retries(tree) & NEW_EACH_TIME


def test_records_are_written_by_commit_alone() -> None:
    paths = [path.relative_to(ROOT) for top in ("functions", "shared") for path in (ROOT / top).rglob("*.py")]
    outside = [path for path in paths if "node_modules" not in path.parts and path.parts[:2] != ("shared", "store")]
    found = {str(path): wrong((ROOT / path).read_text(encoding="utf-8")) for path in outside}
    assert {path: offences for path, offences in found.items() if offences} == {}
    assert {"functions/staff/rounds.py", "shared/runtime/queues.py"} <= set(found)


def test_other_ways_to_write_are_found() -> None:
    assert wrong("from shared.store.dynamodb import transact as t") == {"transact"}
    assert wrong("def f():\n    db.client().put_item(Item={})") == {"put_item"}
    assert wrong("@retry_on_conflict\ndef f():\n    g(uuid4(), datetime.now(UTC))") == {"uuid4", "now"}
    assert wrong("@retry_on_conflict\ndef f(now):\n    g(now)\n\ndef h():\n    uuid4()") == set()
