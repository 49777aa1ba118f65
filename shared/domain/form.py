"""The application form: one model says what is allowed, what submitting needs and, as JSON Schema, what pages show."""

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from shared.domain import fields
from shared.domain.error_text import Noun, Verb, missing_texts
from shared.domain.errors import FieldError, Incomplete, Invalid
from shared.domain.interests import Interests
from shared.domain.introduction import LEAST, MOST, Introduction
from shared.domain.model import (
    LACKING,
    LengthWithoutSpaces,
    Line,
    Model,
    ShortLine,
    Text,
    field_errors,
    not_blank,
)
from shared.domain.names import LAST_NAME, SINGLE_NAME, LastName, SingleName, needs_last

Form = dict[str, Any]
SELF_IDENTIFICATION = "self_identification"
PROVIDED = {"provided": True}


_STATEMENT = LengthWithoutSpaces(150, 3000)


class Applicant(Model):
    """Who applies; the e-mail is the sign-in's."""

    model_config = needs_last("last_name")

    first_name: ShortLine = Field(title="First name")
    single_name: SingleName = SINGLE_NAME
    last_name: LastName = LAST_NAME
    preferred_name: ShortLine | None = Field(
        None, title="Preferred name", description="What you’d like to be called, if it isn’t your first name."
    )
    pronouns: Annotated[ShortLine, Field(max_length=40)] | None = Field(
        None,
        title="Pronouns",
        description="If you’d like to share them, such as she/her or they/them. Your mentor reads them once you’ve "
        "both accepted.",
    )
    phone: Annotated[ShortLine, Field(max_length=40)] | None = Field(
        None,
        title="Phone number",
        description="If you’d like to share it. Only the program’s staff see it; we’ll write to you by e-mail.",
    )


class Training(Model):
    """Where the applicant is in medical training."""

    stage: fields.Stage = Field(title="Stage of training")
    program: fields.Program = Field(
        title="Degree program",
        description="The program you’re in or, for residents, the one you finished. If your dual degree isn’t on the "
        "list, such as MD/MBA, choose MD or DO.",
    )
    school: Line = Field(
        title="Medical school",
        description="Choose your school from the list. If it isn’t there, enter its full name and staff will look it "
        "up. Residents: the school you graduated from.",
    )
    school_country: fields.Country = Field(
        "US",
        title="Country of your school",
        description="Two letters: US for the United States and its territories, CA for Canada.",
        examples=["US", "CA", "MX"],
    )
    graduation: fields.Month = Field(
        title="Graduation date",
        description="The year and month you’ll receive, or received, your medical degree, such as 2026-05.",
        examples=["2026-05"],
    )
    residency: Line | None = Field(
        None,
        title="Residency",
        description="Residents only: your specialty and hospital, such as Internal Medicine, Lakeside Hospital.",
    )


class Location(Model):
    """Where a person lives: a USPS code, or `none` outside the U.S."""

    state: fields.State = Field(title="State or territory")
    time_zone: fields.TimeZone = Field(
        title="Time zone", description="The one you live in, so you and your match can find a time that works for both."
    )


class SelfIdentification(Model):
    """Race and ethnicity as the applicant chooses, or the choice not to say."""

    groups: fields.Groups = Field(
        default_factory=list, title="Race and ethnicity", description="Choose all that apply to you."
    )
    another_group: Line | None = Field(
        None,
        title="Another group, in your own words",
        description="If you belong to a group that’s underrepresented in medicine and isn’t on the list above, tell us "
        "which one. Staff will read it.",
    )
    declines: bool = Field(
        False,
        title="I decline to answer",
        description="You may decline, but the program is for people who self-identify as underrepresented in "
        "medicine, so you can’t be found eligible without an answer. You can change this until the deadline.",
    )

    @model_validator(mode="after")
    def _consistent(self) -> "SelfIdentification":
        if self.declines and (self.groups or self.another_group):
            raise PydanticCustomError("contradiction", "Choose groups or decline to answer, not both.")
        if "none" in self.groups and (len(self.groups) > 1 or self.another_group):
            raise PydanticCustomError("contradiction", "Choose “None of these” or the groups that apply, not both.")
        return self


class Preferences(Model):
    """How the applicant wants to meet."""

    format: fields.Format = Field(title="Meeting format")
    same_region: Annotated[bool, Verb("Choose"), Noun("whether you’d prefer a mentor in your region")] = Field(
        title="I’d prefer a mentor in my region",
        description="The regions are the Northeast, Midwest, South, West, and the U.S. territories.",
    )


