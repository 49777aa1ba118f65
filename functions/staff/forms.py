"""What staff send."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from shared.domain.cycle import Wall
from shared.domain.model import Model, Text, not_blank

Reason = Annotated[Text, AfterValidator(not_blank), Field(min_length=3, max_length=2000)]


class VerdictForm(Model):
    """Staff's verdict in the place of the rules', with its reason."""

    outcome: Literal["eligible", "needs_review", "ineligible"]
    reason: Reason


class ExtensionForm(Model):
    """A deadline of one person's own: a wall minute of the cycle's time zone, and why."""

    until: Wall
    reason: Reason


class CycleExtensionForm(Model):
    """A later deadline for everybody: a wall minute of the cycle's time zone, and why."""

    deadline: Wall
    reason: Reason
