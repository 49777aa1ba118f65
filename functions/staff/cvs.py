"""The CVs of an application as staff see them, each that passed with an address that opens it for a few minutes."""

from collections.abc import Callable
from datetime import datetime

from shared.domain.application import Application, MaterialsDict
from shared.domain.cv import StaffCvDict, Upload, checked_key, shown_cv
from shared.store import applications, cvs, files


def materials_of(application: Application, now: datetime) -> MaterialsDict:
    """The newest CV, and the submitted one where that is another; nothing when there is none."""
    submitted, body = _submitted(application), MaterialsDict()
    if cv := shown_cv(cvs.newest_and_accepted(application.id, application.cv), now, _more(now)):
        body["cv"] = cv
    if submitted == application.cv:
        return body
    if cv := shown_cv(cvs.newest_and_accepted(application.id, submitted), now, _more(now)):
        body["submitted_cv"] = cv
    return body


def _submitted(application: Application) -> str | None:
    version = application.submitted_version
    submission = applications.load_submission(application.id, version) if version else None
    return submission.cv if submission else None


def _more(now: datetime) -> Callable[[Upload], StaffCvDict]:
    """What staff see of an upload besides: what to know before they open it and, if it passed, its address."""

    def more(upload: Upload) -> StaffCvDict:
        messages: StaffCvDict = {"messages": [*upload.messages(now), *upload.notes()]}
        if upload.status == "accepted":
            messages["link"] = files.presigned_url(checked_key(upload.id, upload.upload))
        return messages

    return more
