"""What visitors send."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from shared.domain.addresses import Email
from shared.domain.error_text import Noun, Verb
from shared.domain.form import Location, SelfIdentification, Training
from shared.domain.limits import LIMITS
from shared.domain.model import Model, ShortLine, Text


def _answered(answer: SelfIdentification) -> SelfIdentification:
    if not (answer.groups or answer.another_group or answer.declines):
        raise PydanticCustomError("incomplete", "Choose what applies to you.")
    return answer


class EligibilityCheck(Model):
    """The parts of an application that the rules look at."""

    training: Training
    location: Annotated[Location, Noun("your state and time zone")]
    self_identification: Annotated[
        SelfIdentification, AfterValidator(_answered), Verb("Choose"), Noun("what applies to you, or decline to answer")
    ]


class AccountRequest(Model):
    """The address that a person wants to sign in with."""

    email: Email = Field(title="E-mail address")


class InquiryForm(Model):
    """A question to the program's staff."""

    email: Email = Field(title="E-mail address")
    name: ShortLine = Field(title="Name")
    message: Annotated[Text, Field(min_length=1, max_length=LIMITS["question"])] = Field(title="Question")


class MessageDict(TypedDict):
    """What was done, in words."""

    message: str
