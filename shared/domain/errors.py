"""What can be wrong, as classes; `shared.runtime.problems` gives each its HTTP status.

ProgramError
├── NotFound              nothing here that the caller may see
├── Forbidden             signed in, but not for this
├── Invalid               the input breaks a rule; `errors` name the fields
│   └── Incomplete        a submission lacks something
├── StaleVersion          changed elsewhere first; `current` is the stored copy
├── TooManyRequests       past a limit of this hour; `retry_after` says when to come back
├── PreconditionRequired  a change that doesn't say which copy it was made to
└── Conflict              well formed, but not possible right now
    ├── WindowNotOpen     before the cycle opens
    ├── DeadlinePassed    received at or after the first late instant
    ├── NotPossible       the state forbids it
    ├── MatchClosed       the proposal is over
    ├── RoundNotDraft     only the newest draft of a closed cycle can be adjusted or published
    └── RoundStale        a draft rests on facts that have changed since
"""

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple


class FieldError(NamedTuple):
    """One thing wrong with one field; `field` is a dotted path such as `training.school`."""

    field: str
    message: str


class ProgramError(Exception):
    """Something the program refuses; `detail` says what to do, `extra` goes into the problem document."""

    slug: ClassVar[str] = "error"
    title: ClassVar[str] = "We couldn’t complete this request"

    def __init__(self, detail: str, **extra: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.extra = extra


class NotFound(ProgramError):
    """There is nothing here that the caller may see."""

    slug = "not_found"
    title = "Not found"


class Forbidden(ProgramError):
    """The caller is known but has no part in this."""

    slug = "forbidden"
    title = "Not allowed"


class Invalid(ProgramError):
    """The input breaks a rule; `errors` name each field and what to do."""

    slug = "invalid"
    title = "Some answers need a change"

    def __init__(self, detail: str, errors: Sequence[FieldError] = (), **extra: Any) -> None:
        super().__init__(detail, errors=[error._asdict() for error in errors], **extra)


class Incomplete(Invalid):
    """A submission lacks something; the draft is kept."""

    slug = "incomplete"
    title = "Your application isn’t complete"


class StaleVersion(ProgramError):
    """The stored copy is newer than the copy that the caller changed."""

    slug = "stale_version"
    title = "This was changed elsewhere"


class TooManyRequests(ProgramError):
    """Past a limit; the same request is possible again after `retry_after` seconds."""

    slug = "too_many_requests"
    title = "Please try again later"

    def __init__(self, detail: str, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class PreconditionRequired(ProgramError):
    """The change doesn't say which copy it was made to."""

    slug = "precondition_required"
    title = "Say which copy you changed"


class Conflict(ProgramError):
    """Well formed, but not possible right now."""

    slug = "conflict"
    title = "This isn’t possible right now"


class WindowNotOpen(Conflict):
    """The cycle does not accept applications yet."""

    slug = "window_not_open"
    title = "Applications aren’t open yet"


class DeadlinePassed(Conflict):
    """Received at or after the first instant that is late; the draft is kept."""

    slug = "deadline_passed"
    title = "The deadline has passed"


class NotPossible(Conflict):
    """The state of the thing forbids this step."""

    slug = "not_possible"


class MatchClosed(Conflict):
    """The proposal was answered, withdrawn or is out of date."""

    slug = "match_closed"
    title = "This proposal is closed"


class RoundNotDraft(Conflict):
    """Only the newest draft round of a closed cycle can be adjusted or published."""

    slug = "round_not_draft"
    title = "This round isn’t a draft"


class RoundStale(Conflict):
    """The draft rests on facts that have changed since, or on other adjustments; it has to be drawn up again first."""

    slug = "round_stale"
    title = "This draft is out of date"
