"""The application form: one model says what is allowed, what submitting needs and, as JSON Schema, what pages show."""

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from shared.domain import choices
from shared.domain.errors import FieldError, Incomplete, Invalid
from shared.domain.model import LACKING, Line, Model, ShortLine, Text, field_errors, not_blank, read, shaped

Form = dict[str, Any]
SELF_IDENTIFICATION = "self_identification"
PROVIDED = {"provided": True}


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PydanticCustomError("time_zone", "Give an IANA time zone such as America/New_York.") from None
    return name


def distinct(items: list[str]) -> list[str]:
    if len(set(items)) != len(items):
        raise PydanticCustomError("distinct", "Choose each only once.")
    return items


def _given(attested: bool) -> bool:
    if not attested:
        raise PydanticCustomError("incomplete", "Please confirm this to submit.")
    return attested


TimeZone = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_known_zone)]
Month = Annotated[str, shaped(r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$", "Write year and month, such as 2026-05.")]
Country = Annotated[str, shaped(r"^[A-Z]{2}$", "Write the country's two letters (ISO 3166), such as US.")]
Attested = Annotated[bool, AfterValidator(_given), Field(json_schema_extra={"const": True})]
_Some = [Field(min_length=1, max_length=20), AfterValidator(distinct)]
Disciplines = Annotated[list[choices.Discipline], *_Some]
DiseaseSites = Annotated[list[choices.DiseaseSite], *_Some]
Topics = Annotated[list[choices.Topic], *_Some]
Settings = Annotated[list[choices.Setting], *_Some]


class Applicant(Model):
    """Who applies; the e-mail is the sign-in's."""

    first_name: ShortLine
    last_name: ShortLine
    preferred_name: ShortLine | None = None
    pronouns: Annotated[ShortLine, Field(max_length=40)] | None = None
    phone: Annotated[ShortLine, Field(max_length=40)] | None = None


class Training(Model):
    """Where the applicant stands in medical training."""

    stage: choices.Stage
    program: choices.Program
    school: Line
    school_country: Country = "US"
    graduation: Month
    residency: Line | None = None


class Location(Model):
    """Where the applicant lives: a USPS code, or `none` outside the U.S."""

    state: choices.State
    time_zone: TimeZone


class SelfIdentification(Model):
    """Race and ethnicity in the applicant's own choice, or the wish not to say."""

    groups: Annotated[list[choices.Group], Field(max_length=6, default_factory=list), AfterValidator(distinct)]
    another_group: Line | None = None
    declines: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> "SelfIdentification":
        if self.declines and (self.groups or self.another_group):
            raise PydanticCustomError("contradiction", "Either choose groups or decline to answer, not both.")
        if "none" in self.groups and (len(self.groups) > 1 or self.another_group):
            raise PydanticCustomError("contradiction", "Either choose none or the groups that apply, not both.")
        return self


class Interests(Model):
    """What the applicant wants to learn about."""

    disciplines: Disciplines
    disease_sites: DiseaseSites
    topics: Topics
    settings: Settings


class Preferences(Model):
    """How the applicant wants to meet."""

    format: choices.Format
    same_region: bool


class Attestations(Model):
    """Without both, nothing can be submitted."""

    accurate: Attested
    minimum_commitment: Attested


class ApplicationForm(Model):
    """The whole application, as it must be to be submitted."""

    applicant: Applicant
    training: Training
    location: Location
    self_identification: SelfIdentification
    interests: Interests
    preferences: Preferences
    statement: Annotated[Text, Field(min_length=150, max_length=3000), AfterValidator(not_blank)]
    attestations: Attestations


def merge(stored: Mapping[str, Any], parts: Mapping[str, Any]) -> Form:
    """Lay the parts sent over the stored form, field by field; `null` takes a field or part out, lists are replaced."""
    merged = dict(stored)
    for name, value in parts.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, Mapping):
            before = merged.get(name)
            known = before if isinstance(before, Mapping) else {}
            merged[name] = {k: v for k, v in {**known, **value}.items() if v is not None}
        else:
            merged[name] = value
    return merged


def take_self_identification(parts: Mapping[str, Any]) -> tuple[Form, Form | None]:
    """Part self-identification from the rest: its answer to keep, `{}` to forget it, None when it was not sent.

    The mark that reading a form gives back (`{"provided": true}`) counts as not sent. Invalid if it contradicts itself.
    """
    rest = {name: value for name, value in parts.items() if name != SELF_IDENTIFICATION}
    sent = parts.get(SELF_IDENTIFICATION, PROVIDED)
    if sent == PROVIDED:
        return rest, None
    if sent is None:
        return rest, {}
    return rest, read(SelfIdentification, sent, SELF_IDENTIFICATION).model_dump(exclude_defaults=True)


def check_draft(form: Mapping[str, Any]) -> None:
    """Let a draft be incomplete but never wrong; Invalid names each field."""
    wrong = [error for kind, error in _errors(form) if kind not in LACKING]
    if wrong:
        raise Invalid("Some answers cannot be kept as they are; see the fields.", wrong)


def check_complete(form: Mapping[str, Any]) -> None:
    """Incomplete names every field that a submission still needs."""
    errors = [error for _, error in _errors({**_EMPTY_PARTS, **form})]
    if SELF_IDENTIFICATION not in form:
        errors.append(FieldError(SELF_IDENTIFICATION, "Choose what applies, or decline to answer."))
    if errors:
        raise Incomplete("Some answers are still needed; see the fields. Your draft is kept.", errors)


_EMPTY_PARTS: Form = {
    name: {} for name in ("applicant", "training", "location", "interests", "preferences", "attestations")
}


def _errors(form: Mapping[str, Any]) -> list[tuple[str, FieldError]]:
    try:
        ApplicationForm.model_validate({**form, SELF_IDENTIFICATION: {}})
    except ValidationError as error:
        return field_errors(error)
    return []


def canonical_json(form: Mapping[str, Any]) -> bytes:
    """The form as UTF-8 JSON with sorted keys and no spaces: what the receipt's SHA-256 is taken over."""
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(form: Mapping[str, Any]) -> str:
    """Return the hex SHA-256 of the canonical JSON; it covers only *that* self-identification was provided."""
    return hashlib.sha256(canonical_json(form)).hexdigest()
