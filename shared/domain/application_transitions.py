"""An application through its states: saved, submitted, judged, withdrawn, lapsed. Every step is a pure decision."""

import hashlib
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from shared.domain.activity import Activity, ActivityType, activity
from shared.domain.admission import Sender, admit, blank, extended, extension_end, what_is_kept
from shared.domain.application import JUDGED, Application, Extension, Late, Receipt
from shared.domain.cycle import Cycle
from shared.domain.eligibility import Judgement, Outcome
from shared.domain.errors import DeadlinePassed, NotFound, NotPossible, StaleVersion
from shared.domain.form import (
    PROVIDED,
    SELF_IDENTIFICATION,
    Form,
    check_complete,
    check_draft,
    sha256,
)
from shared.domain.form_parts import clean_parts, merge, take_self_identification
from shared.domain.instants import EASTERN, to_iso
from shared.domain.schools import resolve_training
from shared.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Change:
    """What a decision leads to: the record, and the fact to write with it, or None when nothing changes."""

    application: Application
    fact: Activity | None


@dataclass(frozen=True, slots=True)
class Draft(Change):
    """A saved working copy, and the self-identification to keep apart from it ({} to forget it, None if untouched)."""

    self_identification: Form | None = field(repr=False)


def check_version(stored: Application | None, expected: int | None, parts: Mapping[str, Any] | None = None) -> None:
    """StaleVersion, with the stored copy, when the caller changed a version that isn't the stored one.

    When the stored copy has just what is to be saved, the answer of the first save was lost: nothing is stale then.
    """
    if expected is not None and expected != (stored.version if stored else 0) and not _is_saved(stored, parts):
        raise StaleVersion(
            "Your application was changed on another page or device. Compare it with the saved copy and save again.",
            current=stored.as_dict() if stored else None,
        )


def _is_saved(stored: Application | None, parts: Mapping[str, Any] | None) -> bool:
    if stored is None or parts is None or stored.status in ("withdrawn", "lapsed"):
        return False
    rest, answer = take_self_identification(parts)
    return answer is None and merge(stored.form, clean_parts(rest)) == stored.form


def save(
    cycle: Cycle, stored: Application | None, parts: Mapping[str, Any], sender: Sender, received_at: datetime
) -> Draft:
    """Merge the parts into the working copy; what was submitted doesn't change."""
    before = working_copy(cycle, stored, sender, received_at)
    rest, answer = take_self_identification(parts)
    mark = {} if answer is None else {SELF_IDENTIFICATION: PROVIDED if answer else None}
    form = merge(before.form, {**clean_parts(rest), **mark})
    check_draft(form)
    if stored and form == stored.form and before.status == stored.status and answer is None:
        return Draft(stored, None, None)
    meant = _school_meant(before, form, received_at)
    after = replace(before, form=form, school_meant=meant, version=before.version + 1, updated_at=received_at)
    type: ActivityType = "ApplicationDrafted" if stored else "ApplicationStarted"
    return Draft(after, _fact(type, after, after.version, received_at), answer)


def _school_meant(before: Application, form: Form, received_at: datetime) -> str | None:
    """The listed school that a form means, resolved once for what's typed; "" for none, None without a school."""
    training = form.get("training", {})
    if not training.get("school"):
        return None
    if before.school_meant is not None and training == before.form.get("training"):
        return before.school_meant
    school = resolve_training(training, received_at.astimezone(EASTERN).date()).school
    return school.name if school else ""


def working_copy(cycle: Cycle, stored: Application | None, sender: Sender, received_at: datetime) -> Application:
    """The copy to change, reopened if it was withdrawn or lapsed; refused outside the window and after matching."""
    before = extended(stored or blank(cycle, sender, received_at), sender.extension)
    admit(cycle, before, received_at)
    if before.status in ("matched", "unmatched"):
        raise NotPossible("This application has been through matching, so it can’t be changed anymore.")
    return replace(before, status="draft") if before.status in ("withdrawn", "lapsed") else before


def submit(cycle: Cycle, stored: Application | None, received_at: datetime, granted: Extension | None = None) -> Change:
    """Submit the working copy as a new version; nothing changes when this very version is submitted already.

    `granted` is the extension of the applicant's address.
    """
    if stored is None:
        cycle.admit(received_at, granted.until if granted else None, what_is_kept(None))
        raise NotFound("There’s no application to submit yet. Save your answers first.")
    stored = extended(stored, granted)
    reopened = stored.status in ("withdrawn", "lapsed")
    if stored.version == stored.submitted_version and not reopened:
        return Change(stored, None)
    admit(cycle, stored, received_at)
    if stored.status in ("matched", "unmatched"):
        raise NotPossible("This application has been through matching, so it can’t be submitted anymore.")
    check_complete(stored.form)
    version = stored.version + (1 if reopened else 0)
    receipt = Receipt(_receipt_number(stored, version), received_at, sha256(stored.form))
    after = replace(
        stored,
        status="submitted",
        version=version,
        submitted_version=version,
        receipt=receipt,
        verdict=None,
        withdrawal_reason=None,
        updated_at=received_at,
    )
    return Change(after, _fact("ApplicationSubmitted", after, version, received_at, receipt=receipt.number))


