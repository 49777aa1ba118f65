"""What the program says of itself: its name, whom it's for and how to apply. Pages are built with the same file."""

import json
from pathlib import Path

from typing_extensions import TypedDict


class QuestionText(TypedDict):
    """A question that people ask, and its answer."""

    question: str
    answer: str


class StoryText(TypedDict):
    """How a year of a pair went; `note` says whose story it is, or is empty."""

    title: str
    text: list[str]
    note: str


class MentorTexts(TypedDict):
    """What fellows and oncologists read before they sign in."""

    headline: str
    invitation: str
    who: str
    hours: str
    questions: list[QuestionText]


class ProgramTexts(TypedDict):
    """Plain texts; `society` says whose program it is, `who` is for students and for residents, `story` may be null.

    `logo` is the path of an SVG or PNG file in the repository, `accent` the color of links and buttons.
    """

    name: str
    society: str
    logo: str
    accent: str
    headline: str
    summary: str
    invitation: str
    who: list[str]
    uim: str
    how: str
    gains: list[str]
    hours: str
    story: StoryText | None
    questions: list[QuestionText]
    mentors: MentorTexts


PROGRAM: ProgramTexts = json.loads(Path(__file__).with_name("program.json").read_text(encoding="utf-8"))
