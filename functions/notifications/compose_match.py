"""What the mails about a match say, from the proposal to the end of its term, to one side or the other."""

from collections.abc import Callable
from datetime import timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from functions.notifications.about import AboutMatch
from functions.notifications.compose import PAGES, YEAR, Context, frame, greet_applicant, greet_mentor, time_left
from shared.domain.application import Application
from shared.domain.check_in import Side
from shared.domain.choices import zone_words
from shared.domain.instants import to_eastern, to_words
from shared.domain.match import Match
from shared.domain.mentor import Mentor
from shared.domain.moments import survey_ends_at

_CONTACT: tuple[tuple[Literal["name", "email", "institution"], str], ...] = (
    ("name", "Name"),
    ("email", "E-mail"),
    ("institution", "Institution"),
)
#: Of an application that no round takes in for now.
_NOT_ELIGIBLE = ("ineligible", "needs_review")
Compose = Callable[[AboutMatch], Context]


def match_context(side: Side) -> Compose:
    """What every mail to that side about a match says; of the other side only the reasons, in words."""

    def compose(about: AboutMatch) -> Context:
        match, cycle = about.match, about.cycle
        return {
            **frame(cycle.name, cycle.contact_email, about.portal_url, PAGES[side]),
            "greeting": greet_applicant(about.application) if side == "applicant" else greet_mentor(about.mentor),
            "goes_on": _goes_on(about, side),
            "respond_by": to_eastern(match.respond_by),
            "left": time_left(match.respond_by - about.now),
            "reasons": list(match.reasons.get(side, ())),
            "closed_by": _closed_by(match, side),
            "left_program": match.closing_reason is None,
            "withdrawn": about.application.status == "withdrawn",
            "not_eligible": about.application.status in _NOT_ELIGIBLE,
        }

    return compose


def confirmed_context(side: Side) -> Compose:
    """What that side reads once both accepted; ValueError when the match has no term."""

    def compose(about: AboutMatch) -> Context:
        contact = _other(about, side).contact()
        facts = [(label, value) for name, label in _CONTACT if (value := contact[name])]
        return match_context(side)(about) | {
            "term": _term(about.match),
            "contact": facts,
            "other_name": contact["name"],
            "other_email": contact["email"],
        }

    return compose


def complete_context(side: Side) -> Compose:
    """What that side reads when the term is complete; the link leads to the year with its survey and certificate."""

    def compose(about: AboutMatch) -> Context:
        cycle, page = about.cycle, YEAR.format(match=about.match.id)
        return {
            **confirmed_context(side)(about),
            **frame(cycle.name, cycle.contact_email, about.portal_url, page),
            "last_day_of_survey": _last_day_of_survey(about),
        }

    return compose


def meeting_context(side: Side) -> Compose:
    """What that side reads when the match is confirmed: the other's pronouns and clock, and how to begin."""

    def compose(about: AboutMatch) -> Context:
        kit, context = about.first_meeting(side), confirmed_context(side)(about)
        other = about.mentor.form if side == "applicant" else about.form
        pronouns, zone = other.get("applicant", {}).get("pronouns"), other["location"]["time_zone"]
        more = [("Pronouns", pronouns)] if pronouns else []
        same = kit["times"][0]["own"] == kit["times"][0]["theirs"]
        return context | {
            "contact": [*context["contact"], *more, ("Time zone", zone_words(zone))],
            "times": [each["own"] if same else f"{each['own']} ({each['theirs']} for them)" for each in kit["times"]],
            "agenda": kit["agenda"],
            "first_mail": kit["mail"],
        }

    return compose


def check_in_context(side: Side) -> Compose:
    """What that side reads when a check-in is due; the one at the shortest term says so."""

    def compose(about: AboutMatch) -> Context:
        return confirmed_context(side)(about) | {
            "month": about.month,
            "is_shortest": about.month == about.cycle.term.min_months,
            "min_months": about.cycle.term.min_months,
        }

    return compose


def _other(about: AboutMatch, side: Side) -> Application | Mentor:
    return about.mentor if side == "applicant" else about.application


def _goes_on(about: AboutMatch, side: Side) -> bool:
    """Whether that side takes part in the next round."""
    if side == "applicant":
        return about.application.status not in ("withdrawn", "matched", *_NOT_ELIGIBLE)
    return about.mentor.status == "active"


def _closed_by(match: Match, side: Side) -> Literal["you", "time", "staff", "others"]:
    """What closed a match, as one side sees it: `time` when it ran out."""
    if match.state == "expired":
        return "time"
    if match.closed_by and match.closed_by.startswith("staff:"):
        return "staff"
    return "you" if match.closed_by == side else "others"


def _last_day_of_survey(about: AboutMatch) -> str:
    if about.match.term is None:
        raise ValueError("a match has no term before it is confirmed")
    ends_at = survey_ends_at(about.cycle, about.match.term).astimezone(ZoneInfo(about.cycle.time_zone))
    return to_words((ends_at - timedelta(microseconds=1)).date())


def _term(match: Match) -> Context:
    if match.term is None:
        raise ValueError("a match has no term before it is confirmed")
    return {
        "first_day": to_words(match.term.starts_on),
        "last_day": to_words(match.term.ends_on - timedelta(days=1)),
        "check_ins": [(f"Month {month}", to_words(due_on)) for month, due_on in match.term.check_ins()],
    }
