"""Eligibility: versioned policies, each a list of rules that all run and all give their reasons."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from typing_extensions import TypedDict

from shared.domain.choices import OUTSIDE_US, STATES, UIM_GROUPS, US_COUNTRIES
from shared.domain.language import Language, reads_as_english
from shared.domain.schools import Resolution, resolve_training, school_named

RuleOutcome = Literal["passes", "review", "fails"]
Outcome = Literal["eligible", "needs_review", "ineligible"]

ENROLLED_SOURCE = "Be enrolled in a DO or MD program at a U.S. medical school"
RESIDENTS_SOURCE = "U.S.-based medical students and residents who are underrepresented in medicine (UIM)"
UIM_SOURCE = (
    "Self-identify as underrepresented in medicine (UIM), "
    "as defined according to the Association of American Medical Colleges definition"
)
US_SOURCE = "designed to encourage U.S.-based medical students and residents"
ENGLISH_SOURCE = "All materials must be in English"

_STATEMENT_DOUBT = "Part of what you wrote may not be in English. Staff will read it."
_CV_DOUBTS: Mapping[Language | None, str] = MappingProxyType(
    {
        "other": "Your CV may not be in English. Staff will read it.",
        "unread": "We couldn’t read any text in your CV; it may be a scan. Staff will look at it.",
    }
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a policy looks at; `self_identification` as the applicant chose it, `on` the day of the submission in ET.

    `cv` is the language that the CV reads as; None without a CV, or before it's checked. `school_meant` is the listed
    school that was found when the answers were saved; None or "" when it's to be looked for.
    """

    training: Mapping[str, Any]
    location: Mapping[str, Any]
    self_identification: Mapping[str, Any]
    texts: tuple[str, ...]
    on: date
    cv: Language | None = None
    school_meant: str | None = None

    @property
    def school(self) -> Resolution:
        """The school that's meant, if it's on the list on the day of the submission."""
        meant = school_named(self.school_meant) if self.school_meant else None
        return Resolution(meant) if meant and meant.listed(self.on) else resolve_training(self.training, self.on)


class ReasonDict(TypedDict):
    """What one rule found, in words for the applicant."""

    rule: str
    title: str
    outcome: RuleOutcome
    message: str
    source: str


class JudgementDict(TypedDict):
    """What the rules say, and why."""

    outcome: Outcome
    policy: str
    reasons: list[ReasonDict]


