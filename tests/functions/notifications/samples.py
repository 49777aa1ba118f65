"""One context for every mail, made as the program makes it from synthetic people."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, get_args, get_type_hints

from functions.notifications.about import (
    AboutAddress,
    AboutApplication,
    AboutMatch,
    AboutMentor,
    AboutNewcomer,
    AboutNotice,
    AboutQuestion,
)
from functions.notifications.compose import Context
from functions.notifications.mail import Row
from functions.notifications.mails import MAILS_BY_EVENT
from shared.domain import match as matches
from shared.domain.address_change import ask
from shared.domain.application import Application, Extension, Late, Receipt, application_id
from shared.domain.cycle import Cycle, Term
from shared.domain.eligibility import TITLES, Facts, ReasonDict
from shared.domain.match import Match
from shared.domain.mentor import Mentor, mentor_id
from shared.domain.newcomers import AddressExtension, address_extension_id
from shared.domain.question import Question
from shared.domain.term import MatchTerm
from shared.domain.verdict import Verdict
from shared.store.inquiries import Inquiry

PORTAL = "https://portal.example.org/"
APPLIED = datetime(2024, 4, 12, 17, 30, tzinfo=UTC)
PROPOSED = datetime(2024, 5, 20, 13, 0, tzinfo=UTC)
STATEMENT = (
    "When my grandmother was treated for cancer, our family drove two hours to the nearest infusion center, and I saw "
    "how much of her care depended on who could explain what was happening.\n\nI want to become an oncologist who "
    "practices where such patients live, and I hope for a mentor who can show me how to get there."
)
INTRODUCTION = (
    "I’m the first in my family to study medicine, and I’d like to talk about finding a residency and about what a "
    "week in clinic is really like."
)
REASONS: tuple[ReasonDict, ...] = (
    {
        "rule": "enrolled",
        "title": TITLES["enrolled"],
        "outcome": "review",
        "message": "“Prairie State” isn’t on our list of U.S. medical schools. Staff will look it up.",
        "source": "Be enrolled in a DO or MD program at a U.S. medical school",
    },
    {
        "rule": "uim",
        "title": TITLES["uim"],
        "outcome": "fails",
        "message": "Your answer doesn’t include a group that the program is for. You can change it until the deadline.",
        "source": "Self-identify as underrepresented in medicine (UIM), as defined according to the AAMC definition",
    },
    {
        "rule": "us_based",
        "title": TITLES["us_based"],
        "outcome": "passes",
        "message": "You live in the U.S. (Illinois).",
        "source": "designed to encourage U.S.-based medical students and residents",
    },
)
FIT = [
    "You both chose palliative care and medical oncology.",
    "You both want to talk about applying to residency, health equity and research.",
    "You can both meet virtually.",
]


def plain(text: str) -> str:
    """Leave a text as it is."""
    return text


def cycle(tint: Callable[[str], str] = plain) -> Cycle:
    """The cycle of the program's page; `tint` changes what a person typed, even to what the form would refuse."""
    stored = Cycle(
        id="2024-25",
        name="2024-25 Diversity Mentoring Program",
        time_zone="America/New_York",
        opens="2024-02-16T00:00",
        deadline="2024-04-15T23:59",
        term=Term(starts_on=date(2024, 7, 1), min_months=6, max_months=12),
        eligibility_policy="2024-25.1",
        matching_policy="participation.3",
        response_days=10,
        contact_email="mentoring@example.org",
    )
    return stored.model_copy(update={"name": tint(stored.name)})


