"""The closed lists of the forms, the same for applicants and mentors."""

from typing import Literal, get_args

Stage = Literal["medical_student", "resident"]
Program = Literal["MD", "DO", "MD/PhD", "DO/PhD", "MD/MPH", "DO/MPH", "other"]
MentorStage = Literal["fellow", "practicing_oncologist"]
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
Setting = Literal["academic", "community", "government", "industry", "global_health"]
Format = Literal["virtual", "in_person", "either"]
Group = Literal[
    "american_indian_alaska_native",
    "black_african_american",
    "hispanic_latino",
    "native_hawaiian_pacific_islander",
    "another_group",
    "none",
]
State = Literal[
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA",
    "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR",
    "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "AS", "GU", "MP", "PR", "VI", "AA",
    "AE", "AP", "none",
]  # fmt: skip
OUTSIDE_US = "none"
# The U.S. and its territories, as ISO 3166 counts them.
US_COUNTRIES = frozenset({"US", "PR", "GU", "VI", "AS", "MP"})

UIM_GROUPS = frozenset(get_args(Group)) - {"another_group", "none"}