class Attestations(Model):
    """Without both, nothing can be submitted."""

    accurate: Annotated[fields.Attested, Noun("that everything you wrote is accurate")] = Field(
        title="I confirm that everything I wrote here is accurate."
    )
    minimum_commitment: Annotated[fields.Attested, Noun("that you can commit to at least 6 months")] = Field(
        title="I can commit to a mentoring term of at least 6 months."
    )


class ApplicationForm(Model):
    """The whole application, as it must be to be submitted."""

    model_config = ConfigDict(title="Application")

    applicant: Annotated[Applicant, Noun("your name")] = Field(
        title="About you", description="Your e-mail address is the one you sign in with."
    )
    training: Training = Field(
        title="Training",
        description="The program is for medical students in an MD or DO program at a U.S. medical school, and for "
        "residents in the U.S.",
    )
    location: Annotated[Location, Noun("your state and time zone")] = Field(
        title="Location", description="Where you live, so your mentor can be nearby or in a similar time zone."
    )
    self_identification: Annotated[
        SelfIdentification, Verb("Choose"), Noun("what applies to you, or decline to answer")
    ] = Field(
        title="Self-identification",
        description="Why we ask: the program is for people who are underrepresented in medicine (UIM). Who sees it: "
        "the eligibility check and, only for a review, staff; every time they look is recorded. Mentors and matching "
        "never see it. You may decline to answer.",
    )
    interests: Interests = Field(
        title="Interests",
        description="Choose up to three of each: we match you with mentors by what you both care about.",
    )
    preferences: Preferences = Field(title="Preferences", description="How you’d like to meet your mentor.")
    introduction: Introduction = Field(
        title="Introduction",
        description="Who reads it: a mentor we propose, before accepting, together with your stage, disciplines and "
        "region. Say where you are and what you’d like to talk about. Leave out your name, your school and how to "
        f"reach you. {LEAST} to {MOST} characters.",
    )
    statement: Annotated[Text, AfterValidator(not_blank), _STATEMENT] = Field(
        title="Statement",
        description="Who reads it: the program’s staff and, once you’ve both accepted, your mentor. What draws you to "
        "oncology, where you are in your training, and what you hope to gain from a mentor: guidance for your career "
        "or education, or help with a specific need. Write in English, "
        f"{_STATEMENT.least:,} to {_STATEMENT.most:,} characters, without counting spaces.",
    )
    attestations: Annotated[Attestations, Verb("Confirm"), Noun("both statements")] = Field(
        title="Confirmation", description="Confirm both statements so you can submit your application."
    )


def check_draft(form: Mapping[str, Any]) -> None:
    """Let a draft be incomplete but never wrong; Invalid names each wrong field."""
    wrong = [error for kind, error in _errors(form) if kind not in LACKING]
    if wrong:
        raise Invalid("Some answers need a change before we can save them; see each field.", wrong)


def check_complete(form: Mapping[str, Any]) -> None:
    """Incomplete names every field that a submission still needs."""
    errors = [error for _, error in _errors({**_EMPTY_PARTS, **form})]
    if SELF_IDENTIFICATION not in form:
        missing = missing_texts(ApplicationForm.model_fields)[SELF_IDENTIFICATION]
        errors.append(FieldError(SELF_IDENTIFICATION, missing))
    if errors:
        raise Incomplete("Some answers are still missing; see each field. We kept your draft.", errors)


_EMPTY_PARTS: Form = {
    name: {} for name in ("applicant", "training", "location", "interests", "preferences", "attestations")
}


def _errors(form: Mapping[str, Any]) -> list[tuple[str, FieldError]]:
    try:
        ApplicationForm.model_validate({**form, SELF_IDENTIFICATION: {}})
    except ValidationError as error:
        return field_errors(ApplicationForm, error)
    return []


def canonical_json(form: Mapping[str, Any]) -> bytes:
    """The form as UTF-8 JSON with sorted keys and no spaces: what the receipt's SHA-256 is taken over."""
    return json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(form: Mapping[str, Any]) -> str:
    """Return the hex SHA-256 of the canonical JSON; it covers only *that* self-identification was provided."""
    return hashlib.sha256(canonical_json(form)).hexdigest()