def form(tint: Callable[[str], str] = plain) -> dict[str, Any]:
    """A complete application form as it is stored."""
    return {
        "applicant": {
            "first_name": tint("Marisol"),
            "last_name": tint("Quintero"),
            "preferred_name": tint("Mari"),
            "pronouns": tint("she/her"),
            "phone": tint("+1 312 555 0142"),
        },
        "training": {
            "stage": "medical_student",
            "program": "MD/PhD",
            "school": tint("Prairie State College of Medicine"),
            "school_country": "US",
            "graduation": "2026-05",
            "residency": tint("Internal medicine"),
        },
        "location": {"state": "IL", "time_zone": "America/Chicago"},
        "self_identification": {"provided": True},
        "interests": {
            "disciplines": ["palliative_care", "neuro_oncology"],
            "first_discipline": "palliative_care",
            "disease_sites": ["head_and_neck", "any"],
            "first_disease_site": "head_and_neck",
            "topics": ["residency_application", "health_equity", "work_life"],
            "first_topic": "health_equity",
            "settings": ["academic", "global_health"],
            "first_setting": "academic",
        },
        "preferences": {"format": "either", "same_region": False},
        "introduction": tint(INTRODUCTION),
        "statement": tint(STATEMENT),
        "attestations": {"accurate": True, "minimum_commitment": True},
    }


def application(tint: Callable[[str], str] = plain) -> Application:
    """An application that was submitted in time and found wanting."""
    answers = form(tint)
    reasons: list[ReasonDict] = [{**reason, "message": tint(reason["message"])} for reason in REASONS]
    verdict = Verdict("ineligible", "2024-25.1", 3, tuple(reasons), APPLIED + timedelta(seconds=5), "program")
    return Application(
        id=application_id("2024-25", "applicant-1"),
        cycle="2024-25",
        applicant="applicant-1",
        email="marisol.quintero@example.edu",
        status="ineligible",
        version=3,
        form=answers,
        created_at=APPLIED,
        updated_at=APPLIED,
        submitted_version=3,
        receipt=Receipt("2024-25-K3VQZ-7HMPA", APPLIED, "ab" * 32),
        verdict=verdict,
        verdicts=(verdict,),
        questions=(Question(1, tint("Which hospital?"), APPLIED, "staff:1", APPLIED + timedelta(days=7, minutes=1)),),
        late=Late(3, datetime(2024, 4, 16, 4, 2, 17, tzinfo=UTC), 137.0),
    )


def draft(tint: Callable[[str], str] = plain) -> Application:
    """The same application before it was ever submitted."""
    return replace(application(tint), status="draft", submitted_version=None, receipt=None, verdict=None, verdicts=())


def mentor(tint: Callable[[str], str] = plain) -> Mentor:
    """A mentor who takes part in matching."""
    answers = {
        "name": {"first": tint("Adaeze"), "last": tint("Okonkwo")},
        "stage": "practicing_oncologist",
        "institution": tint("Lakeside Cancer Center"),
        "location": {"state": "NY", "time_zone": "America/New_York"},
        "topics": ["health_equity", "research", "work_life"],
        "disciplines": ["palliative_care"],
        "capacity": 2,
        "bio": tint("I enjoy showing people how this work is done."),
    }
    return Mentor(
        mentor_id("mentor-1"), "mentor-1", "adaeze.okonkwo@example.org", "active", 1, answers, APPLIED, APPLIED
    )


def proposed(tint: Callable[[str], str] = plain) -> Match:
    """A match as a published round proposes it."""
    reasons = {side: [tint(reason) for reason in FIT] for side in ("applicant", "mentor")}
    return matches.propose(cycle(), 1, application().id, mentor().id, reasons, PROPOSED).match


def confirmed(tint: Callable[[str], str] = plain) -> Match:
    """The same match after both accepted."""
    return replace(
        proposed(tint),
        state="confirmed",
        version=3,
        accepted_applicant=True,
        accepted_mentor=True,
        confirmed_at=PROPOSED + timedelta(days=3),
        term=MatchTerm(date(2024, 7, 1), date(2025, 7, 1)),
    )


def closed(tint: Callable[[str], str] = plain) -> Match:
    """The same match after the mentor declined, with a reason that stays private."""
    return replace(proposed(tint), state="declined", closed_by="mentor", closing_reason=tint("A new baby at home"))


def about_application(
    about: Application | None = None, now: datetime = APPLIED, tint: Callable[[str], str] = plain
) -> AboutApplication:
    """What a mail to an applicant is about."""
    stored = about or application(tint)
    return AboutApplication(stored, cycle(tint), now, PORTAL, stored.form)


