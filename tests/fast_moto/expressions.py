"""moto's expressions, each read once: the same texts come in every test, and their trees are walked over and over."""

import functools
from collections.abc import Callable, Sequence
from typing import Any

from moto.dynamodb import responses
from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.parsing import ast_nodes, expressions
from moto.dynamodb.parsing.key_condition_expression import parse_expression

_parse = ConditionExpressionParser.parse
#: Conditions that were read, with the names and values that each uses; forgotten when there are many.
_read: dict[tuple[str, str, str], tuple[Any, list[str], list[str]]] = {}
_MOST = 5_000
_PLACE = "place of a value"
_is: Any = functools.cache(issubclass)
_nodes: Any = ast_nodes
_updates: Any = vars(expressions)["UpdateExpressionParser"]


def use() -> None:
    """Let moto read expressions this way."""
    replacements: list[tuple[Any, str, Any]] = [
        (responses, "parse_expression", _parse_keys),
        (_nodes.Node, "__deepcopy__", _copy),
        (_nodes.Node, "find_clauses", _find_clauses),
        (_nodes.DepthFirstTraverser, "traverse_node_recursively", _traverse),
        (_updates, "make", staticmethod(functools.lru_cache(_MOST)(_updates.make))),
        (ConditionExpressionParser, "parse", _parse_once),
    ]
    for owner, name, replacement in replacements:
        setattr(owner, name, replacement)


def _parse_keys(
    key_condition_expression: str,
    expression_attribute_values: dict[str, Any],
    expression_attribute_names: dict[str, str],
    schema: list[dict[str, str]],
) -> Any:
    """Read a condition on keys once, whatever values it is asked with; moto's way for one that has an empty text."""
    if {"S": ""} in expression_attribute_values.values():
        return parse_expression(
            key_condition_expression, expression_attribute_values, expression_attribute_names, schema
        )
    parts = (tuple(tuple(part.items()) for part in schema), tuple(expression_attribute_names.items()))
    hashes, ranges, names = _keys_of(key_condition_expression, tuple(expression_attribute_values), *parts)

    def given(value: Any) -> Any:
        return expression_attribute_values[value[_PLACE]] if type(value) is dict and _PLACE in value else value

    return (
        [(name, given(value)) for name, value in hashes],
        [(name, comparison, [given(value) for value in values]) for name, comparison, values in ranges],
        [*names],
    )


@functools.lru_cache(_MOST)
def _keys_of(expression: str, values: Any, schema: Any, names: Any) -> Any:
    """What moto reads of a condition on keys, with the places of its values instead of them."""
    places = {name: {_PLACE: name} for name in values}
    return parse_expression(expression, places, dict(names), [dict(part) for part in schema])


def _parse_once(parser: ConditionExpressionParser) -> Any:
    expression = parser.condition_expression
    if not expression:
        return _parse(parser)
    key = expression, repr(parser.expression_attribute_names), repr(parser.expression_attribute_values)
    if key not in _read:
        if len(_read) >= _MOST:
            _read.clear()
        made = _parse(parser)
        _read[key] = made, parser.expr_attr_names_found, parser.expr_attr_values_found
    made, names, values = _read[key]
    parser.expr_attr_names_found, parser.expr_attr_values_found = [*names], [*values]
    return made


def _copy(node: Any, memo: dict[int, Any]) -> Any:
    """Copy a tree of an expression that was read, whose leaves don't change."""
    copied = object.__new__(type(node))
    vars(copied).update(vars(node))
    memo[id(node)] = copied
    if node.children is not None:
        copied.children = [_copy(child, memo) if _is(type(child), _nodes.Node) else child for child in node.children]
        for child in copied.children:
            if _is(type(child), _nodes.Node):
                child.parent = copied
    return copied


def _find_clauses(node: Any, wanted: Sequence[type]) -> list[Any]:
    found: list[Any] = []
    for child in node.children or ():
        kind = type(child)
        if kind in wanted:
            found.append(child)
        elif _is(kind, _nodes.Expression) or _is(kind, _nodes.UpdateExpressionFunction):
            found += _find_clauses(child, wanted)
    return found


def _traverse(traverser: Any, node: Any, child_id: int = -1) -> Any:
    """Walk a tree as moto does, with what is asked of each node's class asked once."""
    processors: dict[type, Callable[[Any], Any]] = traverser._processing_map()
    chosen: dict[type, Callable[[Any], Any] | None] = {}
    prepare = traverser.pre_processing_of_child
    prepare = None if prepare.__func__ is _nodes.DepthFirstTraverser.pre_processing_of_child else prepare

    def walk(node: Any, child_id: int) -> Any:
        if not _is(type(node), _nodes.Node):
            return node
        parent = node.parent
        for number, child in enumerate(node.children or ()):
            if prepare:
                prepare(node, number)
            walk(child, number)
        kind = type(node)
        if kind not in chosen:
            chosen[kind] = next((processors[each] for each in processors if _is(kind, each)), None)
        if process := chosen[kind]:
            node = process(node)
            node.parent = parent
            if parent:
                parent.children[child_id] = node
        return node

    return walk(node, child_id)
