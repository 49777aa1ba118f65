"""Errors as RFC 9457 problem documents: the one place where the domain's classes meet HTTP statuses."""

import json
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response

from shared.domain.errors import Conflict, Forbidden, Invalid, NotFound, ProgramError, StaleVersion

PROBLEM = "application/problem+json"
# A body can hold more mistakes than fit into 6 MB, Lambda's limit for a response.
_MOST_ERRORS = 100


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


_STATUS: tuple[tuple[type[ProgramError], HTTPStatus], ...] = (
    (Unauthorized, HTTPStatus.UNAUTHORIZED),
    (NotFound, HTTPStatus.NOT_FOUND),
    (Forbidden, HTTPStatus.FORBIDDEN),
    (Invalid, HTTPStatus.UNPROCESSABLE_ENTITY),
    (StaleVersion, HTTPStatus.PRECONDITION_FAILED),
    (Conflict, HTTPStatus.CONFLICT),
    (TooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (UnsupportedMediaType, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
)


def status_of(error: ProgramError) -> HTTPStatus:
    """Return the HTTP status of a domain error's class."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)


def problem(slug: str, title: str, status: int, detail: str, instance: str, **extra: Any) -> Response[str]:
    """Make a problem document; a 429 or 503 says when to try again."""
    body = {"type": slug, "title": title, "status": status, "detail": detail, "instance": instance, **extra}
    headers = {"Cache-Control": "no-store", **({"Retry-After": "1"} if status in (429, 503) else {})}
    return Response(status_code=status, content_type=PROBLEM, body=json.dumps(body), headers=headers)


def problem_of(error: ProgramError, instance: str) -> Response[str]:
    """Make the problem document of a domain error."""
    extra = {**error.extra, "errors": error.extra["errors"][:_MOST_ERRORS]} if "errors" in error.extra else error.extra
    return problem(error.slug, error.title, status_of(error), error.detail, instance, **extra)
