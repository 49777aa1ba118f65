"""DynamoDB's calls on moto without HTTP: no signing, routing or headers, which no test looks at.

botocore still checks, serializes, retries and parses; moto still parses, carries out and serializes.
"""

import functools
import re
from types import SimpleNamespace
from typing import Any

from botocore import xform_name
from botocore.awsrequest import AWSPreparedRequest
from botocore.endpoint import Endpoint
from moto.core import responses, utils
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.models import botocore_stubber
from moto.dynamodb.models.utilities import dynamo_to_dict
from moto.dynamodb.responses import DynamoHandler
from werkzeug.datastructures import Headers

#: Whom moto takes every caller for, and where the tests are.
ACCOUNT, REGION = "123456789012", "us-east-1"
_DYNAMODB = re.compile(r"https://dynamodb\.([a-z0-9-]+)\.amazonaws\.com/$")
_create_request, _process_request = Endpoint.create_request, BotocoreStubber.process_request


def use() -> None:
    """Let moto answer this way while it is started."""
    for owner, name, replacement in (
        (Endpoint, "create_request", _create_unsigned),
        (BotocoreStubber, "process_request", _answer),
        (responses, "method_names_from_class", functools.cache(utils.method_names_from_class)),
    ):
        setattr(owner, name, replacement)


def _create_unsigned(endpoint: Endpoint, params: dict[str, Any], operation_model: Any = None) -> Any:
    if not botocore_stubber.enabled or not _DYNAMODB.match(params["url"]):
        return _create_request(endpoint, params, operation_model)
    return AWSPreparedRequest(params["method"], params["url"], params["headers"], params["body"], stream_output=False)


def _answer(stubber: BotocoreStubber, request: AWSPreparedRequest) -> Any:
    region = _DYNAMODB.match(request.url)
    if not region:
        return _process_request(stubber, request)
    handler = DynamoHandler()
    handler.headers, handler.querystring, handler.uri_match = Headers(request.headers.items()), {}, {}
    handler.region, handler.current_account, handler.access_key = region[1], ACCOUNT, "test"
    handler.raw_body, handler.response_headers = request.body, {"server": "amazon.com"}
    handler.parse_parameters(_message(request, handler.headers))
    return handler.call_action()


def _message(request: AWSPreparedRequest, headers: Headers) -> Any:
    """Return what moto reads of a request in DynamoDB's protocol."""
    kind = headers["content-type"]
    return SimpleNamespace(
        method=request.method, values={}, headers=headers, data=request.body, path="/", content_type=kind
    )


def answer(operation: str, arguments: dict[str, Any]) -> dict[str, Any] | None:
    """Carry out a call to DynamoDB without botocore; None, and nothing done, when moto refuses it."""
    handler = DynamoHandler()
    handler.region, handler.current_account = REGION, ACCOUNT
    handler.body = handler.params = arguments
    try:
        result: Any = getattr(handler, xform_name(operation))().result
    except Exception:  # a call as usual then raises botocore's error
        return None
    return {**dynamo_to_dict(result), "ResponseMetadata": {"HTTPStatusCode": 200}}
