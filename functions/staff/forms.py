"""What staff send."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from shared.domain.cycle import Wall
from shared.domain.model import Model, ShortLine, Text, not_blank

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


class PairForm(Model):
    """An application and a mentor."""

    application: ShortLine
    mentor: ShortLine


class CapacityForm(Model):
    """How many mentees a mentor has in this round at most, those included that the mentor has already."""

    mentor: ShortLine
    capacity: Annotated[int, Field(ge=0, le=5)]


def _one_capacity_each(asked: list[CapacityForm]) -> list[CapacityForm]:
    if len({one.mentor for one in asked}) < len(asked):
        raise PydanticCustomError("distinct", "Name each mentor only once.")
    return asked


Pairs = Annotated[list[PairForm], Field(max_length=500)]


class AdjustmentsForm(Model):
    """All that staff change about a draft; a pair or mentor that is not named is as the round would have it."""

    pin: Pairs
    forbid: Pairs
    capacity: Annotated[
        list[CapacityForm], Field(max_length=500, default_factory=list), AfterValidator(_one_capacity_each)
    ]
