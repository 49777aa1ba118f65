"""What mentors and both sides of a match send, and the list they get."""

from typing import Annotated

from pydantic import AfterValidator, Field
from typing_extensions import TypedDict

from shared.domain.limits import LIMITS
from shared.domain.match import MatchDict
from shared.domain.model import Model, Text, not_blank


class MatchListDict(TypedDict):
    """The caller's matches, newest first."""

    items: list[MatchDict]


class Decline(Model):
    """Why a person declines a proposal; staff read it."""

    reason: Annotated[Text, AfterValidator(not_blank), Field(min_length=1, max_length=LIMITS["reason"])]


class Ending(Decline):
    """Why a person ends a confirmed match; staff read it."""


class ContactForm(Model):
    """Whether the two sides of a match are in touch."""

    in_touch: bool


class Retirement(Model):
    """Why a mentor leaves for good, if they say."""

    reason: Annotated[Text, Field(max_length=LIMITS["reason"])] | None = None
