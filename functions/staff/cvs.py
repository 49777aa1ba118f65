"""The CVs of an application as staff see them; an accepted CV has a link that works for a few minutes."""

from datetime import datetime
from typing import Any

from shared.domain.application import Application
from shared.domain.cv import Upload, checked_key, shown_cv
from shared.store import applications, cvs, files


def materials_of(application: Application, now: datetime) -> dict[str, Any]:
    """The newest CV, and the submitted CV if that is another; empty without a CV."""
    submitted = _submitted(application)
    uploads = {"cv": cvs.newest_and_accepted(application.id, application.cv)}
    if submitted != application.cv:
        uploads["submitted_cv"] = cvs.newest_and_accepted(application.id, submitted)
    materials = {name: shown_cv(versions, now, _link) for name, versions in uploads.items()}
    return {name: cv for name, cv in materials.items() if cv}


def _submitted(application: Application) -> str | None:
    version = application.submitted_version
    submission = applications.load_submission(application.id, version) if version and application.cv else None
    return submission.cv if submission else None


def _link(upload: Upload) -> dict[str, str]:
    """The link to an accepted file; other files have no link."""
    return {"link": files.presigned_url(checked_key(upload.id, upload.upload))} if upload.status == "accepted" else {}
