"""DynamoDB's calls on moto without HTTP: no signing, routing, headers or JSON, which no test looks at.

botocore still checks what is asked, and moto carries it out. What moto refuses, or isn't asked often, goes botocore's
way to the end: serialized, sent without HTTP, and parsed into an answer or an error.
"""

import base64
import functools
import re
from types import SimpleNamespace
from typing import Any

from botocore import xform_name
from botocore.awsrequest import AWSPreparedRequest
from botocore.client import BaseClient
from botocore.endpoint import Endpoint
from botocore.exceptions import ParamValidationError
from moto.core import responses, utils
from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.models import botocore_stubber
from moto.dynamodb import responses as dynamodb
from moto.dynamodb.models.dynamo_type import DynamoType, LimitedSizeDict
from moto.dynamodb.responses import DynamoHandler
from werkzeug.datastructures import Headers

#: Whom moto takes every caller for, and where the tests are.
ACCOUNT, REGION = "123456789012", "us-east-1"
_DYNAMODB = re.compile(r"https://dynamodb\.([a-z0-9-]+)\.amazonaws\.com/$")
#: The services whose requests moto takes as they are written.
_UNSIGNED = re.compile(r"https://(dynamodb|cognito-idp|email|events|kms|sqs)\.[a-z0-9-]+\.amazonaws\.com/")
_create_request, _process_request = Endpoint.create_request, BotocoreStubber.process_request
_read_urls: Any = BaseBackend.urls
_make_account: Any = BackendDict._create_account_specific_backend
_urls: dict[type[BaseBackend], Any] = {}
#: A call through all of botocore, for tests that disturb what happens below it.
long_way = BaseClient._make_api_call  # type: ignore[attr-defined]
#: What functions ask of DynamoDB.
_ASKED = frozenset(
    {"GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"}
)
#: Values of these kinds are sent as they are stored.
_AS_IT_IS = frozenset({"S", "N", "BOOL", "NULL"})
_SIMPLE = frozenset({str, bool, int, float, bytes, type(None)})


def use() -> None:
    """Let moto answer this way while it is started."""
    replacements: list[tuple[Any, str, Any]] = [
        (BaseClient, "_make_api_call", _call),
        (dynamodb, "dynamo_to_dict", _plain),
        (Endpoint, "create_request", _create_unsigned),
        (BotocoreStubber, "process_request", _answer),
        (BaseBackend, "urls", property(_urls_once)),
        (BackendDict, "_create_account_specific_backend", _find_account),
        (responses, "method_names_from_class", functools.cache(utils.method_names_from_class)),
        (responses, "camelcase_to_underscores", functools.cache(utils.camelcase_to_underscores)),
    ]
    for owner, name, replacement in replacements:
        setattr(owner, name, replacement)


def _urls_once(backend: BaseBackend) -> Any:
    """The addresses of a service, which are the same in every account and region."""
    kind = type(backend)
    if kind not in _urls:
        _urls[kind] = _read_urls.fget(backend)
    return _urls[kind]


def _find_account(services: Any, account: str) -> None:
    if account not in services or not any(known is services for known in BackendDict._instances):  # type: ignore[misc]
        _make_account(services, account)


def _create_unsigned(endpoint: Endpoint, params: dict[str, Any], operation_model: Any = None) -> Any:
    if not botocore_stubber.enabled or not _UNSIGNED.match(params["url"]):
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


def _call(client: Any, operation: str, arguments: dict[str, Any]) -> Any:
    asked = operation in _ASKED and client.meta.service_model.service_name == "dynamodb"
    if not asked or not botocore_stubber.enabled:
        return long_way(client, operation, arguments)
    model = client.meta.service_model.operation_model(operation)
    report = client._serializer._param_validator.validate(arguments, model.input_shape)
    if report.has_errors():
        raise ParamValidationError(report=report.generate_report())
    answered = answer(operation, arguments)
    if answered is None:
        return long_way(client, operation, arguments)
    shown = {name: answered[name] for name in model.output_shape.members if answered.get(name) is not None}
    return {**shown, "ResponseMetadata": answered["ResponseMetadata"]}


def answer(operation: str, arguments: dict[str, Any]) -> dict[str, Any] | None:
    """Carry out a call to DynamoDB without botocore; None, and nothing done, when moto refuses it."""
    handler = DynamoHandler()
    handler.region, handler.current_account = REGION, ACCOUNT
    handler.body = handler.params = arguments
    try:
        result: Any = getattr(handler, xform_name(operation))().result
    except Exception:  # a call as usual then raises botocore's error
        return None
    return {**_plain(result), "ResponseMetadata": {"HTTPStatusCode": 200}}


def _plain(value: Any) -> Any:
    """Return what moto answers as botocore would parse it."""
    kind = type(value)
    if kind in _SIMPLE:
        return value
    if kind is dict or kind is LimitedSizeDict:
        return {name: member if type(member) in _SIMPLE else _plain(member) for name, member in value.items()}
    if isinstance(value, DynamoType):
        if value.type in _AS_IT_IS:
            return {value.type: value.value}
        if value.type == "B" and isinstance(value.value, str):
            return {"B": base64.b64decode(value.value)}
        return {value.type: _plain(value.value)}
    if isinstance(value, dict):
        return {name: _plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_plain(member) for member in value]
    return _plain(value.to_json()) if hasattr(value, "to_json") else value
