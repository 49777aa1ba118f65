"""What every form is made of: strict models that refuse unknown fields, and texts that are cleaned on their way in."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, get_args

from pydantic import (
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
from shared.domain.limits import LIMITS
from shared.domain.text import clean_line, clean_text, length_without_spaces, refused_in, visible_length

OWN_NAME = "own_name"
# What a draft may still lack, or have too much of; at submission each of them is an error.
LACKING = frozenset({"missing", "string_too_short", "too_short", "incomplete", OWN_NAME})


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


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Marks a text that is kept as `clean` leaves it; what's dangerous in it is refused."""

    clean: Callable[[str], str]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._checked, handler(source))

    def _checked(self, value: object) -> object:
        if not isinstance(value, str):
            return value
        text = self.clean(value)
        if refused_in(text):
            raise PydanticCustomError(
                "control_characters", "This has invisible control characters, perhaps from pasting. Type it again."
            )
        return text


def cleaned(model: type[Model], parts: Mapping[str, Any]) -> dict[str, Any]:
    """Parts of a form, with their texts as they are kept; what's wrong stays for validation to name."""
    fields = model.model_fields
    return {
        name: _cleaned((fields[name].annotation, *fields[name].metadata), value) if name in fields else value
        for name, value in parts.items()
    }


def _cleaned(kind: tuple[Any, ...], value: Any) -> Any:
    """Clean a value of a type, given with its marks."""
    if isinstance(value, str):
        mark = next((each for each in _types_in(kind) if isinstance(each, Cleaned)), None)
        return mark.clean(value) if mark else value
    if isinstance(value, list):
        return [_cleaned(kind, item) for item in value]
    model = next((each for each in _types_in(kind) if isinstance(each, type) and issubclass(each, Model)), None)
    return cleaned(model, value) if model and isinstance(value, Mapping) else value


def _types_in(kind: tuple[Any, ...]) -> Iterator[Any]:
    """Every type and mark that a type is made of."""
    for each in kind:
        yield each
        yield from _types_in((*get_args(each), *getattr(each, "__metadata__", ())))


def not_blank(text: str) -> str:
    """Count an empty text as missing."""
    if not text:
        raise PydanticCustomError("incomplete", "Enter some text.")
    return text


@dataclass(frozen=True, slots=True)
class LengthWithoutSpaces:
    """How many characters a text needs and may have; white space isn't counted, nor what doesn't show as enough."""

    least: int
    most: int

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        # A kept text has at most two line ends after a character.
        whole = {"minLength": self.least, "maxLength": 3 * self.most}
        return {**handler(schema), **whole, "x-without-spaces": {"minLength": self.least, "maxLength": self.most}}

    def _check(self, text: str) -> str:
        if visible_length(text) < self.least:
            raise PydanticCustomError("string_too_short", "Too short.", {"min_length": self.least})
        if length_without_spaces(text) > self.most:
            raise PydanticCustomError("string_too_long", "Too long.", {"max_length": self.most})
        return text


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


Text = Annotated[str, Cleaned(clean_text)]
Line = Annotated[str, Field(min_length=1, max_length=200), Cleaned(clean_line)]
ShortLine = Annotated[str, Field(min_length=1, max_length=LIMITS["name"]), Cleaned(clean_line)]


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
