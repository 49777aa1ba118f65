"""The one resolver that the staff's routes are registered with."""

from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

from functions.staff.preconditions import Seen
from shared.runtime.api import Api

app = Api("what you changed")


def staff_only(door: Any, next_middleware: NextMiddleware) -> Response[Any]:
    """Turn away whoever is in no group of the staff before anything they sent is read."""
    door.staff()
    return next_middleware(door)


def coordinators_only(door: Any, next_middleware: NextMiddleware) -> Response[Any]:
    """Turn away staff who aren't coordinators before anything they sent is read."""
    door.coordinator()
    return next_middleware(door)


def seen() -> Seen:
    """The revision that the caller changes, as `If-Match` names it; None when it names none."""
    return app.expected_version()


app.use(middlewares=[staff_only])
