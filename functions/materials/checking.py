"""One file from its arrival to its place: looked at, noted, kept or thrown away; each step may come twice."""

from dataclasses import dataclass
from datetime import datetime

from functions.materials import bucket
from functions.materials.pdf_sandbox import examine
from shared.domain import cv_transitions
from shared.domain.cv import Finding, Upload, checked_key, waiting_key
from shared.runtime.logs import log_event
from shared.store import activities, cvs
from shared.store import dynamodb as db


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that landed: the application and the upload that its place was made for."""

    application: str
    upload: str

    @property
    def id(self) -> str:
        """What logs name it by."""
        return f"{self.application}/{self.upload}"


def check(arrival: Arrival, now: datetime) -> None:
    """Check a file unless it is checked; what lands in a place a second time, or in none, is thrown away.

    The very bytes that were looked at are kept, for the place can be written to again until it closes.
    """
    landed, kept = (key(arrival.application, arrival.upload) for key in (waiting_key, checked_key))
    stored = cvs.load(arrival.application, arrival.upload)
    if stored and stored.status == "waiting":
        data = bucket.fetch(landed)
        if data is None:  # thrown away by the bucket, after weeks of trouble here
            return
        finding = examine(data)
        if not finding.problem:
            bucket.keep(kept, data)
        stored = db.retry_on_conflict(lambda: _note(arrival, finding, now))
    if stored and stored.status == "refused":
        bucket.delete(kept)  # where another delivery put it, before the place was written to again
    bucket.delete(landed)


def _note(arrival: Arrival, finding: Finding, now: datetime) -> Upload | None:
    stored = cvs.load(arrival.application, arrival.upload)
    if stored is None:
        return None
    checked = cv_transitions.check(stored, finding, now)
    if checked.fact:
        db.transact(cvs.write(checked.upload), activities.write(checked.fact))
        log_event("cv checked", upload=arrival.id, outcome=checked.upload.status, problem=finding.problem)
    return checked.upload
