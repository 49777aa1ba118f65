"""Synthetic people: application and mentor forms as people might fill them in; no one in them is real."""

import random
from dataclasses import dataclass
from datetime import date
from typing import Any

from faker import Faker

Form = dict[str, Any]

_SCHOOLS = (
    ("Howard University College of Medicine", "MD", "DC", "America/New_York"),
    ("Meharry Medical College", "MD", "TN", "America/Chicago"),
    ("Morehouse School of Medicine", "MD", "GA", "America/New_York"),
    ("University of New Mexico School of Medicine", "MD", "NM", "America/Denver"),
    ("University of Puerto Rico School of Medicine", "MD", "PR", "America/Puerto_Rico"),
    ("David Geffen School of Medicine at UCLA", "MD", "CA", "America/Los_Angeles"),
    ("University of Washington School of Medicine", "MD", "WA", "America/Los_Angeles"),
    ("Oklahoma State University College of Osteopathic Medicine", "DO", "OK", "America/Chicago"),
    ("Philadelphia College of Osteopathic Medicine", "DO", "PA", "America/New_York"),
    ("A.T. Still University Kirksville College of Osteopathic Medicine", "DO", "MO", "America/Chicago"),
)
_CENTERS = (
    ("Lakeside Cancer Center", "IL", "America/Chicago"),
    ("Harbor University Hospital", "MD", "America/New_York"),
    ("Mesa Oncology Group", "AZ", "America/Phoenix"),
    ("Redwood Cancer Institute", "CA", "America/Los_Angeles"),
    ("Piedmont Comprehensive Cancer Center", "GA", "America/New_York"),
    ("Bayou Community Oncology", "LA", "America/Chicago"),
)
_GROUPS = (
    "american_indian_alaska_native", "black_african_american", "hispanic_latino", "native_hawaiian_pacific_islander",
)  # fmt: skip
_DISCIPLINES = (
    "medical_oncology", "hematology", "radiation_oncology", "surgical_oncology", "pediatric_oncology",
    "gynecologic_oncology", "neuro_oncology", "palliative_care",
)  # fmt: skip
_SITES = ("breast", "lung", "gastrointestinal", "genitourinary", "hematologic", "pediatric", "skin", "any")
_TOPICS = (
    "career_exploration", "residency_application", "fellowship_application", "research", "publication", "leadership",
    "health_equity", "work_life", "networking",
)  # fmt: skip
_SETTINGS = ("academic", "community", "government", "global_health")
_STATEMENTS = (
    "When my grandmother was treated for cancer, our family drove two hours to the nearest infusion center, and I "
    "saw how much of her care depended on who could explain what was happening. I want to become an oncologist who "
    "practices where such patients live, and I hope for a mentor who can show me how to get there.",
    "During my second year I joined a research group that studies why patients in rural counties enroll in fewer "
    "trials. The work taught me how questions become protocols, and that I would like to do this for the rest of my "
    "career. I am looking for a mentor who has combined clinical work with research and can advise me on both.",
    "I came to medicine after five years as a community health worker. I know how to listen to people who were not "
    "listened to before, but I know nobody who works in oncology. A mentor would help me to choose a residency, to "
    "find my first project, and to understand what the daily work of this field is really like.",
)
# The other side reads these before it knows who wrote them: they name no one and no school.
_INTRODUCTIONS = (
    "I’m the first in my family to study medicine, and I grew up far from the nearest cancer center. I’d like to talk "
    "about finding a residency, and about what a week in clinic is really like.",
    "I worked as a nurse before medical school and now spend my evenings on a small project about clinical trials. I "
    "hope for honest advice on how to combine patient care and research.",
    "I came to oncology late, after two years in community health. I’m looking for someone who can help me choose a "
    "first project, and who has found a balance between work and family.",
)
_MENTOR_INTRODUCTIONS = (
    "I see patients four days a week and teach on the fifth. I like to meet once a month, to start from your "
    "questions, and to introduce you to people who can help with the ones I can’t answer.",
    "I trained in three cities and changed my mind twice about what I wanted to do. I mentor by asking questions, and "
    "I’m glad to read drafts, practice interviews, or just listen.",
)
_SPANISH = (
    "Desde niña quise estudiar medicina porque mi abuela enfermó de cáncer y tuvimos que viajar muchas horas para "
    "recibir tratamiento. Hoy estudio medicina y deseo especializarme en oncología para servir a mi comunidad con "
    "dedicación, respeto y conocimiento durante toda mi carrera profesional."
)


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person: the address they sign in with, what they are an example of, and their form."""

    email: str
    kind: str
    form: Form


class People:
    """A source of synthetic people; the same seed gives the same people in the same order."""

    def __init__(self, seed: int = 2024) -> None:
        # Names are all that is asked of it.
        self._fake = Faker("en_US", providers=["faker.providers.person"])
        self._fake.seed_instance(seed)
        self._random = random.Random(seed)  # noqa: S311 - synthetic people, not secrets
        self._made = 0

    def applicant(self, kind: str = "student", graduation: str | None = None) -> Person:
        """Make an applicant: student, resident, unlisted_school, own_words, no_group, abroad, no_degree or spanish."""
        first, last, email = self._name()
        school, program, state, zone = self._random.choice(_SCHOOLS)
        form: Form = {
            "applicant": {"first_name": first, "last_name": last},
            "training": {
                "stage": "medical_student",
                "program": program,
                "school": school,
                "graduation": graduation or f"{date.today().year + self._random.randint(1, 3)}-05",  # noqa: DTZ011
            },
            "location": {"state": state, "time_zone": zone},
            "self_identification": {"groups": [self._random.choice(_GROUPS)]},
            "interests": {
                "disciplines": self._some(_DISCIPLINES, 2),
                "disease_sites": _any_alone(self._some(_SITES, 2)),
                "topics": self._some(_TOPICS, 3),
                "settings": self._some(_SETTINGS, 2),
            },
            "preferences": {
                "format": self._random.choice(("virtual", "either", "either")),
                "same_region": self._random.random() < 0.3,
            },
            "introduction": _INTRODUCTIONS[self._made % len(_INTRODUCTIONS)],
            "statement": self._random.choice(_STATEMENTS),
            "attestations": {"accurate": True, "minimum_commitment": True},
        }
        _become(kind, form)
        return Person(email, kind, form)

    def mentor(self) -> Person:
        """Make a mentor."""
        first, last, email = self._name()
        institution, state, zone = self._random.choice(_CENTERS)
        form: Form = {
            "name": {"first": first, "last": last},
            "stage": self._random.choice(("fellow", "practicing_oncologist", "practicing_oncologist")),
            "institution": institution,
            "location": {"state": state, "time_zone": zone},
            "disciplines": self._some(_DISCIPLINES, 2),
            "disease_sites": _any_alone(self._some(_SITES, 3)),
            "topics": self._some(_TOPICS, 4),
            "settings": self._some(_SETTINGS, 2),
            "capacity": self._random.randint(1, 3),
            "formats": ["virtual", "in_person"],
            "mentee_stages": self._random.choice((["medical_student", "resident"], ["medical_student"])),
            "months_available": 12,
            "introduction": _MENTOR_INTRODUCTIONS[self._made % len(_MENTOR_INTRODUCTIONS)],
            "bio": "I enjoy showing people how this work is done.",
        }
        return Person(email, "mentor", form)

    def _name(self) -> tuple[str, str, str]:
        self._made += 1
        first, last = self._fake.first_name(), self._fake.last_name()
        return first, last, f"{first}.{last}.{self._made}@example.edu".lower()

    def _some(self, choices: tuple[str, ...], most: int) -> list[str]:
        return self._random.sample(choices, self._random.randint(1, most))


def _any_alone(choices: list[str]) -> list[str]:
    """The choices as the form takes them: who is open to any names no other."""
    return ["any"] if "any" in choices else choices


def _become(kind: str, form: Form) -> None:
    """Turn the form of an eligible student into that of another kind of applicant."""
    match kind:
        case "resident":
            form["training"] |= {"stage": "resident", "residency": "Internal medicine", "graduation": "2023-05"}
        case "unlisted_school":
            form["training"]["school"] = "Prairie State College of Medicine"
        case "own_words":
            form["self_identification"] = {"groups": ["another_group"], "another_group": "Afro-Indigenous Garifuna"}
        case "no_group":
            form["self_identification"] = {"declines": True}
        case "abroad":
            form["training"] |= {"school": "University of Exampleton Medical School", "school_country": "GB"}
        case "no_degree":
            form["training"]["program"] = "other"
        case "spanish":
            form["statement"] = _SPANISH
