"""What every form is made of: strict models that refuse unknown fields and control characters."""

import re
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    GetPydanticSchema,
    ValidationError,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from shared.domain.error_text import error_text, field_at, missing_texts
from shared.domain.errors import FieldError, Invalid

# What a draft may still lack; at submission each of them is an error.
LACKING = frozenset({"missing", "string_too_short", "too_short", "incomplete"})


class Model(BaseModel):
    """Strict, closed and frozen: `"3"` is no number and an unknown field is an error."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Give each field that can't be left out what it says while it's missing, as `x-missing`."""
        written = handler(schema)
        properties = handler.resolve_ref_schema(written).get("properties", {})
        for name, text in missing_texts(cls.model_fields).items():
            properties[name]["x-missing"] = text
        return written


M = TypeVar("M", bound=Model)


def _no_control(text: str) -> str:
    if any((ord(c) < 32 and c not in "\n\t\r") or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000 for c in text):
        raise PydanticCustomError(
            "control_characters", "This has invisible control characters, perhaps from pasting. Type it again."
        )
    return text


def not_blank(text: str) -> str:
    """Count a text of nothing but white space and invisible characters as missing."""
    if text and not any(c.isprintable() and c != " " for c in text):
        raise PydanticCustomError("incomplete", "Enter some text.")
    return text


def _one_line(text: str) -> str:
    if any(c in text for c in "\n\t\r\u2028\u2029"):
        raise PydanticCustomError("control_characters", "Enter this on one line.")
    return not_blank(_no_control(text))


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text of a shape: `pattern` in the JSON Schema, and `advice` for people."""

    pattern: str
    advice: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "pattern": self.pattern, "description": self.advice}

    def _check(self, text: str) -> str:
        if not re.fullmatch(self.pattern, text):
            raise PydanticCustomError("shape", self.advice)
        return text


def documented_as(model: type[Model]) -> GetPydanticSchema:
    """Let the OpenAPI document describe a stored form by the model that it was accepted with."""
    return GetPydanticSchema(lambda _source, handler: handler.generate_schema(model))


Text = Annotated[str, AfterValidator(_no_control)]
Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_one_line)]
ShortLine = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_one_line)]
Email = Annotated[
    str,
    Field(max_length=254),
    Shaped(
        r"^[^@\s<>\"(),:;\\\[\]]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$",
        "Enter an e-mail address such as name@example.edu.",
    ),
    AfterValidator(_no_control),
]


def field_errors(model: type[Model], error: ValidationError, prefix: str = "") -> list[tuple[str, FieldError]]:
    """Turn pydantic's errors on a model into (kind, field error), without repeating what was typed."""
    errors = []
    for item in error.errors(include_url=False, include_input=False):
        context: dict[str, Any] = item.get("ctx", {})
        # pydantic reports a length behind a validator as that of a "Value": of these, only texts are made so.
        kind = f"string_{item['type']}" if context.get("field_type") == "Value" else item["type"]
        field, name = field_at(model.model_fields, item["loc"]), str(item["loc"][-1]) if item["loc"] else ""
        path = ".".join(str(part) for part in (prefix, *item["loc"]) if part != "")
        errors.append((kind, FieldError(path, error_text(kind, context, field, name, item["msg"]))))
    return errors


def read(model: type[M], value: object, prefix: str = "") -> M:
    """Make the model of what was sent; Invalid names every field that's wrong."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        errors = [each for _, each in field_errors(model, error, prefix)]
        raise Invalid("Some answers need a change; see each field.", errors) from None
