"""An application form as a person reads it: sections of labelled answers, choices in words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from pydantic.fields import FieldInfo

from shared.domain import choices
from shared.domain.form import SELF_IDENTIFICATION, ApplicationForm


class Answer(NamedTuple):
    """One question's label and what was answered; `value` may have several lines."""

    label: str
    value: str


class Section(NamedTuple):
    """One part of the form; a part that is a single text has one answer with the part's own title."""

    title: str
    answers: tuple[Answer, ...]


def answers_in_words(form: Mapping[str, Any]) -> list[Section]:
    """Every answer given, in the order of the form; of self-identification only whether it was provided."""
    sections = []
    for part, (title, fields) in PARTS.items():
        given = form.get(part)
        if part == SELF_IDENTIFICATION:
            value = "Provided; kept apart and not repeated in mail" if given else "Not provided"
            sections.append(Section(title, (Answer("Your answer", value),)))
        elif isinstance(given, str):
            sections.append(Section(title, (Answer(title, given),)))
        elif given:
            answers = (Answer(label, _value(name, given[name])) for name, label in fields.items() if name in given)
            sections.append(Section(title, tuple(answers)))
    return sections


def _value(name: str, given: Any) -> str:
    if isinstance(given, bool):
        return "Yes" if given else "No"
    if isinstance(given, list):
        return ", ".join(LABELS[name][choice] for choice in given)
    if name in LABELS:
        return LABELS[name][given]
    return _IN_WORDS[name](given) if name in _IN_WORDS else str(given)


def _month(given: str) -> str:
    return f"{datetime.strptime(given, '%Y-%m'):%B %Y}"  # noqa: DTZ007 - a month has no time zone


def _time_zone(given: str) -> str:
    return given.replace("_", " ")


def _labels(part: FieldInfo) -> dict[str, str]:
    fields = getattr(part.annotation, "model_fields", {})
    return {name: str(field.title) for name, field in fields.items()}


_IN_WORDS: Mapping[str, Callable[[str], str]] = {"graduation": _month, "time_zone": _time_zone}
LABELS: Mapping[str, Mapping[Any, str]] = {
    "stage": choices.STAGES,
    "program": choices.PROGRAMS,
    "state": choices.STATES,
    "disciplines": choices.DISCIPLINES,
    "disease_sites": choices.DISEASE_SITES,
    "topics": choices.TOPICS,
    "settings": choices.SETTINGS,
    "format": choices.FORMATS,
}
PARTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    name: (str(part.title), {} if name == SELF_IDENTIFICATION else _labels(part))
    for name, part in ApplicationForm.model_fields.items()
}
