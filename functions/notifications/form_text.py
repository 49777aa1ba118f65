"""An application form as a person reads it: sections of labelled answers, choices in words."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple, get_args

from pydantic.fields import FieldInfo

from shared.domain import choices
from shared.domain.fields import Labelled
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
    for name, part in ApplicationForm.model_fields.items():
        title, given = str(part.title), form.get(name)
        if name == SELF_IDENTIFICATION:
            value = "Provided; kept separately and not repeated in e-mail" if given else "Not provided"
            sections.append(Section(title, (Answer("Your answer", value),)))
        elif isinstance(given, str):
            sections.append(Section(title, (Answer(title, given),)))
        elif given:
            sections.append(Section(title, tuple(_answers(part, given))))
    return sections


def _answers(part: FieldInfo, given: Mapping[str, Any]) -> Iterator[Answer]:
    fields: Mapping[str, FieldInfo] = getattr(part.annotation, "model_fields", {})
    for name, field in fields.items():
        if name in given:
            yield Answer(str(field.title).rstrip("."), _value(name, given[name], labels_of(field)))


def labels_of(field: FieldInfo) -> Mapping[Any, str] | None:
    """The labels of a field that takes choices of a closed list; None for any other."""
    marks = [
        *field.metadata,
        *(mark for item in get_args(field.annotation) for mark in getattr(item, "__metadata__", ())),
    ]
    return next((mark.labels for mark in marks if isinstance(mark, Labelled)), None)


def _value(name: str, given: Any, labels: Mapping[Any, str] | None) -> str:
    if isinstance(given, bool):
        return "Yes" if given else "No"
    if labels:
        return ", ".join(labels[choice] for choice in (given if isinstance(given, list) else [given]))
    if name == "graduation":
        return f"{datetime.strptime(given, '%Y-%m'):%B %Y}"  # noqa: DTZ007 - a month has no time zone
    if name == "time_zone":
        return choices.zone_words(given)
    return choices.country_words(given) if name == "school_country" else str(given)
