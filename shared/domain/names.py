"""People's names: a first and a last name or, for those who have a single one, that name alone."""

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, ValidationInfo
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from shared.domain.model import ShortLine
from shared.domain.text import clean_line


def _needed(last: Any, info: ValidationInfo) -> Any:
    """A last name is needed by everybody but those with a single name, who leave it empty."""
    single = info.data.get("single_name") is True
    if isinstance(last, str):
        last = clean_line(last)
    if last and single:
        raise PydanticCustomError(
            "contradiction", "You said that you have a single name. Uncheck that, or leave the last name empty."
        )
    return None if not last and single else last


def _given(last: str | None, info: ValidationInfo) -> str | None:
    if last is None and info.data.get("single_name") is not True:
        raise PydanticCustomError("incomplete", "Enter your last name.")
    return last


#: These go into a form in this order: a last name is checked with the answer before it.
SingleName = bool
SINGLE_NAME = Field(False, title="I have a single name", description="Check this if you don’t have a last name.")
LastName = Annotated[ShortLine | None, BeforeValidator(_needed), AfterValidator(_given)]
LAST_NAME = Field(
    None, title="Last name", validate_default=True, json_schema_extra={"x-missing": "Enter your last name."}
)


def needs_last(last: str) -> ConfigDict:
    """Say in a form's JSON Schema that the last name `last` may only be left out by people with a single name."""
    single: JsonDict = {"properties": {"single_name": {"const": True}}, "required": ["single_name"]}
    return ConfigDict(json_schema_extra={"if": single, "else": {"required": [last]}})


def full_name(first: str | None, last: str | None) -> str:
    """The name that people read: whatever there is of it."""
    return " ".join(name for name in (first, last) if name)
