"""An application form as a person reads it: sections of labelled answers, choices in words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from shared.domain.form import SELF_IDENTIFICATION


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


def in_words(choice: str) -> str:
    """A choice of the forms in words: `head_and_neck` is `Head and neck`; what is spelled out already stays."""
    if choice in _WORDS:
        return _WORDS[choice]
    return choice.replace("_", " ").capitalize() if choice.islower() else choice


def _value(name: str, given: Any) -> str:
    if isinstance(given, bool):
        return "Yes" if given else "No"
    if isinstance(given, list):
        return ", ".join(in_words(choice) for choice in given)
    return _IN_WORDS[name](given) if name in _IN_WORDS else str(given)


def _month(given: str) -> str:
    return f"{datetime.strptime(given, '%Y-%m'):%B %Y}"  # noqa: DTZ007 - a month has no time zone


def _state(given: str) -> str:
    return STATES.get(given, given)


def _time_zone(given: str) -> str:
    return given.replace("_", " ")


_IN_WORDS: Mapping[str, Callable[[str], str]] = {
    "stage": in_words,
    "program": in_words,
    "format": in_words,
    "graduation": _month,
    "state": _state,
    "time_zone": _time_zone,
}
_WORDS = {
    "neuro_oncology": "Neuro-oncology",
    "work_life": "Work and life",
    "in_person": "In person",
    "either": "Virtual or in person",
}
PARTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "applicant": (
        "You",
        {
            "first_name": "First name",
            "last_name": "Last name",
            "preferred_name": "Preferred name",
            "pronouns": "Pronouns",
            "phone": "Phone",
        },
    ),
    "training": (
        "Training",
        {
            "stage": "Stage",
            "program": "Degree program",
            "school": "Medical school",
            "school_country": "Country of the school",
            "graduation": "Graduation",
            "residency": "Residency",
        },
    ),
    "location": ("Location", {"state": "State or territory", "time_zone": "Time zone"}),
    SELF_IDENTIFICATION: ("Self-identification", {}),
    "interests": (
        "Interests",
        {
            "disciplines": "Disciplines",
            "disease_sites": "Disease sites",
            "topics": "Topics",
            "settings": "Practice settings",
        },
    ),
    "preferences": ("Preferences", {"format": "Meeting", "same_region": "A mentor in the same region"}),
    "statement": ("Statement", {}),
    "attestations": (
        "Attestations",
        {"accurate": "What I wrote is accurate", "minimum_commitment": "I can commit to the minimum term"},
    ),
}
STATES: Mapping[str, str] = dict(
    pair.split(" ", 1)
    for pair in (
        "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,"
        "DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,"
        "KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,"
        "MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,"
        "NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,"
        "SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,"
        "WV West Virginia,WI Wisconsin,WY Wyoming,AS American Samoa,GU Guam,MP Northern Mariana Islands,"
        "PR Puerto Rico,VI U.S. Virgin Islands,AA Armed Forces Americas,AE Armed Forces Europe,"
        "AP Armed Forces Pacific,none Outside the U.S."
    ).split(",")
)
