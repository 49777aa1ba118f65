"""One file from its arrival to its place: looked at, noted, kept or thrown away; each step may come twice."""

from dataclasses import dataclass
from datetime import datetime

from functions.materials import shelf
from functions.materials.reading import examine
from shared.domain import uploading
from shared.domain.materials import Finding, Upload, checked_key, waiting_key
from shared.runtime.logs import log_event
from shared.store import activities, materials
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
    stored = materials.load(arrival.application, arrival.upload)
    if stored and stored.status == "waiting":
        data = shelf.fetch(landed)
        if data is None:  # thrown away by the bucket, after weeks of trouble here
            return
        finding = examine(data)
        if not finding.problem:
            shelf.keep(kept, data)
        stored = db.settle(lambda: _note(arrival, finding, now))
    if stored and stored.status == "refused":
        shelf.throw_away(kept)  # where another delivery put it, before the place was written to again
    shelf.throw_away(landed)


def _note(arrival: Arrival, finding: Finding, now: datetime) -> Upload | None:
    stored = materials.load(arrival.application, arrival.upload)
    if stored is None:
        return None
    checked = uploading.check(stored, finding, now)
    if checked.fact:
        db.transact(materials.write(checked.upload), activities.write(checked.fact))
        log_event("cv checked", upload=arrival.id, outcome=checked.upload.status, problem=finding.problem)
    return checked.upload
