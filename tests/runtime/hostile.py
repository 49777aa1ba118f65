"""Bodies that no route accepts, made from a good body."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

CONTROL = ("a\x00b", "\x07", "a\x86b", "\x7f", "\u2028\x1b[31m")


@dataclass(frozen=True)
class Bad:
    """One request that must be refused with this status; `coded` when API Gateway hands the body on in base64."""

    name: str
    raw: str = field(repr=False)
    status: int = 422
    headers: dict[str, str] = field(default_factory=dict)
    coded: bool = False


def nested(depth: int) -> Any:
    """An object in an object in an object …"""
    inner: Any = 1
    for _ in range(depth):
        inner = {"a": inner}
    return inner


def bad_bodies(good: dict[str, Any], *, partial: bool) -> Iterator[Bad]:
    """Everything a route must refuse; `partial` when it takes an empty object too."""
    yield from _NOT_JSON
    yield from _not_wanted(json.dumps(good))
    for name, body in _spoiled(good):
        yield Bad(name, json.dumps(body))
    first = next(iter(good))
    yield Bad("a duplicate key", f"{json.dumps(good)[:-1]}, {json.dumps(first)}: 17}}")
    yield Bad("a lone surrogate", json.dumps({**good, first: "\ud800"}))
    if not partial:
        yield Bad("an empty body", "")
        yield Bad("an empty object", "{}")


_NOT_JSON = (
    Bad("100,000 brackets", "[" * 100_000),
    Bad("100,000 braces", '{"a":' * 100_000),
    Bad("50,000 brackets, all closed", "[" * 50_000 + "]" * 50_000),
    Bad("no JSON", "first_name=Ada"),
    Bad("half of an object", '{"a": 1'),
    Bad("two objects", "{}{}"),
    Bad("single quotes", "{'a': 1}"),
    Bad("NaN", '{"a": NaN}'),
    Bad("infinity", '{"a": -Infinity}'),
    Bad("a control character", "\x00"),
    Bad("a bare surrogate", '{"a": "\ud800"}'),
    Bad("5,000 digits", f'{{"a": {"9" * 5000}}}'),
    Bad("an array", '[{"a": 1}]'),
    Bad("a string", '"text"'),
    Bad("a number", "17"),
    Bad("null", "null"),
    Bad("true", "true"),
    Bad("base64 cut short", "eyJhI", coded=True),
    Bad("base64 of no UTF-8", base64.b64encode(b'{"a": "\xff\xfe"}').decode(), coded=True),
    Bad("base64 of no JSON", base64.b64encode(b"[[[").decode(), coded=True),
    Bad("6 MB", '{"a": "' + "x" * 6_000_000 + '"}', 413),
    Bad("6 MB in base64", base64.b64encode(b'"' + b"x" * 4_500_000 + b'"').decode(), 413, coded=True),
)


def _not_wanted(good: str) -> Iterator[Bad]:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json", ""):
        yield Bad(f"content type {kind!r}", good, 415, {"content-type": kind})


def _spoiled(good: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "an unknown field", {**good, "is_admin": True}
    yield "2,000 unknown fields", {**good, **{f"field_{number}": number for number in range(2_000)}}
    yield "an unknown field, nested deep", {**good, "unknown": nested(100)}
    for name, value in good.items():
        wrong: Any = {"a": "b"} if isinstance(value, list) else ["a", "b"]
        yield f"{name}: wrong type", {**good, name: wrong}
        yield f"{name}: a huge number", {**good, name: 10**400}
        yield f"{name}: a fraction", {**good, name: 1e300}
        yield f"{name}: nested deep", {**good, name: nested(100)}
        if isinstance(value, dict):
            yield f"{name}: an unknown field", {**good, name: {**value, "__proto__": 1}}
            for inner, text in _texts(value):
                yield f"{name}.{inner}: control character", {**good, name: {**value, inner: text}}
    for inner, text in _texts(good):
        yield f"{inner}: control character", {**good, inner: text}


def _texts(form: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, value in form.items() if isinstance(value, str) for text in CONTROL)
