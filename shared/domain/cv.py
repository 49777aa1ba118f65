"""What applicants upload: a CV as a PDF, what was found in it, and what people read about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from shared.domain.instants import to_eastern, to_iso
from shared.domain.language import Language
from shared.domain.limits import LIMITS

#: A CV has at most 5 MB, counted as people see it: five million bytes.
MAX_BYTES = LIMITS["cv_bytes"]
MAX_PAGES = 100
CONTENT_TYPE = "application/pdf"
#: How long a place stays open for its file, unless the person's deadline comes first.
OPEN_FOR = timedelta(minutes=15)

Problem = Literal["not_pdf", "too_large", "protected", "broken", "too_many_pages", "too_complex"]
Status = Literal["waiting", "accepted", "refused"]
#: What a PDF has besides pages: staff should know of it before they open the file.
Extra = Literal["portfolio", "form", "script"]

_PROBLEMS: dict[Problem, str] = {
    "not_pdf": "This file isn’t a PDF, no matter what its name says. Save your CV as a PDF and upload that.",
    "too_large": "This file is larger than 5 MB. Reduce the image sizes and upload it again.",
    "protected": "This PDF needs a password to open. Save it without one and upload it again.",
    "broken": "We can’t open this PDF; it may be damaged. Save your CV as a PDF again and upload that.",
    "too_many_pages": f"This PDF has more than {MAX_PAGES} pages. Upload just your CV, without attachments.",
    "too_complex": "This PDF takes too much time or memory to open. Print your CV to a PDF and upload that.",
}
_NOTICES: dict[Language, tuple[str, ...]] = {
    "english": (),
    "other": (
        "We accepted your CV, but it may not be in English. All materials must be in English: upload another CV, or "
        "leave it to staff to read this one.",
    ),
    "unread": (
        "We accepted your CV, but we couldn’t read any text in it; it may be a scan. Upload a CV with readable text, "
        "or leave it to staff to read this one.",
    ),
}
_EXTRAS: dict[Extra, str] = {
    "portfolio": "For staff: this PDF holds other files. We read only its own pages.",
    "form": "For staff: this PDF is a dynamic form (XFA). Some viewers show other pages than we read.",
    "script": "For staff: this PDF contains JavaScript. Open it in a viewer that doesn’t run scripts.",
}


class LinkDict(TypedDict):
    """An address that opens a file for a few minutes, where there is one."""

    link: NotRequired[str]


class StaffCvDict(LinkDict):
    """What staff see of an upload besides, or in place of what its applicant sees."""

    messages: NotRequired[list[str]]


class CvDict(LinkDict):
    """An uploaded CV, and as `earlier` the accepted one that counts in its place."""

    id: str
    status: Status
    filename: str
    size: int
    pages: NotRequired[int]
    uploaded_at: str
    uploaded_at_et: str
    messages: list[str]
    earlier: NotRequired["CvDict"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in a file of `size` bytes: why it can't be accepted, or else its pages, language and extras."""

    size: int
    problem: Problem | None = None
    pages: int | None = None
    language: Language | None = None
    extras: tuple[Extra, ...] = ()


@dataclass(frozen=True, slots=True)
class Upload:
    """A place for one file (`upload`) of an application (`id`), and what became of it.

    `size` (bytes) is what was announced until the file is checked; `before` is the accepted upload that counts for as
    long as this one isn't accepted.
    """

    id: str
    cycle: str
    upload: str
    filename: str = field(repr=False)
    size: int
    requested_at: datetime
    expires_at: datetime
    before: str | None = None
    status: Status = "waiting"
    problem: Problem | None = None
    pages: int | None = None
    language: Language | None = None
    extras: tuple[Extra, ...] = ()
    checked_at: datetime | None = None
    revision: int = 0

    def messages(self, now: datetime) -> list[str]:
        """What the applicant should know or do, in words."""
        if self.problem:
            return [_PROBLEMS[self.problem]]
        if self.language:
            return list(_NOTICES[self.language])
        if now >= self.expires_at:
            return ["We haven’t received your file. If the upload didn’t finish, upload it again."]
        return ["We’ll check your file as soon as it arrives. That takes a few seconds."]

    def notes(self) -> list[str]:
        """What staff should know besides, in words."""
        return [_EXTRAS[extra] for extra in self.extras]

    def as_dict(self, now: datetime) -> CvDict:
        """The upload as the contract shows it."""
        body: CvDict = {
            "id": self.upload,
            "status": self.status,
            "filename": self.filename,
            "size": self.size,
            "uploaded_at": to_iso(self.requested_at),
            "uploaded_at_et": to_eastern(self.requested_at),
            "messages": self.messages(now),
        }
        if self.pages is not None:
            body["pages"] = self.pages
        return body


def waiting_key(application: str, upload: str) -> str:
    """Where a file lands; only its checker reads it there."""
    return f"uploads/{application}/{upload}.pdf"


def checked_key(application: str, upload: str) -> str:
    """Where a file is kept once it has passed."""
    return f"cv/{application}/{upload}.pdf"


def shown_cv(
    uploads: Sequence[Upload], now: datetime, more: Callable[[Upload], StaffCvDict] = lambda _: {}
) -> CvDict | None:
    """The newest upload, and as `earlier` the one that counts in its place, with what's `more`; None without any."""
    if not uploads:
        return None
    bodies: list[CvDict] = [{**upload.as_dict(now), **more(upload)} for upload in uploads]
    newest, *earlier = bodies
    if earlier:
        newest["earlier"] = earlier[0]
    return newest
