"""Applications, mentors and proposals as the domain's own steps make them, for tests to begin with."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from infra.local.people import People
from shared.domain import application_transitions as transitions
from shared.domain import match
from shared.domain.admission import Sender
from shared.domain.application import Application, Status
from shared.domain.cycle import Cycle, Term
from shared.domain.eligibility import Judgement, Outcome, Reason
from shared.domain.form import PROVIDED, SELF_IDENTIFICATION
from shared.domain.match import Match
from shared.domain.mentor import Mentor, mentor_id

SENDER = Sender("person-1", "ada@example.edu")


def at(text: str) -> datetime:
    """Read an instant, UTC unless it says otherwise: `2024-04-16 03:59:59.999`."""
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


OPENS = at("2024-02-16 05:00")
IN_WINDOW = at("2024-03-01 12:00")
LAST = at("2024-04-16 03:59:59.999")
LATE = at("2024-04-16 04:00")
AFTER = at("2024-05-20 12:00")


def cycle() -> Cycle:
    """The cycle of the program's page."""
    return Cycle(
        id="2024-25",
        name="2024-25 Diversity Mentoring Program",
        time_zone="America/New_York",
        opens="2024-02-16T00:00",
        deadline="2024-04-15T23:59",
        term=Term.model_validate({"starts_on": "2024-07-01", "min_months": 6, "max_months": 12}),
        eligibility_policy="2024-25.1",
        matching_policy="participation.2",
        response_days=10,
        contact_email="mentoring@example.org",
    )


def parts(people: People, **parts_too: Any) -> dict[str, Any]:
    """Give the form of an eligible student who graduates in 2026, as it is sent."""
    return {**people.applicant(graduation="2026-05").form, **parts_too}


def drafted(cycle: Cycle, people: People) -> Application:
    """A complete draft at version 1."""
    return transitions.save(cycle, None, parts(people), SENDER, IN_WINDOW).application


def submitted(cycle: Cycle, people: People) -> Application:
    """Version 1, submitted and not judged."""
    return transitions.submit(cycle, drafted(cycle, people), IN_WINDOW).application


def ruled(outcome: Outcome) -> Judgement:
    """A judgement of the rules, with one reason."""
    return Judgement(outcome, "2024-25.1", (Reason("uim", "passes", "It fits.", "The program's sentence."),))


def judged(cycle: Cycle, people: People, outcome: Outcome = "eligible") -> Application:
    """Version 1, submitted and judged by the rules."""
    return transitions.apply_judgement(submitted(cycle, people), 1, ruled(outcome), IN_WINDOW).application


def application(cycle: Cycle, people: People, status: Status) -> Application:
    """An application of any status at version 1, by the way that leads there."""
    match status:
        case "draft":
            return drafted(cycle, people)
        case "submitted":
            return submitted(cycle, people)
        case "eligible" | "needs_review" | "ineligible":
            return judged(cycle, people, status)
        case "withdrawn":
            return transitions.withdraw(submitted(cycle, people), None, IN_WINDOW).application
        case "lapsed":
            return transitions.lapse(cycle, drafted(cycle, people), LATE).application
        case "matched" | "unmatched":
            return replace(judged(cycle, people), status=status)


def edited(cycle: Cycle, stored: Application, when: datetime = IN_WINDOW) -> Application:
    """The application with one answer changed."""
    return transitions.save(cycle, stored, {"applicant": {"pronouns": "they/them"}}, SENDER, when).application


def kept_form(people: People) -> dict[str, Any]:
    """A complete form as it is kept: self-identification is only a mark."""
    return parts(people, **{SELF_IDENTIFICATION: PROVIDED})


def mentor(people: People, capacity: int = 1, **changes: Any) -> Mentor:
    """A mentor who takes part."""
    form = {**people.mentor().form, "capacity": capacity}
    made = Mentor(mentor_id("mentor-1"), "mentor-1", "grace@example.org", "active", 2, form, IN_WINDOW, IN_WINDOW)
    return replace(made, **changes)


def proposal(cycle: Cycle) -> Match:
    """A match proposed after the close, with ten days to respond."""
    reasons = {"applicant": ["Your mentor knows this field."], "mentor": ["Your mentee wants to learn it."]}
    return match.propose(cycle, 1, "application-1", "mentor-1", reasons, AFTER).match
