import pytest

from functions.notifications.form_text import LABELS, PARTS, Answer, Section, answers_in_words
from shared.domain.form import Applicant, ApplicationForm, Attestations, Interests, Location, Preferences, Training
from shared.domain.model import Model
from tests.functions.notifications.samples import form


def test_form_reads_in_words() -> None:
    sections = {section.title: section.answers for section in answers_in_words(form() | {"statement": "Why.\n\nSo."})}
    assert sections["Training"] == (
        Answer("Stage of training", "Medical student"),
        Answer("Degree program", "MD/PhD"),
        Answer("Medical school", "Prairie State College of Medicine"),
        Answer("Country of the school", "US"),
        Answer("Graduation", "May 2026"),
        Answer("Residency", "Internal medicine"),
    )
    assert sections["Location"] == (Answer("State or territory", "Illinois"), Answer("Time zone", "America/Chicago"))
    assert sections["Interests"][:2] == (
        Answer("Disciplines", "Palliative care, Neuro-oncology"),
        Answer("Disease sites", "Head and neck, Open to any"),
    )
    assert sections["Preferences"] == (
        Answer("Way of meeting", "Virtual or in person"),
        Answer("I would rather have a mentor in my region", "No"),
    )
    assert sections["Statement"] == (Answer("Statement", "Why.\n\nSo."),)


def test_sections_follow_the_form_and_name_every_field_of_it() -> None:
    assert list(PARTS) == list(ApplicationForm.model_fields)
    parts: dict[str, type[Model]] = {
        "applicant": Applicant,
        "training": Training,
        "location": Location,
        "interests": Interests,
        "preferences": Preferences,
        "attestations": Attestations,
    }
    assert {part: list(PARTS[part][1]) for part in parts} == {p: list(m.model_fields) for p, m in parts.items()}


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ({"provided": True}, "Provided; kept apart and not repeated in mail"),
        ({"groups": ["hispanic_latino"], "another_group": "Garifuna"}, "Provided; kept apart and not repeated in mail"),
        ({"declines": True}, "Provided; kept apart and not repeated in mail"),
        (None, "Not provided"),
    ],
)
def test_self_identification_is_told_only_as_provided_or_not(held: object, told: str) -> None:
    section = Section("Self-identification", (Answer("Your answer", told),))
    assert answers_in_words({"self_identification": held}) == [section]


def test_incomplete_form_shows_what_is_there() -> None:
    incomplete = {"applicant": {"last_name": "Quintero"}, "interests": {}}
    assert answers_in_words(incomplete) == [
        Section("About you", (Answer("Last name", "Quintero"),)),
        Section("Self-identification", (Answer("Your answer", "Not provided"),)),
    ]


def test_every_closed_list_that_is_told_has_its_labels() -> None:
    lists = [choice for part in (Training, Location, Interests, Preferences) for choice in _lists(part)]
    assert lists == list(LABELS)


def _lists(part: type[Model]) -> list[str]:
    fields = part.model_json_schema()["properties"]
    return [name for name, field in fields.items() if "enum" in field.get("items", field)]
