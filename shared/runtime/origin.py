"""Whether a request came by the program's own address, and so through the firewall in front of the API."""

import hmac
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.api_gateway import ApiGatewayResolver
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

from shared.domain.errors import Forbidden
from shared.store.settings import from_env

#: What CloudFront adds to each request; whoever calls the API directly doesn't know its value.
HEADER = "x-origin-secret"


def through_the_edge_only(app: ApiGatewayResolver, next_middleware: NextMiddleware) -> Response[Any]:
    """Turn away who walks around the firewall, before anything they sent is read; the local cloud has none."""
    taken = [secret for secret in from_env("ORIGIN_SECRETS").split(",") if secret]
    shown = (app.current_event.headers.get(HEADER) or "").encode()
    if taken and not any(hmac.compare_digest(shown, secret.encode()) for secret in taken):
        raise Forbidden("Use the program’s own address.")
    return next_middleware(app)
