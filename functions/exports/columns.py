"""What is in an export: the columns of each kind, and a record as one row of them; never self-identification."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from functions.exports.writing import Cell
from shared.domain.activity import Activity
from shared.domain.application import Application
from shared.domain.check_in import Side
from shared.domain.instants import to_iso
from shared.domain.job import ExportKind
from shared.domain.match import Match
from shared.domain.mentor import Mentor

COLUMNS: Mapping[ExportKind, tuple[str, ...]] = {
    "applications": (
        "id", "status", "last_name", "first_name", "preferred_name", "email", "stage", "program", "school",
        "graduation", "state", "disciplines", "format", "receipt", "received_at", "verdict", "decided_by",
        "decided_at", "in_question", "extended_until", "late_by_seconds", "updated_at",
    ),
    "mentors": (
        "id", "status", "last_name", "first_name", "email", "stage", "institution", "state", "disciplines", "formats",
        "mentee_stages", "capacity", "open_places", "paused_until", "updated_at",
    ),
    "matches": (
        "id", "round", "state", "application", "mentor", "created_at", "respond_by", "applicant_accepted",
        "mentor_accepted", "confirmed_at", "applicant_rating", "applicant_recommends", "mentor_rating",
        "mentor_recommends",
    ),
    "activity": ("at", "type", "subject", "actor", "note", "id"),
}  # fmt: skip


def application_row(application: Application) -> list[Cell]:
    """One application; the answers are those of the working copy."""
    form, verdict, receipt = application.form, application.verdict, application.receipt
    person, training = form.get("applicant", {}), form.get("training", {})
    return [
        application.id,
        application.status,
        *(person.get(name) for name in ("last_name", "first_name", "preferred_name")),
        application.email,
        *(training.get(name) for name in ("stage", "program")),
        application.school_named,
        training.get("graduation"),
        form.get("location", {}).get("state"),
        _list(form.get("interests", {}).get("disciplines")),
        form.get("preferences", {}).get("format"),
        receipt.number if receipt else None,
        _time(receipt.received_at if receipt else None),
        *(
            (verdict.outcome, "staff" if verdict.decided_by.startswith("staff") else "rules", _time(verdict.decided_at))
            if verdict
            else (None, None, None)
        ),
        _list(application.reasons),
        _time(application.extension.until if application.extension else None),
        application.late.by_seconds if application.late else None,
        _time(application.updated_at),
    ]


def mentor_row(mentor: Mentor) -> list[Cell]:
    """One mentor."""
    form = mentor.form
    return [
        mentor.id,
        mentor.status,
        form["name"].get("last"),
        form["name"]["first"],
        mentor.email,
        form.get("stage"),
        form.get("institution"),
        form.get("location", {}).get("state"),
        *(_list(form.get(name)) for name in ("disciplines", "formats", "mentee_stages")),
        mentor.capacity,
        mentor.open_places,
        _time(mentor.paused_until),
        _time(mentor.updated_at),
    ]


def match_row(match: Match) -> list[Cell]:
    """One match, without what either side wrote."""
    return [
        match.id,
        match.round,
        match.state,
        match.application,
        match.mentor,
        _time(match.created_at),
        _time(match.respond_by),
        *("yes" if accepted else "no" for accepted in (match.accepted_applicant, match.accepted_mentor)),
        _time(match.confirmed_at),
        *_survey(match, "applicant"),
        *_survey(match, "mentor"),
    ]


def _survey(match: Match, side: Side) -> tuple[Cell, Cell]:
    """How the year went for a side, from 1 to 5, and whether they recommend the program."""
    said = next((survey for survey in match.surveys if survey.side == side), None)
    return (said.rating, "yes" if said.recommend else "no") if said else (None, None)


def activity_row(fact: Activity) -> list[Cell]:
    """One fact of the trail."""
    return [to_iso(fact.at), fact.type, fact.subject, fact.actor, fact.note, fact.id]


def _list(values: Any) -> str:
    return "; ".join([values] if isinstance(values, str) else map(str, values or ()))


def _time(at: datetime | None) -> str | None:
    return to_iso(at) if at else None