def _receipt_number(application: Application, version: int) -> str:
    digest = b32encode(hashlib.sha256(f"{application.id}/{version}".encode()).digest()).decode()
    return f"{application.cycle.upper()}-{digest[:5]}-{digest[5:10]}"


def refuse_late(stored: Application, refusal: DeadlinePassed, received_at: datetime) -> Change:
    """Keep the draft and put the attempt on the late list, once a version."""
    if stored.late and stored.late.version == stored.version:
        return Change(stored, None)
    seconds = refusal.extra["late_by_seconds"]
    after = replace(stored, late=Late(stored.version, received_at, seconds))
    return Change(after, _fact("LateSubmissionRefused", after, stored.version, received_at, late_by_seconds=seconds))


def withdraw(stored: Application | None, reason: str | None, at: datetime) -> Change:
    """Withdraw at any time."""
    if stored is None:
        raise NotFound("There’s no application to withdraw.")
    if stored.status == "withdrawn":
        return Change(stored, None)
    after = replace(stored, status="withdrawn", withdrawal_reason=reason, updated_at=at)
    return Change(after, _fact("ApplicationWithdrawn", after, stored.version, at, was=stored.status))


def lapse(cycle: Cycle, stored: Application, now: datetime) -> Change:
    """Let a draft lapse once its person's window is over."""
    if stored.status != "draft":
        return Change(stored, None)
    try:
        admit(cycle, stored, now)
    except DeadlinePassed:
        after = replace(stored, status="lapsed", updated_at=now)
        return Change(after, _fact("ApplicationLapsed", after, stored.version, now, actor="program"))
    return Change(stored, None)


def apply_judgement(stored: Application, version: int, judgement: Judgement, now: datetime) -> Change:
    """Record the rules' verdict on a version, if that version still waits for a verdict."""
    if stored.status != "submitted" or stored.submitted_version != version:
        return Change(stored, None)
    return record_verdict(stored, Verdict.of_rules(version, judgement, now), f"v{version}", now)


def overrule(stored: Application, outcome: Outcome, reason: str, policy: str, by: str, now: datetime) -> Change:
    """Replace the rules' verdict with staff's, and its reason; a match that both confirmed goes on for now."""
    if stored.status not in JUDGED | {"submitted", "matched"} or stored.submitted_version is None:
        raise NotPossible(f"An application that is {stored.status} can’t get a verdict.")
    current = stored.verdict
    if current and (current.outcome, current.note, current.decided_by) == (outcome, reason, by):
        return Change(stored, None)
    reasons = current.reasons if current else ()
    verdict = Verdict(outcome, policy, stored.submitted_version, reasons, now, by, reason)
    change = record_verdict(stored, verdict, f"staff-{len(stored.verdicts) + 1}", now, **_match_of(stored))
    return Change(replace(change.application, status="matched"), change.fact) if stored.status == "matched" else change


def _match_of(stored: Application) -> dict[str, str]:
    """What a verdict's fact says of a match that both confirmed: no one is mailed until staff have decided about it."""
    return {"match": stored.live_match} if stored.status == "matched" and stored.live_match else {}


def record_verdict(stored: Application, verdict: Verdict, once_per: str, now: datetime, **more: Any) -> Change:
    """Make a verdict the current one; its fact is written once per what it follows from, with `more` data."""
    after = replace(
        stored, status=verdict.outcome, verdict=verdict, verdicts=(*stored.verdicts, verdict), updated_at=now
    )
    return Change(
        after,
        activity(
            "VerdictReached",
            after.id,
            once_per,
            at=now,
            actor=verdict.decided_by,
            cycle=after.cycle,
            outcome=verdict.outcome,
            policy=verdict.policy,
            version=verdict.version,
            **more,
        ),
    )


def extend(cycle: Cycle, stored: Application, until: str, reason: str, by: str, now: datetime) -> Change:
    """Give one person a later deadline (a wall minute of the cycle's zone); a lapsed application is reopened."""
    ends = extension_end(cycle, until, now)
    granted = stored.extension
    if granted and (granted.until, granted.reason) == (ends, reason):
        return Change(stored, None)
    after = replace(
        stored,
        extension=Extension(ends, reason, now, by),
        status="draft" if stored.status == "lapsed" else stored.status,
        version=stored.version + (1 if stored.status == "lapsed" else 0),
        updated_at=now,
    )
    fact = activity(
        "DeadlineExtended",
        after.id,
        f"r{stored.revision + 1}",
        at=now,
        actor=by,
        cycle=after.cycle,
        note=reason,
        until=to_iso(ends),
    )
    return Change(after, fact)


def _fact(
    type: ActivityType, after: Application, version: int, at: datetime, actor: str = "applicant", **data: Any
) -> Activity:
    return activity(type, after.id, f"v{version}", at=at, actor=actor, cycle=after.cycle, version=version, **data)