@dataclass(frozen=True, slots=True)
class Reason:
    """What one rule found, in words for the applicant, with the program's sentence behind it; it names no race."""

    rule: str
    outcome: RuleOutcome
    message: str
    source: str

    @property
    def title(self) -> str:
        """What people call the rule."""
        return TITLES[self.rule]

    def as_dict(self) -> ReasonDict:
        """Give it as the contract shows it."""
        return {
            "rule": self.rule,
            "title": self.title,
            "outcome": self.outcome,
            "message": self.message,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Judgement:
    """The worst outcome of all rules, the policy's version and every reason."""

    outcome: Outcome
    policy: str
    reasons: tuple[Reason, ...]

    def as_dict(self) -> JudgementDict:
        """Give it as the contract shows it."""
        reasons = [reason.as_dict() for reason in self.reasons]
        return {"outcome": self.outcome, "policy": self.policy, "reasons": reasons}


def _enrolled(facts: Facts) -> Reason:
    training = facts.training
    school, program, country = training.get("school", ""), training.get("program"), training.get("school_country", "US")
    reason: Callable[[RuleOutcome, str], Reason] = lambda outcome, text: Reason(  # noqa: E731
        "enrolled", outcome, text, ENROLLED_SOURCE
    )
    if training.get("stage") == "resident":
        text = (
            "You’re a resident. Our page invites residents, but its criteria name enrolled students, so staff decide."
        )
        return Reason("enrolled", "review", text, RESIDENTS_SOURCE)
    if country not in US_COUNTRIES:
        return reason(
            "fails",
            f"Your school, “{school}”, is outside the U.S. The program is for students at U.S. medical schools.",
        )
    if program == "other":
        return reason("fails", "You chose “Other” as your degree program. The program is for MD and DO students.")
    if training.get("graduation", "") < f"{facts.on:%Y-%m}":
        text = f"You graduated in {training.get('graduation')}, before you applied. If this is a mistake, correct it."
        return reason("fails", text)
    return reason(*_listed(school, str(program), facts.school))


def _listed(typed: str, program: str, resolution: Resolution) -> tuple[RuleOutcome, str]:
    """Hold the school and the degree of a student against the list."""
    school = resolution.school
    if school is None and resolution.shared:
        text = f"“{typed}” could be more than one school. Choose yours from the list, or our staff will ask you."
        return "review", text
    if school is None:
        return "review", f"“{typed}” isn’t on our list of U.S. medical schools. Staff will look it up."
    if not school.grants(program):
        text = f"You chose {program}, but {school.name} grants the {school.degree} degree."
        return "review", f"{text} If this is a mistake, correct it; otherwise our staff will check it."
    return "passes", f"You’re in the {program} program at {school.name}."


def _uim(facts: Facts) -> Reason:
    chosen = set(facts.self_identification.get("groups", ()))
    if chosen & UIM_GROUPS:
        return Reason("uim", "passes", "You self-identify with a group that the program names.", UIM_SOURCE)
    if "another_group" in chosen or facts.self_identification.get("another_group"):
        text = "You described your group in your own words. The program’s list isn’t complete, so staff will read it."
        return Reason("uim", "review", text, UIM_SOURCE)
    text = "Your answer doesn’t include a group that the program is for. You can change it until the deadline."
    return Reason("uim", "fails", text, UIM_SOURCE)


def _us_based(facts: Facts) -> Reason:
    state = facts.location.get("state", OUTSIDE_US)
    if state != OUTSIDE_US:
        return Reason("us_based", "passes", f"You live in the U.S. ({STATES.get(state, state)}).", US_SOURCE)
    if facts.school.school:
        return Reason("us_based", "passes", f"You study in the U.S., at {facts.training.get('school')}.", US_SOURCE)
    text = "You live outside the U.S., and your school isn’t on our list of U.S. medical schools."
    return Reason("us_based", "fails", text, US_SOURCE)


def _english(facts: Facts) -> Reason:
    doubts = [] if all(reads_as_english(text) for text in facts.texts) else [_STATEMENT_DOUBT]
    doubts += [_CV_DOUBTS[facts.cv]] if facts.cv in _CV_DOUBTS else []
    if not doubts:
        return Reason("english", "passes", "What you wrote reads as English.", ENGLISH_SOURCE)
    return Reason("english", "review", " ".join(doubts), ENGLISH_SOURCE)


Rule = Callable[[Facts], Reason]
TITLES: Mapping[str, str] = MappingProxyType(
    json.loads(Path(__file__).with_name("rule_titles.json").read_text(encoding="utf-8"))
)
# A change of what counts is a new version at the end.
POLICIES: Mapping[str, tuple[Rule, ...]] = MappingProxyType({"2024-25.1": (_enrolled, _uim, _us_based, _english)})


def newest_policy(policies: Mapping[str, object] = POLICIES) -> str:
    """The version that was added last."""
    return [*policies][-1]


def judge(policy: str, facts: Facts) -> Judgement:
    """Run every rule of a policy (KeyError when there is none of that name); the worst outcome wins."""
    reasons = tuple(rule(facts) for rule in POLICIES[policy])
    outcomes = {reason.outcome for reason in reasons}
    outcome: Outcome = "ineligible" if "fails" in outcomes else "needs_review" if "review" in outcomes else "eligible"
    return Judgement(outcome, policy, reasons)
