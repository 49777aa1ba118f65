"""A CV through its steps: an upload started, the file checked, a submission judged again with the finding."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.domain.activity import Activity, activity
from shared.domain.admission import Sender
from shared.domain.application import JUDGED, Application
from shared.domain.application_transitions import Change, record_verdict, working_copy
from shared.domain.cv import OPEN_FOR, Finding, Upload
from shared.domain.cycle import Cycle
from shared.domain.eligibility import Judgement
from shared.domain.verdict import Verdict

#: How soon the same request comes again when its answer was lost.
AGAIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Announced:
    """A file to upload: the id it gets, and its name and size in bytes as its owner reports them."""

    upload: str
    filename: str
    size: int


@dataclass(frozen=True, slots=True)
class Started:
    """An upload that may begin, with the working copy it belongs to; no fact when it was noted already."""

    application: Application
    upload: Upload
    fact: Activity | None


@dataclass(frozen=True, slots=True)
class Checked:
    """An upload after its check; no fact when it was checked before."""

    upload: Upload
    fact: Activity | None


def start(
    cycle: Cycle,
    stored: Application | None,
    known: Upload | None,
    announced: Announced,
    sender: Sender,
    received_at: datetime,
) -> Started:
    """Give a CV its place in the working copy, as a new version of it; `known` is the newest upload so far.

    An accepted CV counts until its successor is accepted. The same file announced again at once, since the answer was
    lost, has its place already.
    """
    if stored and known and stored.cv == known.upload and _is_announced(stored, known, announced, received_at):
        return Started(stored, known, None)
    before = working_copy(cycle, stored, sender, received_at)
    after = replace(before, cv=announced.upload, version=before.version + 1, updated_at=received_at)
    upload = _place(cycle, after, known, announced)
    fact = activity(
        "CvUploadStarted",
        after.id,
        upload.upload,
        at=received_at,
        actor="applicant",
        cycle=after.cycle,
        upload=upload.upload,
        version=after.version,
    )
    return Started(after, upload, fact)


def _is_announced(stored: Application, known: Upload, announced: Announced, received_at: datetime) -> bool:
    """Whether this file has its place; once submitted, only the same request does, since its file stays as it was."""
    if announced.upload == known.upload:
        return True
    if stored.version == stored.submitted_version:
        return False
    is_same_file = (announced.filename, announced.size) == (known.filename, known.size)
    is_at_once = received_at < min(known.requested_at + AGAIN, known.expires_at)
    return known.status == "waiting" and is_same_file and is_at_once


def _place(cycle: Cycle, application: Application, known: Upload | None, announced: Announced) -> Upload:
    """The place as it is given now: it closes after a while, or at the person's deadline if that comes first."""
    own = application.extension.until if application.extension else cycle.accepts_before
    now = application.updated_at
    return Upload(
        id=application.id,
        cycle=application.cycle,
        upload=announced.upload,
        filename=announced.filename,
        size=announced.size,
        requested_at=now,
        expires_at=min(now + OPEN_FOR, max(own, cycle.accepts_before)),
        before=_accepted(known),
    )


def _accepted(known: Upload | None) -> str | None:
    if known is None:
        return None
    return known.upload if known.status == "accepted" else known.before


def remove(cycle: Cycle, stored: Application, known: Upload | None, sender: Sender, received_at: datetime) -> Change:
    """Take the newest CV, `known`, out of the working copy, as a new version; nothing changes where there is none.

    Where it isn't accepted, the accepted one before it stays. What was submitted keeps its own until the next time.
    """
    if stored.cv is None:
        return Change(stored, None)
    before = working_copy(cycle, stored, sender, received_at)
    left = known.before if known and known.status != "accepted" else None
    after = replace(before, cv=left, version=before.version + 1, updated_at=received_at)
    fact = activity(
        "CvRemoved",
        after.id,
        f"v{after.version}",
        at=received_at,
        actor="applicant",
        cycle=after.cycle,
        upload=stored.cv,
        version=after.version,
    )
    return Change(after, fact)


def check(stored: Upload, finding: Finding, now: datetime) -> Checked:
    """Record what was found in a file; the first finding counts."""
    if stored.status != "waiting":
        return Checked(stored, None)
    after = replace(
        stored,
        status="refused" if finding.problem else "accepted",
        problem=finding.problem,
        size=finding.size,
        pages=finding.pages,
        language=finding.language,
        extras=finding.extras,
        checked_at=now,
    )
    fact = activity(
        "CvChecked",
        after.id,
        after.upload,
        at=now,
        actor="program",
        cycle=after.cycle,
        upload=after.upload,
        outcome=after.status,
        **({"problem": after.problem} if after.problem else {}),
    )
    return Checked(after, fact)


def rejudge(stored: Application, judgement: Judgement, upload: str, now: datetime) -> Change:
    """Record the rules' verdict on what was submitted again, now that its CV is checked.

    Staff's verdict stays, as does everything once a mentor was proposed.
    """
    current, version = stored.verdict, stored.submitted_version
    if version is None or current is None or stored.status not in JUDGED or stored.live_match:
        return Change(stored, None)
    verdict = Verdict.of_rules(version, judgement, now)
    if current.decided_by != "program" or _says(current) == _says(verdict):
        return Change(stored, None)
    return record_verdict(stored, verdict, f"v{version}.{upload}", now, was=current.outcome)


def _says(verdict: Verdict) -> tuple[object, ...]:
    return verdict.outcome, verdict.version, [dict(reason) for reason in verdict.reasons]
