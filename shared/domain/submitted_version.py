"""A submitted version of an application, as those who may read it see it."""

from typing import Annotated

from typing_extensions import TypedDict

from shared.domain.application import ReceiptDict
from shared.domain.application_draft import ApplicationDraft
from shared.domain.form import Form
from shared.domain.model import documented_as


class VersionDict(TypedDict):
    """A submitted version; of self-identification only that it was answered. `cv` is the id of its upload."""

    version: int
    receipt: ReceiptDict
    form: Annotated[Form, documented_as(ApplicationDraft)]
    cv: str | None
