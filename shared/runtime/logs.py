"""Structured logs of ids and figures, never of what a person typed; a failure is logged by its class and place."""

import traceback
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from botocore.exceptions import ClientError


@cache
def logger() -> Logger:
    """Return this process's JSON logger."""
    return Logger()


def log_event(message: str, **figures: Any) -> None:
    """Log one line with ids and figures."""
    logger().info(message, extra=figures)


def log_failure(error: BaseException, **ids: Any) -> None:
    """Log what failed and where, without the exception's text, which may repeat what a person typed."""
    logger().error("failure", extra={**reason_of(error), **ids})


def reason_of(error: BaseException) -> dict[str, Any]:
    """What an error says of itself without its text: class, AWS's code, and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    place = [f"{frame.filename.rsplit('/', 3)[-1]}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "code": _code(error), "place": place}


def _code(error: BaseException) -> str | None:
    """AWS's code of an error that it answered with; botocore's connection errors have a `response` that is None."""
    return error.response.get("Error", {}).get("Code") if isinstance(error, ClientError) else None
