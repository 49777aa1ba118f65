"""What an applicant is interested in: lists to choose from, and the choice in each that matters most."""

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from shared.domain import fields
from shared.domain.model import Model

FIRST_CHOICES = {
    "disciplines": "first_discipline",
    "disease_sites": "first_disease_site",
    "topics": "first_topic",
    "settings": "first_setting",
}
"""The lists of interests, each with the field that says which choice matters most."""


class Interests(Model):
    """What the applicant wants to learn about, and what of it matters most."""

    disciplines: fields.Disciplines = Field(title="Disciplines")
    first_discipline: fields.Discipline | None = Field(None, title="The discipline that matters most to you")
    disease_sites: fields.DiseaseSites = Field(title="Disease sites")
    first_disease_site: fields.DiseaseSite | None = Field(None, title="The disease site that matters most to you")
    topics: fields.Topics = Field(title="Topics", description="What you’d like to talk about with a mentor.")
    first_topic: fields.Topic | None = Field(None, title="The topic that matters most to you")
    settings: fields.Settings = Field(title="Practice settings")
    first_setting: fields.Setting | None = Field(None, title="The practice setting that matters most to you")

    @model_validator(mode="after")
    def _consistent(self) -> "Interests":
        for choices, first in FIRST_CHOICES.items():
            if getattr(self, first) not in (None, *getattr(self, choices)):
                raise PydanticCustomError("contradiction", "What matters most has to be one of your choices.")
        return self
