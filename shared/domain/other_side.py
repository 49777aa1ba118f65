"""What one side of a match may know of the other: first an introduction and, once both accepted, the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NotRequired

from typing_extensions import TypedDict

from shared.domain.regions import region_of


class ContactDict(TypedDict):
    """Who the other side is and how to write to them."""

    name: str
    email: str
    institution: str | None


class OtherSideDict(TypedDict):
    """The other side as they introduce themselves; from `topics` on only once both accepted.

    An `introduction` is missing where the form was sent before there was that question.
    """

    introduction: NotRequired[str]
    stage: str
    disciplines: list[str]
    region: str
    topics: NotRequired[list[str]]
    time_zone: NotRequired[str]
    pronouns: NotRequired[str]
    statement: NotRequired[str]
    bio: NotRequired[str]


@dataclass(frozen=True, slots=True)
class OtherSide:
    """One side of a match as the other reads it: before both accepted, and after."""

    introduced: OtherSideDict
    in_full: OtherSideDict
    contact: ContactDict


def applicant_side(form: Mapping[str, Any], contact: ContactDict) -> OtherSide:
    """An applicant as their mentor reads what they submitted."""
    introduced = _introduced(form, form["training"]["stage"], form["interests"]["disciplines"])
    in_full: OtherSideDict = {
        **introduced,
        "topics": form["interests"]["topics"],
        "time_zone": form["location"]["time_zone"],
        "statement": form["statement"],
    }
    if pronouns := form["applicant"].get("pronouns"):
        in_full["pronouns"] = pronouns
    return OtherSide(introduced, in_full, contact)


def mentor_side(form: Mapping[str, Any], contact: ContactDict) -> OtherSide:
    """A mentor as their mentee reads the Mentor Interest Form."""
    introduced = _introduced(form, form["stage"], form["disciplines"])
    in_full: OtherSideDict = {**introduced, "topics": form["topics"], "time_zone": form["location"]["time_zone"]}
    if bio := form.get("bio"):
        in_full["bio"] = bio
    return OtherSide(introduced, in_full, contact)


def _introduced(form: Mapping[str, Any], stage: str, disciplines: list[str]) -> OtherSideDict:
    side: OtherSideDict = {
        "stage": stage,
        "disciplines": disciplines,
        "region": region_of(form["location"]["state"]),
    }
    if introduction := form.get("introduction"):
        side["introduction"] = introduction
    return side
