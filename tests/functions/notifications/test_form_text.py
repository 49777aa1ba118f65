import pytest

from functions.notifications.form_text import Answer, Section, answers_in_words, labels_of
from shared.domain.form import ApplicationForm, Location, Preferences, Training
from shared.domain.interests import Interests
from shared.domain.model import Model
from tests.functions.notifications.samples import form


def test_form_reads_in_words() -> None:
    sections = {section.title: section.answers for section in answers_in_words(form() | {"statement": "Why.\n\nSo."})}
    assert sections["Training"] == (
        Answer("Stage of training", "Medical student"),
        Answer("Degree program", "MD/PhD"),
        Answer("Medical school", "Prairie State College of Medicine"),
        Answer("Country of your school", "United States"),
        Answer("Graduation date", "May 2026"),
        Answer("Residency", "Internal medicine"),
    )
    assert sections["Location"] == (
        Answer("State or territory", "Illinois"),
        Answer("Time zone", "Central Time (Chicago)"),
    )
    assert sections["Interests"][:3] == (
        Answer("Disciplines", "Palliative care, Neuro-oncology"),
        Answer("The discipline that matters most to you", "Palliative care"),
        Answer("Disease sites", "Head and neck, Open to any"),
    )
    assert sections["Preferences"] == (
        Answer("Meeting format", "Virtual or in person"),
        Answer("I’d prefer a mentor in my region", "No"),
    )
    assert sections["Statement"] == (Answer("Statement", "Why.\n\nSo."),)


def test_sections_follow_the_form_and_name_every_field_of_it() -> None:
    sections = answers_in_words({**form(), "applicant": {"single_name": False, **form()["applicant"]}})
    assert [section.title for section in sections] == [part.title for part in ApplicationForm.model_fields.values()]
    labels = {section.title: [answer.label for answer in section.answers] for section in sections}
    for part in ApplicationForm.model_fields.values():
        fields = getattr(part.annotation, "model_fields", {})
        if part.title != "Self-identification" and fields:
            assert labels[str(part.title)] == [str(field.title).rstrip(".") for field in fields.values()]


@pytest.mark.parametrize(
    ("held", "value"),
    [
        ({"provided": True}, "Provided; kept separately and not repeated in e-mail"),
        (
            {"groups": ["hispanic_latino"], "another_group": "Garifuna"},
            "Provided; kept separately and not repeated in e-mail",
        ),
        ({"declines": True}, "Provided; kept separately and not repeated in e-mail"),
        (None, "Not provided"),
    ],
)
def test_self_identification_reads_only_as_provided_or_not(held: object, value: str) -> None:
    section = Section("Self-identification", (Answer("Your answer", value),))
    assert answers_in_words({"self_identification": held}) == [section]


def test_incomplete_form_shows_what_is_there() -> None:
    incomplete = {"applicant": {"last_name": "Quintero"}, "interests": {}}
    assert answers_in_words(incomplete) == [
        Section("About you", (Answer("Last name", "Quintero"),)),
        Section("Self-identification", (Answer("Your answer", "Not provided"),)),
    ]


@pytest.mark.parametrize("part", [Training, Location, Interests, Preferences])
def test_every_closed_list_of_the_form_has_its_labels(part: type[Model]) -> None:
    properties = part.model_json_schema()["properties"]
    lists = {name: field.get("items", field.get("anyOf", [field])[0]) for name, field in properties.items()}
    labels = {name: labels_of(field) for name, field in part.model_fields.items()}
    assert {name: each and list(each) for name, each in labels.items()} == {
        name: field.get("enum") for name, field in lists.items()
    }
