"""The closed lists of the forms, the same for applicants and mentors, each with the labels that people read."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

Stage = Literal["medical_student", "resident"]
STAGES: Mapping[Stage, str] = {"medical_student": "Medical student", "resident": "Resident"}

Program = Literal["MD", "DO", "MD/PhD", "DO/PhD", "MD/MPH", "DO/MPH", "other"]
PROGRAMS: Mapping[Program, str] = {
    "MD": "MD",
    "DO": "DO",
    "MD/PhD": "MD/PhD",
    "DO/PhD": "DO/PhD",
    "MD/MPH": "MD/MPH",
    "DO/MPH": "DO/MPH",
    "other": "Other",
}

MentorStage = Literal["fellow", "practicing_oncologist"]
MENTOR_STAGES: Mapping[MentorStage, str] = {"fellow": "Fellow", "practicing_oncologist": "Practicing oncologist"}

Discipline = Literal[
    "medical_oncology",
    "hematology",
    "radiation_oncology",
    "surgical_oncology",
    "pediatric_oncology",
    "gynecologic_oncology",
    "neuro_oncology",
    "palliative_care",
    "undecided",
]
OPEN_CHOICES = frozenset({"undecided", "any"})
"""The interests that mean a person is open to anything."""
DISCIPLINES: Mapping[Discipline, str] = {
    "medical_oncology": "Medical oncology",
    "hematology": "Hematology",
    "radiation_oncology": "Radiation oncology",
    "surgical_oncology": "Surgical oncology",
    "pediatric_oncology": "Pediatric oncology",
    "gynecologic_oncology": "Gynecologic oncology",
    "neuro_oncology": "Neuro-oncology",
    "palliative_care": "Palliative care",
    "undecided": "Undecided, or open to any",
}

DiseaseSite = Literal[
    "breast",
    "lung",
    "gastrointestinal",
    "genitourinary",
    "gynecologic",
    "head_and_neck",
    "hematologic",
    "neurologic",
    "pediatric",
    "sarcoma",
    "skin",
    "endocrine",
    "any",
]
DISEASE_SITES: Mapping[DiseaseSite, str] = {
    "breast": "Breast",
    "lung": "Lung",
    "gastrointestinal": "Gastrointestinal",
    "genitourinary": "Genitourinary",
    "gynecologic": "Gynecologic",
    "head_and_neck": "Head and neck",
    "hematologic": "Hematologic",
    "neurologic": "Neurologic",
    "pediatric": "Pediatric",
    "sarcoma": "Sarcoma",
    "skin": "Skin",
    "endocrine": "Endocrine",
    "any": "Open to any",
}

Topic = Literal[
    "career_exploration",
    "residency_application",
    "fellowship_application",
    "research",
    "publication",
    "leadership",
    "health_equity",
    "work_life",
    "networking",
    "board_exams",
]
TOPICS: Mapping[Topic, str] = {
    "career_exploration": "Career exploration",
    "residency_application": "Applying to residency",
    "fellowship_application": "Applying to fellowship",
    "research": "Research",
    "publication": "Publishing",
    "leadership": "Leadership",
    "health_equity": "Health equity",
    "work_life": "Work-life balance",
    "networking": "Networking",
    "board_exams": "Board exams",
}

Setting = Literal["academic", "community", "government", "industry", "global_health"]
SETTINGS: Mapping[Setting, str] = {
    "academic": "Academic medicine",
    "community": "Community practice",
    "government": "Government",
    "industry": "Industry",
    "global_health": "Global health",
}

Format = Literal["virtual", "in_person", "either"]
FORMATS: Mapping[Format, str] = {"virtual": "Virtual", "in_person": "In person", "either": "Virtual or in person"}

Group = Literal[
    "american_indian_alaska_native",
    "black_african_american",
    "hispanic_latino",
    "native_hawaiian_pacific_islander",
    "another_group",
    "none",
]
GROUPS: Mapping[Group, str] = {
    "american_indian_alaska_native": "American Indian or Alaska Native",
    "black_african_american": "Black or African American",
    "hispanic_latino": "Hispanic or Latino",
    "native_hawaiian_pacific_islander": "Native Hawaiian or Other Pacific Islander",
    "another_group": "Another group, in my own words",
    "none": "None of these",
}
UIM_GROUPS = frozenset(get_args(Group)) - {"another_group", "none"}

State = Literal[
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA",
    "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR",
    "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "AS", "GU", "MP", "PR", "VI", "AA",
    "AE", "AP", "none",
]  # fmt: skip
STATES: Mapping[State, str] = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky",
    "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota",
    "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont",
    "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "AS": "American Samoa", "GU": "Guam", "MP": "Northern Mariana Islands", "PR": "Puerto Rico",
    "VI": "U.S. Virgin Islands", "AA": "Armed Forces Americas", "AE": "Armed Forces Europe",
    "AP": "Armed Forces Pacific", "none": "I live outside the U.S.",
}  # fmt: skip
OUTSIDE_US = "none"
# The U.S. and its territories, as ISO 3166 counts them.
US_COUNTRIES = frozenset({"US", "PR", "GU", "VI", "AS", "MP"})
# Where time zones of the U.S. and its territories differ today, under the names people use.
US_TIME_ZONES: Mapping[str, str] = {
    "America/New_York": "Eastern Time (New York)",
    "America/Chicago": "Central Time (Chicago)",
    "America/Denver": "Mountain Time (Denver)",
    "America/Phoenix": "Mountain Time without daylight saving (Phoenix)",
    "America/Los_Angeles": "Pacific Time (Los Angeles)",
    "America/Anchorage": "Alaska Time (Anchorage)",
    "Pacific/Honolulu": "Hawaii Time (Honolulu)",
    "America/Puerto_Rico": "Atlantic Time (Puerto Rico, U.S. Virgin Islands)",
    "Pacific/Guam": "Chamorro Time (Guam, Northern Mariana Islands)",
    "Pacific/Pago_Pago": "Samoa Time (Pago Pago)",
}


@cache
def _countries() -> Mapping[str, str]:
    """The names of countries by code (ISO 3166), as the pinned package of time zones has them."""
    table = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in table.splitlines() if not line.startswith("#"))


def country_words(code: str) -> str:
    """Name a country for people; a code without one stays as it is."""
    return _countries().get(code, code)


def zone_words(time_zone: str) -> str:
    """Name an IANA time zone for people."""
    return US_TIME_ZONES.get(time_zone, time_zone.replace("_", " "))