def about_match(match: Match | None = None, tint: Callable[[str], str] = plain, **sides: Any) -> AboutMatch:
    """What a mail to a side of a match is about."""
    both = {"application": application(tint), "mentor": mentor(tint), **sides}
    now = PROPOSED + timedelta(days=5)
    return AboutMatch(match or closed(tint), cycle(tint), now=now, portal_url=PORTAL, month=6, form=form(tint), **both)


def about_newcomer(tint: Callable[[str], str] = plain) -> AboutNewcomer:
    """What a mail to someone without an application is about; the reason that staff gave stays private."""
    own = Extension(datetime(2024, 4, 21, 4, 0, tzinfo=UTC), tint("A storm"), APPLIED, "staff:1")
    email = "noor.haddad@example.edu"
    granted = AddressExtension(address_extension_id("2024-25", email), "2024-25", email, own)
    return AboutNewcomer(granted, cycle(tint), PORTAL)


def abouts(tint: Callable[[str], str] = plain) -> Mapping[type[Any], Any]:
    """One sample of everything that a mail can be about."""
    question = Inquiry("1", "jo@example.org", tint("Jo Rivers"), tint("May residents apply?\n\nThanks,\nJo"), APPLIED)
    moved, _ = ask(None, "person-1", "request-1", "old@example.edu", "new@example.edu", APPLIED)
    return {
        AboutAddress: AboutAddress(moved, "m@example.org", PORTAL, "042117"),
        AboutApplication: about_application(tint=tint),
        AboutMatch: about_match(tint=tint),
        AboutNewcomer: about_newcomer(tint),
        AboutNotice: AboutNotice(about_application(tint=tint), tint("A new form"), tint("Please look.\n\nThanks")),
        AboutMentor: AboutMentor(mentor(tint), "m@example.org", PORTAL),
        AboutQuestion: AboutQuestion(question, "m@example.org"),
    }


def in_term(tint: Callable[[str], str] = plain) -> Match:
    """The same match in its term."""
    return replace(confirmed(tint), state="in_term", version=4)


def completed(tint: Callable[[str], str] = plain) -> Match:
    """The same match after its whole term."""
    return replace(in_term(tint), state="completed", version=5)


STATES: Mapping[str, Callable[..., Match]] = {
    "MatchProposed": proposed,
    "ResponseReminderDue": proposed,
    "MatchConfirmed": confirmed,
    "ContactAsked": confirmed,
    "CheckInDue": in_term,
    "MatchTermMoved": in_term,
    "TermEnding": in_term,
    "MatchCompleted": completed,
    "SurveyReminderDue": completed,
}
ROWS: Mapping[str, tuple[str, Row[Any]]] = {
    mail: (event, row) for event, rows in MAILS_BY_EVENT.items() for mail, row in rows.items()
}


def kind_of(row: Row[Any]) -> type[Any]:
    """What the mail of a row is about, by what the row reads."""
    returned = get_type_hints(row.read)["return"]
    kind: type[Any] = (get_args(returned) or (returned,))[0]
    return kind


def contexts(tint: Callable[[str], str] = plain) -> dict[str, Context]:
    """A context for each mail, by its name, as its row makes it of the sample that it's about."""
    return {mail: {**context} for mail, context in _contexts(tint).items()}


@cache
def _contexts(tint: Callable[[str], str]) -> dict[str, Context]:
    samples = abouts(tint)

    def context(event: str, row: Row[Any]) -> Context:
        about = samples[kind_of(row)]
        if event in STATES:
            about = replace(about, match=STATES[event](tint))
        return row.context(about)

    return {mail: context(event, row) for mail, (event, row) in ROWS.items()}


def facts_in_spanish() -> Facts:
    """What the rules see of an application whose statement is in Spanish."""
    statement = (
        "Quiero ser oncóloga porque mi abuela vivió lejos de cualquier hospital y nadie en el pueblo supo explicarle "
        "lo que le estaba pasando. Espero encontrar una mentora que me muestre el camino."
    )
    return Facts(training={}, location={}, self_identification={}, texts=(statement,), on=date(2024, 3, 1))
