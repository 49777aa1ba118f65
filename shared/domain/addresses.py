"""E-mail addresses that our mail service can reach, and what's wrong with the others."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from shared.domain.limits import LIMITS
from shared.domain.text import trim_invisible

_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_TOP = r"[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])"
_PATTERN = rf"^(?=.{{1,64}}@){_WORD}(?:\.{_WORD})*@(?:{_LABEL}\.)+{_TOP}$"
_ADVICE = "Enter an e-mail address such as name@example.edu."

# The first that fits says what's wrong.
_WRONG = (
    (r".*[^\x21-\x7e\s].*@.*", "We can’t send mail to this address: before the @, use only unaccented letters, digits "
     "and common symbols. If it looks right, an invisible character may be in it; type it again."),
    (r".*\s.*", "Leave out the spaces in your e-mail address."),
    (r"[^@]*|.*@.*@.*|@.*|.*@", _ADVICE),
    (r"\..*|.*\.@.*|.*\.\..*@.*", "Check the dots before the @: none can be first or last, and no two can be next to "
     "each other."),
    (r".{65,}@.*", "Shorten the part before the @ to 64 characters or fewer."),
    (r".*@.*[^\x00-\x7f].*", "Enter the part after the @ without accents and invisible characters. If your domain has "
     "other letters, enter its form that begins with xn--."),
    (r".*@[^.]+|.*@\..*|.*@.*\.|.*@.*\.\..*", "Check the dots after the @: the address must end in a domain such as "
     "example.edu."),
    (r".*@(?:.*\.)?(?:-.*|[^.]*-(?:\..*)?)", "Check the hyphens after the @: no part of a domain begins or ends with a "
     "hyphen."),
    (r".*@(?:.*\.)?[^.]{64,}(?:\..*)?", "Check the part after the @: between two dots, a domain has at most 63 "
     "characters."),
)  # fmt: skip


def wrong_with(address: str) -> str | None:
    """What's wrong with an address, as advice; None if mail can be sent to it."""
    if re.fullmatch(_PATTERN, address):
        return None
    return next((advice for pattern, advice in _WRONG if re.fullmatch(pattern, address, re.DOTALL)), _ADVICE)


def same_mailbox(address: str) -> str:
    """The form in which two addresses are compared: upper and lower case are the same mailbox."""
    return address.lower()


@dataclass(frozen=True, slots=True)
class _Reachable:
    """Marks an address that mail can be sent to."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        checked = core_schema.no_info_after_validator_function(self._check, handler(source))
        return core_schema.no_info_before_validator_function(self._trim, checked)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "pattern": _PATTERN, "description": _ADVICE}

    def _trim(self, value: object) -> object:
        return trim_invisible(value) if isinstance(value, str) else value

    def _check(self, address: str) -> str:
        if advice := wrong_with(address):
            raise PydanticCustomError("shape", "{advice}", {"advice": advice})
        return address


Email = Annotated[str, Field(max_length=LIMITS["email"]), _Reachable()]
