"""The CVs of an application as staff see them, each that passed with an address that opens it for a few minutes."""

from datetime import datetime
from typing import Any

from shared.domain.application import Application
from shared.domain.cv import Upload, checked_key, shown_cv
from shared.store import applications, cvs, files


def materials_of(application: Application, now: datetime) -> dict[str, Any]:
    """The newest CV, and the submitted one where that is another; nothing when there is none."""
    submitted = _submitted(application)
    found = {"cv": cvs.newest_and_accepted(application.id, application.cv)}
    if submitted != application.cv:
        found["submitted_cv"] = cvs.newest_and_accepted(application.id, submitted)
    shown = {name: shown_cv(uploads, now, _link) for name, uploads in found.items()}
    return {name: cv for name, cv in shown.items() if cv}


def _submitted(application: Application) -> str | None:
    version = application.submitted_version
    submission = applications.load_submission(application.id, version) if version and application.cv else None
    return submission.cv if submission else None


def _link(upload: Upload) -> dict[str, str]:
    """The address of a file that passed; of another there is none."""
    return {"link": files.presigned_url(checked_key(upload.id, upload.upload))} if upload.status == "accepted" else {}
