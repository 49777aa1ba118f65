"""Regions and time zones of the U.S., as far as they decide how near two people are."""

from __future__ import annotations

_REGION_STATES = {
    "Northeast": "CT ME MA NH RI VT NJ NY PA",
    "Midwest": "IL IN MI OH WI IA KS MN MO NE ND SD",
    "South": "DE DC FL GA MD NC SC VA WV AL KY MS TN AR LA OK TX",
    "West": "AZ CO ID MT NV NM UT WY AK CA HI OR WA",
    "U.S. territories": "AS GU MP PR VI UM FM MH PW",
}
REGIONS: dict[str, str] = {state: region for region, states in _REGION_STATES.items() for state in states.split()}
"""The four regions of the U.S. Census Bureau, and the territories, by USPS code."""

_BORDERS = {
    "AL": "FL GA MS TN",
    "AR": "LA MO MS OK TN TX",
    "AZ": "CA NM NV UT",
    "CA": "NV OR",
    "CO": "KS NE NM OK UT WY",
    "CT": "MA NY RI",
    "DC": "MD VA",
    "DE": "MD NJ PA",
    "FL": "GA",
    "GA": "NC SC TN",
    "IA": "IL MN MO NE SD WI",
    "ID": "MT NV OR UT WA WY",
    "IL": "IN KY MO WI",
    "IN": "KY MI OH",
    "KS": "MO NE OK",
    "KY": "MO OH TN VA WV",
    "LA": "MS TX",
    "MA": "NH NY RI VT",
    "MD": "PA VA WV",
    "ME": "NH",
    "MI": "OH WI",
    "MN": "ND SD WI",
    "MO": "NE OK TN",
    "MS": "TN",
    "MT": "ND SD WY",
    "NC": "SC TN VA",
    "ND": "SD",
    "NE": "SD WY",
    "NH": "VT",
    "NJ": "NY PA",
    "NM": "OK TX",
    "NV": "OR UT",
    "NY": "PA VT",
    "OH": "PA WV",
    "OK": "TX",
    "OR": "WA",
    "PA": "WV",
    "SD": "WY",
    "TN": "VA",
    "UT": "WY",
    "VA": "WV",
}
"""Every border between two states on land or a river, under the one that comes first; a corner is no border."""

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


def _nearby() -> dict[str, frozenset[str]]:
    near = {state: {state} for state in REGIONS}
    for state, others in _BORDERS.items():
        for other in others.split():
            near[state].add(other)
            near[other].add(state)
    return {state: frozenset(states) for state, states in near.items()}


_NEARBY = _nearby()


def states_near(state: str) -> frozenset[str]:
    """A state with its neighbors, or a territory alone: where its people can meet in person; nowhere abroad."""
    return _NEARBY.get(state, frozenset())


def zone_hour(time_zone: str) -> int | None:
    """How many hours a U.S. time zone's standard time is ahead of UTC; None for a zone elsewhere."""
    return _HOURS.get(time_zone)
