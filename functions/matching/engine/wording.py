"""The choices of the forms in the words of a sentence."""

from __future__ import annotations

from collections.abc import Iterable

WORDS = {
    "neuro_oncology": "neuro-oncology",
    "breast": "breast cancer",
    "lung": "lung cancer",
    "gastrointestinal": "gastrointestinal cancers",
    "genitourinary": "genitourinary cancers",
    "gynecologic": "gynecologic cancers",
    "head_and_neck": "head and neck cancers",
    "hematologic": "blood cancers",
    "neurologic": "cancers of the nervous system",
    "pediatric": "childhood cancers",
    "skin": "skin cancers",
    "endocrine": "endocrine cancers",
    "residency_application": "applying to residency",
    "fellowship_application": "applying to fellowship",
    "publication": "publishing",
    "work_life": "work-life balance",
    "academic": "academic medicine",
    "community": "community practice",
    "in_person": "in person",
    "virtual": "virtually",
    "medical_student": "medical students",
    "resident": "residents",
}
"""The choices whose words in a sentence are not simply their names."""


def word(choice: str) -> str:
    """One choice as it reads within a sentence."""
    return WORDS.get(choice, choice.replace("_", " "))


def listed(choices: Iterable[str], conjunction: str = "and") -> str:
    """Several choices as a list within a sentence."""
    *most, last = (word(choice) for choice in choices)
    return f"{', '.join(most)} {conjunction} {last}" if most else last
