"""The kinds of fields that forms are made of: closed lists with labels for people, and answers of a certain shape."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from shared.domain import choices
from shared.domain.error_text import Noun, Verb
from shared.domain.instants import time_zones
from shared.domain.model import Shaped
from shared.domain.regions import REGIONS

_FEW = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """The labels of a closed list: `oneOf` in the JSON Schema, and the advice after a wrong choice."""

    labels: Mapping[Any, str] = field(hash=False)
    verb: ClassVar[Verb] = Verb("Choose")

    @property
    def advice(self) -> str:
        """What to do about a wrong choice; a long list is on the page anyway."""
        few = len(self.labels) <= _FEW
        return f"Choose one of: {', '.join(self.labels.values())}." if few else "Choose one from the list."

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.custom_error_schema(
            handler(source), custom_error_type="choice", custom_error_message=self.advice
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "oneOf": _choices(self.labels)}


def _choices(labels: Mapping[Any, str]) -> list[dict[str, str]]:
    return [{"const": const, "title": label} for const, label in labels.items()]


def _distinct(items: list[Any]) -> list[Any]:
    if len(set(items)) != len(items):
        raise PydanticCustomError("distinct", "Choose each only once.")
    return items


def _given(attested: bool) -> bool:
    if not attested:
        raise PydanticCustomError("incomplete", "Confirm this.")
    return attested


def _known_zone(name: str) -> str:
    if name not in time_zones():
        raise PydanticCustomError("time_zone", "Choose a time zone such as America/New_York.")
    return name


Month = Annotated[str, Shaped(r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$", "Enter the year and month, such as 2026-05.")]
Country = Annotated[str, Shaped(r"^[A-Z]{2}$", "Enter the country as two capital letters, such as US.")]
TimeZone = Annotated[
    str,
    Field(min_length=1, max_length=64, json_schema_extra={"x-suggested": _choices(choices.US_TIME_ZONES)}),
    AfterValidator(_known_zone),
    Verb("Choose"),
]
Attested = Annotated[bool, AfterValidator(_given), Field(json_schema_extra={"const": True}), Verb("Confirm")]

DISTINCT = (AfterValidator(_distinct), Field(json_schema_extra={"uniqueItems": True}))
_SOME = (Field(min_length=1, max_length=20), *DISTINCT)

Stage = Annotated[choices.Stage, Labelled(choices.STAGES)]
Program = Annotated[choices.Program, Labelled(choices.PROGRAMS)]
MentorStage = Annotated[choices.MentorStage, Labelled(choices.MENTOR_STAGES)]
Format = Annotated[choices.Format, Labelled(choices.FORMATS)]
State = Annotated[choices.State, Labelled(choices.STATES), Field(json_schema_extra={"x-regions": {**REGIONS}})]
Groups = Annotated[
    list[Annotated[choices.Group, Labelled(choices.GROUPS)]], Field(max_length=6), *DISTINCT, Noun("group")
]
Discipline = Annotated[choices.Discipline, Labelled(choices.DISCIPLINES)]
DiseaseSite = Annotated[choices.DiseaseSite, Labelled(choices.DISEASE_SITES)]
Topic = Annotated[choices.Topic, Labelled(choices.TOPICS)]
Setting = Annotated[choices.Setting, Labelled(choices.SETTINGS)]
Disciplines = Annotated[list[Discipline], *_SOME, Noun("discipline")]
DiseaseSites = Annotated[list[DiseaseSite], *_SOME, Noun("disease site")]
Topics = Annotated[list[Topic], *_SOME, Noun("topic")]
Settings = Annotated[list[Setting], *_SOME, Noun("practice setting")]
Formats = Annotated[list[Format], Field(min_length=1, max_length=3), *DISTINCT, Noun("meeting format")]
Stages = Annotated[list[Stage], Field(min_length=1, max_length=2), *DISTINCT, Noun("stage of training")]
