"""What fields of the forms take: closed lists, of which people read the labels, and answers of a certain shape."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from shared.domain import choices
from shared.domain.model import shaped

_FEW = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """The labels of a closed list: `oneOf` in the JSON Schema, and what a wrong choice is answered with."""

    labels: Mapping[Any, str]

    @property
    def advice(self) -> str:
        """What to do instead of a wrong choice; a long list is on the page anyway."""
        few = len(self.labels) <= _FEW
        return f"Choose one of: {', '.join(self.labels.values())}." if few else "Choose one from the list."

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.custom_error_schema(
            handler(source), custom_error_type="choice", custom_error_message=self.advice
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "oneOf": [{"const": const, "title": label} for const, label in self.labels.items()]}


def _distinct(items: list[Any]) -> list[Any]:
    if len(set(items)) != len(items):
        raise PydanticCustomError("distinct", "Choose each only once.")
    return items


def _given(attested: bool) -> bool:
    if not attested:
        raise PydanticCustomError("incomplete", "Please confirm this to submit.")
    return attested


Month = Annotated[str, shaped(r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$", "Write year and month, such as 2026-05.")]
Country = Annotated[str, shaped(r"^[A-Z]{2}$", "Write the country as two capital letters, such as US.")]
Attested = Annotated[bool, AfterValidator(_given), Field(json_schema_extra={"const": True})]

DISTINCT = (AfterValidator(_distinct), Field(json_schema_extra={"uniqueItems": True}))
_SOME = (Field(min_length=1, max_length=20), *DISTINCT)

Stage = Annotated[choices.Stage, Labelled(choices.STAGES)]
Program = Annotated[choices.Program, Labelled(choices.PROGRAMS)]
MentorStage = Annotated[choices.MentorStage, Labelled(choices.MENTOR_STAGES)]
Format = Annotated[choices.Format, Labelled(choices.FORMATS)]
State = Annotated[choices.State, Labelled(choices.STATES)]
Groups = Annotated[list[Annotated[choices.Group, Labelled(choices.GROUPS)]], Field(max_length=6), *DISTINCT]
Disciplines = Annotated[list[Annotated[choices.Discipline, Labelled(choices.DISCIPLINES)]], *_SOME]
DiseaseSites = Annotated[list[Annotated[choices.DiseaseSite, Labelled(choices.DISEASE_SITES)]], *_SOME]
Topics = Annotated[list[Annotated[choices.Topic, Labelled(choices.TOPICS)]], *_SOME]
Settings = Annotated[list[Annotated[choices.Setting, Labelled(choices.SETTINGS)]], *_SOME]
Formats = Annotated[list[Format], Field(min_length=1, max_length=3), *DISTINCT]
Stages = Annotated[list[Stage], Field(min_length=1, max_length=2), *DISTINCT]
