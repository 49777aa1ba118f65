"""Errors as RFC 9457 problem documents: the one place where the domain's classes meet HTTP statuses."""

import json
from http import HTTPStatus
from typing import NotRequired

from aws_lambda_powertools.event_handler import Response
from typing_extensions import TypedDict

from shared.domain.application import ApplicationDict, ExtensionDict
from shared.domain.cycle import CycleDict
from shared.domain.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    PreconditionRequired,
    ProgramError,
    StaleVersion,
    TooManyRequests,
)
from shared.domain.match import MatchDict, MatchState
from shared.domain.mentor import MentorDict
from shared.domain.round import RoundDict
from shared.domain.staff_application import StaffApplicationDict

PROBLEM = "application/problem+json"
# A body can hold more mistakes than fit into 6 MB, Lambda's limit for a response.
_MOST_ERRORS = 100


class FieldErrorDict(TypedDict):
    """One thing wrong with one field; `field` is a dotted path such as `training.school`."""

    field: str
    message: str


class ProblemDict(TypedDict):
    """What is wrong and what to do (RFC 9457); `type` says which of the optional members there are."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: NotRequired[list[FieldErrorDict]]
    current: NotRequired[ApplicationDict | StaffApplicationDict | MentorDict | MatchDict | CycleDict | RoundDict | None]
    opens_at: NotRequired[str]
    opens_at_et: NotRequired[str]
    received_at: NotRequired[str]
    received_at_et: NotRequired[str]
    deadline_et: NotRequired[str]
    late_by_seconds: NotRequired[float]
    extension: NotRequired[ExtensionDict]
    state: NotRequired[MatchState]


class TooLarge(ProgramError):
    """The body is larger than any form can be."""

    slug = "too_large"
    title = "The request is too large"


class UnsupportedMediaType(ProgramError):
    """The body is not JSON."""

    slug = "unsupported_media_type"
    title = "The body must be JSON"


class Unauthorized(ProgramError):
    """The caller isn't signed in."""

    slug = "unauthorized"
    title = "Sign in first"


class Busy(ProgramError):
    """Others changed the same records at the same moment."""

    slug = "busy"
    title = "Try again"


class Failure(ProgramError):
    """A mistake of ours."""

    slug = "failure"
    title = "Something went wrong"


_STATUS: tuple[tuple[type[ProgramError], HTTPStatus], ...] = (
    (Unauthorized, HTTPStatus.UNAUTHORIZED),
    (NotFound, HTTPStatus.NOT_FOUND),
    (Forbidden, HTTPStatus.FORBIDDEN),
    (Invalid, HTTPStatus.UNPROCESSABLE_ENTITY),
    (StaleVersion, HTTPStatus.PRECONDITION_FAILED),
    (PreconditionRequired, HTTPStatus.PRECONDITION_REQUIRED),
    (Conflict, HTTPStatus.CONFLICT),
    (TooManyRequests, HTTPStatus.TOO_MANY_REQUESTS),
    (TooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (UnsupportedMediaType, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    (Busy, HTTPStatus.SERVICE_UNAVAILABLE),
    (Failure, HTTPStatus.INTERNAL_SERVER_ERROR),
)


def status_of(error: ProgramError) -> HTTPStatus:
    """Return the HTTP status of a domain error's class."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)


def problem_of(error: ProgramError, instance: str) -> Response[str]:
    """Make the problem document of an error; a 429 and a 503 say when to try again."""
    status = status_of(error)
    named = {"type": error.slug, "title": error.title, "status": status, "detail": error.detail, "instance": instance}
    extra = {**error.extra, "errors": error.extra["errors"][:_MOST_ERRORS]} if "errors" in error.extra else error.extra
    seconds = error.retry_after if isinstance(error, TooManyRequests) else 1
    later = status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS)
    again = {"Retry-After": str(seconds)} if later else {}
    headers = {"Cache-Control": "no-store", **again}
    return Response(status_code=status, content_type=PROBLEM, body=json.dumps({**named, **extra}), headers=headers)
