"""Why two people were matched, a sentence for each thing they share: how rounds of the first edition say it."""

from __future__ import annotations

from functools import lru_cache

from functions.matching.engine.criteria import OPEN_CHOICES
from functions.matching.engine.facts import ApplicantFacts, MentorFacts, formats_of
from functions.matching.engine.geography import region_of, zone_hour
from functions.matching.engine.wording import listed, word

_SHARED = {
    "disciplines": "You both chose {}.",
    "disease_sites": "You both care about {}.",
    "topics": "You both want to talk about {}.",
    "settings": "You both chose {} as a setting.",
}
_SINGULAR = {"disciplines": "discipline", "disease_sites": "disease site"}


def plain_reasons(applicant: ApplicantFacts, mentor: MentorFacts) -> dict[str, tuple[str, ...]]:
    """Why these two are a pair, for the `applicant` and for the `mentor`; never empty for an allowed pair."""
    shared: list[str] = []
    different: list[str] = []
    for name in _SHARED:
        offered = getattr(mentor, name)
        common = tuple([c for c in sorted(getattr(applicant, name)) if c in offered and c not in OPEN_CHOICES])
        if common:
            shared.append(_common_choices(name, common))
        elif name in _SINGULAR:
            different.append(name)
    shared += _common_region(applicant.state, mentor.state)
    shared += _hours_apart(applicant.time_zone, mentor.time_zone)
    shared += _common_formats((applicant.format,), mentor.formats)
    stage = word(applicant.stage)
    return {
        "applicant": (
            *_openness(different, applicant, mentor, "Your mentor is"),
            *shared,
            f"Your mentor takes {stage}.",
        ),
        "mentor": (*_openness(different, mentor, applicant, "The applicant is"), *shared, f"You take {stage}."),
    }


def _openness(
    names: list[str], reader: ApplicantFacts | MentorFacts, other: ApplicantFacts | MentorFacts, the_other_is: str
) -> list[str]:
    """For lists in which the two share nothing: who of them is open to anything."""
    reasons = []
    for name in names:
        if _is_open(getattr(reader, name)):
            reasons.append(f"You are open to any {_SINGULAR[name]}.")
        if _is_open(getattr(other, name)):
            reasons.append(f"{the_other_is} open to any {_SINGULAR[name]}.")
    return reasons


def _is_open(choices: tuple[str, ...]) -> bool:
    return not choices or not OPEN_CHOICES.isdisjoint(choices)


@lru_cache(maxsize=1 << 14)
def _common_choices(name: str, choices: tuple[str, ...]) -> str:
    return _SHARED[name].format(listed(choices))


@lru_cache(maxsize=1 << 14)
def _common_region(state: str, other_state: str) -> tuple[str, ...]:
    region = region_of(state)
    if region and state == other_state:
        return ("You are both in the same state.",)
    return (f"You are both in the {region}.",) if region and region == region_of(other_state) else ()


@lru_cache(maxsize=1 << 14)
def _hours_apart(time_zone: str, other_zone: str) -> tuple[str, ...]:
    hour, other_hour = zone_hour(time_zone), zone_hour(other_zone)
    if time_zone == other_zone or (hour is not None and hour == other_hour):
        return ("You are in the same time zone.",)
    close = hour is not None and other_hour is not None and abs(hour - other_hour) == 1
    return ("Your time zones are an hour apart.",) if close else ()


@lru_cache(maxsize=1 << 14)
def _common_formats(choices: tuple[str, ...], other_choices: tuple[str, ...]) -> tuple[str, ...]:
    formats = formats_of(choices) & formats_of(other_choices)
    return (f"You can both meet {listed(sorted(formats, reverse=True))}.",) if formats else ()
