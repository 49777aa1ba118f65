"""Parts of the application form as they're sent: cleaned, merged into what's stored, self-identification apart."""

from collections.abc import Mapping
from typing import Any

from shared.domain.form import PROVIDED, SELF_IDENTIFICATION, ApplicationForm, Form, SelfIdentification
from shared.domain.interests import FIRST_CHOICES
from shared.domain.model import cleaned, read


def clean_parts(parts: Mapping[str, Any]) -> Form:
    """The parts sent, with their texts as they are kept; saying that one has a single name takes out the last name."""
    cleaned_parts = cleaned(ApplicationForm, parts)
    sent = cleaned_parts.get("applicant")
    if isinstance(sent, Mapping) and sent.get("single_name") is True:
        cleaned_parts["applicant"] = {"last_name": None, **sent}
    return cleaned_parts


def merge(stored: Mapping[str, Any], parts: Mapping[str, Any]) -> Form:
    """Merge the parts sent into the stored form, field by field; `null` removes a field or part, lists are replaced.

    A stored first choice goes with the choice that it was.
    """
    merged = dict(stored)
    for name, value in parts.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, Mapping):
            before = merged.get(name)
            known = before if isinstance(before, Mapping) else {}
            outdated = _outdated(known, value) if name == "interests" else {}
            merged[name] = {k: v for k, v in {**known, **outdated, **value}.items() if v is not None}
        else:
            merged[name] = value
    return merged


def _outdated(known: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, None]:
    """The stored first choices that aren't among the choices sent in place of the stored ones."""
    return {
        first: None
        for choices, first in FIRST_CHOICES.items()
        if choices in sent and known.get(first) not in (sent[choices] if isinstance(sent[choices], list) else ())
    }


def take_self_identification(parts: Mapping[str, Any]) -> tuple[Form, Form | None]:
    """Separate self-identification from the rest: its answer to keep, `{}` to forget it, None when it wasn't sent.

    The mark that reading a form gives back (`{"provided": true}`) counts as not sent. Invalid if it contradicts itself.
    """
    rest = {name: value for name, value in parts.items() if name != SELF_IDENTIFICATION}
    sent = parts.get(SELF_IDENTIFICATION, PROVIDED)
    if sent == PROVIDED:
        return rest, None
    if sent is None:
        return rest, {}
    return rest, read(SelfIdentification, sent, SELF_IDENTIFICATION).model_dump(exclude_defaults=True)
