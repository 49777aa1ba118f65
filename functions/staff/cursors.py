"""The cursors of lists: what leads to the next page, in a text that clients send back as it is."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from pydantic_core import from_json, to_json

from shared.domain.errors import FieldError, Invalid


def to_cursor(parts: Sequence[str | int]) -> str:
    """Write a cursor."""
    return urlsafe_b64encode(to_json(parts)).decode()


def from_cursor(cursor: str) -> Any:
    """Read what a cursor holds; None for a text that is none."""
    try:
        return from_json(urlsafe_b64decode(cursor.encode()))
    except ValueError:
        return None


def refusal(
    message: str = "We don’t know this cursor.", advice: str = "Use `next_cursor` from the page before."
) -> Invalid:
    """What to raise for a cursor that leads nowhere."""
    return Invalid(message, [FieldError("cursor", advice)])
