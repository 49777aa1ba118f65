"""What a form says about a field that is missing or wrong, in the words of the field's own label.

A field is missing: "Enter your first name.", "Choose at least one topic.", "Confirm that your answers are accurate."
"""

from collections.abc import Mapping, Sequence
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo


class Verb(str):
    """What people do with a field; an annotation. Without one they enter a text, and choose from a closed list."""


class Noun(str):
    """What a field is called inside a sentence, where `your` and its title don't read well; an annotation."""


_SENTENCES = {
    "extra_forbidden": "There’s no such field; leave it out.",
    "string_too_short": "{verb} at least {min_length:,} characters for {noun}.",
    "string_too_long": "Shorten {noun} to {max_length:,} characters or fewer.",
    "too_long": "{verb} no more than {max_length}.",
    "distinct": "{verb} each {noun} only once.",
    "literal_error": "Choose one of: {expected}.",
    "string_type": "This must be text.",
    "bool_type": "This must be true or false.",
    "model_type": "This must be an object with fields.",
    "int_type": "Enter a whole number.",
    "list_type": "This must be a list.",
    "greater_than_equal": "{label} must be {ge} or more.",
    "less_than_equal": "{label} must be {le} or less.",
}
_MISSING = frozenset({"missing", "incomplete"})


def error_text(kind: str, context: Mapping[str, Any], field: FieldInfo | None, name: str, otherwise: str) -> str:
    """Say what to do about one of pydantic's errors on a field; `otherwise` when no sentence fits its kind."""
    sentence = _missing(field, name)
    if kind in _MISSING or (kind in ("string_too_short", "too_short") and context.get("min_length") == 1):
        return sentence
    if kind not in _SENTENCES:
        return otherwise
    label = (field and field.title) or name.replace("_", " ")
    words = {"verb": sentence.partition(" ")[0], "noun": _noun(field, name), "label": label[:1].upper() + label[1:]}
    return _SENTENCES[kind].format(**{**context, **words})


def missing_texts(fields: Mapping[str, FieldInfo]) -> dict[str, str]:
    """What each field that can't be left out says while it's missing, by the field's name."""
    return {name: _missing(field, name) for name, field in fields.items() if field.is_required()}


def field_at(fields: Mapping[str, FieldInfo], path: Sequence[str | int]) -> FieldInfo | None:
    """The field that a path leads to from these fields, through parts and lists; None when there's no such field."""
    field, inner = None, fields
    for name in (str(step) for step in path if not isinstance(step, int)):
        if name not in inner:
            return None
        field = inner[name]
        inner = next((each.model_fields for each in _types(field.annotation) if hasattr(each, "model_fields")), {})
    return field


def _types(annotation: Any) -> tuple[Any, ...]:
    """A type, and the types of what a list of it holds."""
    return (annotation, *(inner for inner in get_args(annotation) if isinstance(inner, type)))


def _missing(field: FieldInfo | None, name: str) -> str:
    several = field is not None and get_origin(field.annotation) is list and _needs_one(field)
    return f"{_verb(field)} {'at least one ' if several else ''}{_noun(field, name)}."


def _needs_one(field: FieldInfo) -> bool:
    return any(getattr(mark, "min_length", 0) for mark in field.metadata)


def _verb(field: FieldInfo | None) -> str:
    marks = [*field.metadata, *_marks_of_items(field.annotation)] if field else []
    verbs = [mark for mark in (getattr(mark, "verb", mark) for mark in marks) if isinstance(mark, Verb)]
    return str(verbs[-1]) if verbs else "Enter"


def _marks_of_items(annotation: Any) -> tuple[Any, ...]:
    return tuple(mark for item in get_args(annotation) for mark in getattr(item, "__metadata__", ()))


def _noun(field: FieldInfo | None, name: str) -> str:
    nouns = [mark for mark in field.metadata if isinstance(mark, Noun)] if field else []
    if nouns or field is None or field.title is None:
        return str(nouns[-1]) if nouns else f"the {name.replace('_', ' ')}"
    return f"your {field.title[:1].lower()}{field.title[1:]}"
