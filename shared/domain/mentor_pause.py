"""How long a mentor pauses, as the mentor or staff say it."""

from datetime import date, datetime, time
from typing import Annotated

from shared.domain.errors import FieldError, Invalid
from shared.domain.instants import EASTERN
from shared.domain.model import Model, Shaped


class Pause(Model):
    """How long a mentor pauses: a day such as 2025-01-31, or until they resume."""

    until: Annotated[str, Shaped(r"^20[0-9]{2}-[0-9]{2}-[0-9]{2}$", "Enter a day such as 2025-01-31.")] | None = None


def pause_end(day: str | None) -> datetime | None:
    """The start of the day (ET) on which a pause ends; Invalid when there's no such day."""
    try:
        return datetime.combine(date.fromisoformat(day), time.min, EASTERN) if day else None
    except ValueError:
        raise Invalid("There’s no such day.", [FieldError("until", "Enter a day such as 2025-01-31.")]) from None
