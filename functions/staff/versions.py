"""The submitted versions of an application, so that staff see what an applicant changed."""

from typing import Annotated

from typing_extensions import TypedDict

from functions.staff.applications import require
from shared.domain.application import ReceiptDict
from shared.domain.application_draft import ApplicationDraft
from shared.domain.form import Form
from shared.domain.model import documented_as
from shared.store import applications
from shared.store.applications import Submission

#: Versions that are compared.
_MOST = 20


class VersionDict(TypedDict):
    """A submitted version; of self-identification only that it was answered. `cv` is the id of its upload."""

    version: int
    receipt: ReceiptDict
    form: Annotated[Form, documented_as(ApplicationDraft)]
    cv: str | None


class VersionListDict(TypedDict):
    """The newest submitted versions, newest first, at most 20."""

    items: list[VersionDict]


def listing(application: str) -> list[VersionDict]:
    """List the submitted versions of an application, newest first; NotFound when there is no application."""
    return [_shown(it) for it in applications.newest_submissions(require(application).id, _MOST)]


def _shown(submission: Submission) -> VersionDict:
    return {
        "version": submission.version,
        "receipt": submission.receipt.as_dict(),
        "form": submission.form,
        "cv": submission.cv,
    }
