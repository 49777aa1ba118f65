"""Uploads in the applications table: an `upload#…` item each, under the id of its application."""

from shared.domain.cv import Upload
from shared.store import dynamodb as db
from shared.store.applications import TABLE
from shared.store.records import to_item, to_record

#: What the part of an upload's item begins with.
UPLOAD = "upload#"


def load(application: str, upload: str) -> Upload | None:
    """Read an upload."""
    item = db.get(TABLE, id=application, part=_part(upload))
    return to_record(Upload, item) if item else None


def newest_and_accepted(application: str, upload: str | None) -> tuple[Upload, ...]:
    """Read an upload and, while it is not accepted, the accepted upload before it."""
    newest = load(application, upload) if upload else None
    if newest is None:
        return ()
    before = load(application, newest.before) if newest.before and newest.status != "accepted" else None
    return (newest, before) if before else (newest,)


def accepted_for(application: str, upload: str | None) -> Upload | None:
    """Read the accepted upload that counts when this upload is the newest."""
    return next((cv for cv in newest_and_accepted(application, upload) if cv.status == "accepted"), None)


def write(upload: Upload) -> db.Write:
    """Write an upload over the revision it was read at."""
    return db.put(TABLE, {**to_item(upload), "part": _part(upload.upload)}, upload.revision)


def _part(upload: str) -> str:
    return f"{UPLOAD}{upload}"
