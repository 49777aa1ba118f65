"""The introduction: a person's own words that the other side reads before accepting, and so without their name."""

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from shared.domain.model import OWN_NAME, Text, not_blank
from shared.domain.name_words import normalise

LEAST, MOST = 80, 300
_NAMES = ("first_name", "last_name", "preferred_name", "first", "last")
_WORD = re.compile(r"[^\W_]+")
# A shorter part of a name, such as "de" or "van", is too common a word to be taken for the name.
_TELLING = 4


def _without_own_name(text: str, info: ValidationInfo) -> str:
    """Refuse the writer's own name; of a form that has no name yet, nothing can be said."""
    person = info.data.get("applicant") or info.data.get("name")
    names = (getattr(person, name, None) for name in _NAMES) if isinstance(person, BaseModel) else ()
    if any(_is_named(text, name) for name in names if name):
        raise PydanticCustomError(OWN_NAME, "Leave out your name: this is read before you’ve both accepted.")
    return text


def _is_named(text: str, name: str) -> bool:
    """Whether a text has the name, or a telling part of it, in capitals: “will” isn't Will."""
    words, parts = list(_words(text)), [word for word, _ in _words(name)]
    if any(word in parts and len(word) >= _TELLING and capital for word, capital in words):
        return True
    spans = (words[start : start + len(parts)] for start in range(len(words)))
    return len("".join(parts)) > 1 and any(
        [word for word, _ in span] == parts and any(capital for _, capital in span) for span in spans
    )


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Each word without case and accents, and whether it begins with a capital, or a letter that has none."""
    return ((normalise(word), word[0].isalpha() and not word[0].islower()) for word in _WORD.findall(text))


Introduction = Annotated[
    Text, AfterValidator(not_blank), Field(min_length=LEAST, max_length=MOST), AfterValidator(_without_own_name)
]
