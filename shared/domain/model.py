"""What every form is made of: strict models that refuse unknown fields and control characters."""

from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetPydanticSchema, ValidationError
from pydantic_core import PydanticCustomError

from shared.domain.errors import FieldError, Invalid

# What a draft may still lack; at submission each of them is an error.
LACKING = frozenset({"missing", "string_too_short", "too_short", "incomplete"})

_SENTENCES = {
    "missing": "This is needed.",
    "extra_forbidden": "There is no such field; leave it out.",
    "string_too_short": "Write at least {min_length:,} characters.",
    "string_too_long": "Write at most {max_length:,} characters.",
    "too_short": "Choose at least {min_length}.",
    "none_chosen": "Choose at least one.",
    "too_long": "Give at most {max_length}.",
    "literal_error": "Choose one of: {expected}.",
    "string_type": "This must be text.",
    "bool_type": "This must be true or false.",
    "model_type": "This must be an object with fields.",
    "int_type": "This must be a whole number.",
    "list_type": "This must be a list.",
    "greater_than_equal": "This must be at least {ge}.",
    "less_than_equal": "This must be at most {le}.",
}
_ADVICE: dict[str, str] = {}


class Model(BaseModel):
    """Strict, closed and frozen: `"3"` is no number and an unknown field is an error."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


M = TypeVar("M", bound=Model)


def _no_control(text: str) -> str:
    if any((ord(c) < 32 and c not in "\n\t\r") or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000 for c in text):
        raise PydanticCustomError(
            "control_characters", "Invisible control characters came in, perhaps by pasting; type this text again."
        )
    return text


def not_blank(text: str) -> str:
    """Count a text of nothing but white space and invisible characters as not written yet."""
    if text and not any(c.isprintable() and c != " " for c in text):
        raise PydanticCustomError("incomplete", "This is needed.")
    return text


def _one_line(text: str) -> str:
    if any(c in text for c in "\n\t\r\u2028\u2029"):
        raise PydanticCustomError("control_characters", "Write this on one line.")
    return not_blank(_no_control(text))


def shaped(pattern: str, advice: str, **limits: Any) -> Any:
    """Ask for a text of a shape; `advice` is what people read instead of the pattern."""
    _ADVICE[pattern] = advice
    return Field(pattern=pattern, description=advice, **limits)


def documented_as(model: type[Model]) -> GetPydanticSchema:
    """Let the OpenAPI document describe a stored form by the model that it was accepted with."""
    return GetPydanticSchema(lambda _source, handler: handler.generate_schema(model))


Text = Annotated[str, AfterValidator(_no_control)]
Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_one_line)]
ShortLine = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_one_line)]
Email = Annotated[
    str,
    shaped(
        r"^[^@\s<>\"(),:;\\\[\]]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$",
        "Write an e-mail address such as name@example.edu.",
        min_length=3,
        max_length=254,
    ),
    AfterValidator(_no_control),
]


def field_errors(error: ValidationError, prefix: str = "") -> list[tuple[str, FieldError]]:
    """Turn pydantic's errors into (kind, field error), without repeating what was typed."""
    found = []
    for item in error.errors(include_url=False, include_input=False):
        path = ".".join(str(part) for part in (prefix, *item["loc"]) if part != "")
        context: dict[str, Any] = item.get("ctx", {})
        # A length that stands behind a validator is told as "Value" too short or long: only texts are made so.
        kind = f"string_{item['type']}" if context.get("field_type") == "Value" else item["type"]
        found.append((kind, FieldError(path, _in_words(kind, context, item["msg"]))))
    return found


def _in_words(kind: str, context: dict[str, Any], otherwise: str) -> str:
    if context.get("min_length") == 1:
        kind = {"string_too_short": "missing", "too_short": "none_chosen"}.get(kind, kind)
    if kind == "string_pattern_mismatch":
        return _ADVICE.get(context["pattern"], otherwise)
    return _SENTENCES[kind].format(**context) if kind in _SENTENCES else otherwise


def read(model: type[M], value: object, prefix: str = "") -> M:
    """Make the model of what was sent; Invalid names every field that is wrong."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        errors = [found for _, found in field_errors(error, prefix)]
        raise Invalid("Some fields cannot be taken as they are; see the fields.", errors) from None
