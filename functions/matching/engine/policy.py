"""The matching policies: how much each common ground weighs, and what a round seeks; versioned, never edited."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Rule = Literal["participation", "stable"]

FULL_FIT = 2000
"""What either side of a pair can score at most; the weights of each side add up to it."""


class UnknownPolicyError(ValueError):
    """The cycle names a matching policy that does not exist."""


@dataclass(frozen=True)
class Weights:
    """How many points of one side's score each common ground is worth."""

    disciplines: int
    disease_sites: int
    topics: int
    settings: int
    region: int
    state: int
    time_zone: int
    format: int
    stage: int

    def total(self) -> int:
        """The sum of all weights."""
        return sum(vars(self).values())


@dataclass(frozen=True)
class Policy:
    """A named version of how applicants and mentors are matched."""

    version: str
    rule: Rule
    applicant: Weights
    mentor: Weights


_APPLICANT_2024 = Weights(
    disciplines=620,
    disease_sites=320,
    topics=420,
    settings=160,
    region=120,
    state=60,
    time_zone=140,
    format=80,
    stage=80,
)
_MENTOR_2024 = Weights(
    disciplines=640,
    disease_sites=400,
    topics=320,
    settings=120,
    region=60,
    state=60,
    time_zone=160,
    format=80,
    stage=160,
)

POLICIES: dict[str, Policy] = {
    "participation.1": Policy("participation.1", "participation", _APPLICANT_2024, _MENTOR_2024),
    "stable.1": Policy("stable.1", "stable", _APPLICANT_2024, _MENTOR_2024),
}
NEWEST: dict[str, str] = {"participation": "participation.1", "stable": "stable.1"}
DEFAULT = "participation.1"


def policy_named(name: str) -> Policy:
    """The policy of that version, or the newest of that name; raises UnknownPolicyError."""
    version = NEWEST.get(name, name)
    if version not in POLICIES:
        raise UnknownPolicyError(f"There is no matching policy called {name}.")
    return POLICIES[version]


_REGION_STATES = {
    "Northeast": "CT ME MA NH RI VT NJ NY PA",
    "Midwest": "IL IN MI OH WI IA KS MN MO NE ND SD",
    "South": "DE DC FL GA MD NC SC VA WV AL KY MS TN AR LA OK TX",
    "West": "AZ CO ID MT NV NM UT WY AK CA HI OR WA",
    "U.S. territories": "AS GU MP PR VI UM FM MH PW",
}
REGIONS: dict[str, str] = {state: region for region, states in _REGION_STATES.items() for state in states.split()}
"""The four regions of the U.S. Census Bureau, and the territories, by USPS code."""

_ZONE_HOURS = {
    -4: "America/Puerto_Rico America/St_Thomas America/Virgin",
    -5: "America/New_York America/Detroit America/Indiana/Indianapolis America/Indianapolis America/Fort_Wayne "
    "America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Vevay America/Indiana/Vincennes "
    "America/Indiana/Winamac America/Kentucky/Louisville America/Louisville America/Kentucky/Monticello "
    "US/Eastern US/Michigan US/East-Indiana",
    -6: "America/Chicago America/Indiana/Knox America/Indiana/Tell_City America/Menominee America/North_Dakota/Beulah "
    "America/North_Dakota/Center America/North_Dakota/New_Salem US/Central US/Indiana-Starke",
    -7: "America/Denver America/Boise America/Phoenix America/Shiprock US/Mountain US/Arizona",
    -8: "America/Los_Angeles US/Pacific",
    -9: "America/Anchorage America/Juneau America/Nome America/Sitka America/Metlakatla America/Yakutat US/Alaska",
    -10: "Pacific/Honolulu America/Adak America/Atka US/Hawaii US/Aleutian",
    -11: "Pacific/Pago_Pago Pacific/Midway US/Samoa",
    10: "Pacific/Guam Pacific/Saipan",
}
_HOURS: dict[str, int] = {zone: hour for hour, zones in _ZONE_HOURS.items() for zone in zones.split()}


def region_of(state: str) -> str | None:
    """The region of a USPS code; None outside the U.S."""
    return REGIONS.get(state)


def zone_hour(time_zone: str) -> int | None:
    """The standard hours a U.S. time zone is ahead of UTC; None for a zone elsewhere."""
    return _HOURS.get(time_zone)


@lru_cache(maxsize=1 << 10)
def formats_of(chosen: tuple[str, ...]) -> frozenset[str]:
    """The formats a person can meet in: `either` stands for both, and so does no choice at all."""
    return frozenset({"virtual", "in_person"}) if not chosen or "either" in chosen else frozenset(chosen)
