"""The regions that a side of a match reads of the other before both accept; a state would say too much."""

from collections.abc import Mapping

from shared.domain.choices import OUTSIDE_US, State

#: The four regions of the U.S. Census Bureau, the territories, and everyone else on the form.
_STATES_IN: Mapping[str, str] = {
    "Northeast": "CT ME MA NH NJ NY PA RI VT",
    "Midwest": "IA IL IN KS MI MN MO ND NE OH SD WI",
    "South": "AL AR DC DE FL GA KY LA MD MS NC OK SC TN TX VA WV",
    "West": "AK AZ CA CO HI ID MT NM NV OR UT WA WY",
    "U.S. territories": "AS GU MP PR VI",
    "U.S. armed forces abroad": "AA AE AP",
    "Outside the U.S.": OUTSIDE_US,
}
REGIONS: Mapping[str, str] = {state: region for region, states in _STATES_IN.items() for state in states.split()}


def region_of(state: State | str) -> str:
    """The region of a choice of the form, in words; KeyError for anything else."""
    return REGIONS[state]
