"""The submitted versions of an application, so that staff see what an applicant changed."""

from typing_extensions import TypedDict

from functions.staff.applications import require
from shared.domain.submitted_version import VersionDict
from shared.store import applications

#: Versions that are compared.
_MOST = 20


class VersionListDict(TypedDict):
    """The newest submitted versions, newest first, at most 20."""

    items: list[VersionDict]


def listing(application: str) -> list[VersionDict]:
    """List the submitted versions of an application, newest first; NotFound when there is no application."""
    return [each.as_dict() for each in applications.newest_submissions(require(application).id, _MOST)]
