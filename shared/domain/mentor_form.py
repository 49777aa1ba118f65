"""The Mentor Interest Form, as it's sent and as it's kept."""

from typing import Annotated

from pydantic import ConfigDict, Field

from shared.domain import fields
from shared.domain.error_text import Noun
from shared.domain.form import Location
from shared.domain.introduction import LEAST, MOST, Introduction
from shared.domain.model import Line, Model, ShortLine, Text
from shared.domain.names import LAST_NAME, SINGLE_NAME, LastName, SingleName, needs_last


class Name(Model):
    """A mentor's name."""

    model_config = needs_last("last")

    first: ShortLine = Field(title="First name")
    single_name: SingleName = SINGLE_NAME
    last: LastName = LAST_NAME


class MentorForm(Model):
    """The Mentor Interest Form."""

    model_config = ConfigDict(title="Mentor Interest Form")

    name: Name = Field(title="Name", description="Your e-mail address is the one you sign in with.")
    stage: fields.MentorStage = Field(title="Career stage")
    institution: Line = Field(
        title="Institution", description="Its full name. We’ll never match you with someone from your own institution."
    )
    location: Annotated[Location, Noun("your state and time zone")] = Field(
        title="Location", description="Where you live, so your mentees can be nearby or in a similar time zone."
    )
    disciplines: fields.Disciplines = Field(title="Disciplines", description="The ones you work in.")
    disease_sites: fields.DiseaseSites = Field(title="Disease sites")
    topics: fields.Topics = Field(title="Topics", description="What you could talk about with a mentee.")
    settings: fields.Settings = Field(title="Practice settings", description="The ones you know from your own work.")
    capacity: Annotated[int, Field(ge=1, le=5), Noun("how many mentees you can take at once")] = Field(
        title="Mentees at once", description="How many mentees you can take at the same time."
    )
    formats: fields.Formats = Field(title="Meeting formats")
    mentee_stages: fields.Stages = Field(title="Mentee stages", description="Who you’d like to mentor.")
    months_available: Annotated[int, Field(ge=6, le=24), Noun("how many months you can mentor")] = Field(
        title="Months available",
        description="How many months you can mentor. A term lasts at least 6 months and at most 12.",
    )
    avoid_institutions: Annotated[list[Line], Field(max_length=20), *fields.DISTINCT, Noun("institution")] = Field(
        default_factory=list,
        title="Institutions to avoid",
        description="We’ll never match you with someone from these, such as a school where you decide on admissions.",
    )
    introduction: Introduction = Field(
        title="Introduction",
        description="Who reads it: an applicant we propose, before accepting, together with your career stage, "
        "disciplines and region. Say what you do and how you like to mentor. Leave out your name, your institution and "
        f"how to reach you. {LEAST} to {MOST} characters.",
    )
    bio: Annotated[Text, Field(max_length=3000), Noun("what you wrote about your work")] = Field(
        "",
        title="About your work",
        description="Who reads it: your mentee, once you’ve both accepted. Anything more you’d like them to know, if "
        "you’d like to.",
    )


class StoredMentorForm(MentorForm):
    """The Mentor Interest Form as it's kept: who sent it before there was an introduction is asked for one."""

    introduction: Annotated[Text, Field(max_length=MOST)] = Field("", title="Introduction")
