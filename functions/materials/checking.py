"""An uploaded file: examined, recorded, then kept or deleted; each step may happen twice."""

from dataclasses import dataclass
from datetime import datetime

from functions.materials import bucket
from functions.materials.pdf_sandbox import examine
from shared.domain import cv_transitions
from shared.domain.cv import Finding, Upload, checked_key, waiting_key
from shared.runtime.logs import log_event
from shared.store import cvs
from shared.store.commit import commit, retry_on_conflict


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that arrived, for an application and the upload that its place was opened for."""

    application: str
    upload: str

    def log_id(self) -> str:
        """The id that logs name it by."""
        return f"{self.application}/{self.upload}"


def check(arrival: Arrival, now: datetime) -> None:
    """Check a file unless its upload is checked; a second file for an upload, or a file without one, is deleted.

    The very bytes that were examined are kept, because the place can be written to until it closes.
    """
    waiting, kept = (key(arrival.application, arrival.upload) for key in (waiting_key, checked_key))
    stored = cvs.load(arrival.application, arrival.upload)
    if stored and stored.status == "waiting":
        data = bucket.fetch(waiting)
        if data is None:  # the bucket's lifecycle deleted it, after weeks of failures here
            return
        finding = examine(data)
        if not finding.problem:
            bucket.keep(kept, data)
        stored = _save(arrival, finding, now)
    if stored and stored.status == "refused":
        bucket.delete(kept)  # another delivery kept it before the place was written to again
    bucket.delete(waiting)


@retry_on_conflict
def _save(arrival: Arrival, finding: Finding, now: datetime) -> Upload | None:
    stored = cvs.load(arrival.application, arrival.upload)
    if stored is None:
        return None
    checked = cv_transitions.check(stored, finding, now)
    if checked.fact:
        commit(checked.fact, cvs.write(checked.upload))
        log_event("cv checked", upload=arrival.log_id(), outcome=checked.upload.status, problem=finding.problem)
    return checked.upload
