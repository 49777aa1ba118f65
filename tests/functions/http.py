"""Calling an API function as API Gateway does, with the claims its authorizer would pass on."""

import json
from base64 import b64decode
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from tests.functions import documented

CONTEXT = SimpleNamespace(
    function_name="test",
    memory_limit_in_mb=512,
    invoked_function_arn="arn:aws:lambda:us-east-1:123456789012:function:test",
    aws_request_id="test",
    get_remaining_time_in_millis=lambda: 10_000,
)


class Answer:
    """What came back: status, headers, and the body as JSON or as the `data` of a file."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.status: int = raw["statusCode"]
        self.headers = {k.lower(): v for k, v in raw.get("headers", {}).items()}
        is_json = "json" in self.headers.get("content-type", "")
        self.data = b64decode(raw["body"]) if raw.get("isBase64Encoded") else b""
        self.json: Any = json.loads(raw["body"]) if is_json and raw.get("body") else None


def call(
    handler: Any,
    method: str,
    path: str,
    body: Any = None,
    *,
    sub: str | None = None,
    email: str | None = None,
    verified: str = "true",
    groups: str | None = None,
    at: datetime | None = None,
    raw: str | None = None,
    query: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """Send one request; `at` is when API Gateway received it, `raw` a body sent as it is.

    A JSON answer must be the one that the OpenAPI document of the handler's module tells of.
    """
    moment = at or datetime.now(UTC)
    claims = {"sub": sub, "username": sub, **({"email": email, "email_verified": verified} if email else {})}
    context: dict[str, Any] = {
        "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "test"},
        "requestId": str(uuid4()),
        "routeKey": f"{method} {path}",
        "stage": "$default",
        "timeEpoch": round(moment.timestamp() * 1000),
    }
    if sub:
        context["authorizer"] = {"jwt": {"claims": {**claims, **({"cognito:groups": groups} if groups else {})}}}
    event = {
        "version": "2.0",
        "routeKey": f"{method} {path}",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"content-type": "application/json", **(headers or {})},
        "requestContext": context,
        "isBase64Encoded": False,
        **({"queryStringParameters": query} if query else {}),
    }
    text = raw if raw is not None else json.dumps(body) if body is not None else None
    if text is not None:
        event["body"] = text
    answer = Answer(handler(event, CONTEXT))
    documented.check(handler.__module__, method, path, answer)
    return answer
