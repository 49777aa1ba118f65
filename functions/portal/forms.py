"""What visitors send."""

from typing import Annotated

from pydantic import Field

from shared.domain.form import Location, SelfIdentification, Training
from shared.domain.model import Email, Model, ShortLine, Text


class EligibilityCheck(Model):
    """The parts of an application that the rules look at."""

    training: Training
    location: Location
    self_identification: SelfIdentification


class AccountRequest(Model):
    """The address somebody wants to sign in with."""

    email: Email


class InquiryForm(Model):
    """A question to the program's staff."""

    email: Email
    name: ShortLine
    message: Annotated[Text, Field(min_length=1, max_length=5000)]
