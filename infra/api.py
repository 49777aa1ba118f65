"""The HTTP API: which request reaches which function, and who must be signed in for it."""

import json
from collections.abc import Mapping

from aws_cdk import aws_apigatewayv2 as api
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk.aws_apigatewayv2_authorizers import HttpUserPoolAuthorizer
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from constructs import Construct

from infra.identity import Identity, SignIn
from infra.nag import accept
from infra.stage import Stage

#: `None` authorizer: open to everybody. `$default` serves the pages, and a problem for what is unknown.
ROUTES: Mapping[str, tuple[str | None, tuple[str, ...]]] = {
    "portal": (
        None,
        (
            "GET /api/cycles/current",
            "GET /api/cycles/{cycle}",
            "GET /api/schemas/{name}",
            "GET /api/openapi.json",
            "POST /api/eligibility_checks",
            "POST /api/accounts",
            "POST /api/inquiries",
            "$default",
        ),
    ),
    "applications": (
        "people",
        ("ANY /api/cycles/{cycle}/application", "ANY /api/cycles/{cycle}/application/{proxy+}"),
    ),
    "mentors": (
        "people",
        ("ANY /api/mentor", "ANY /api/mentor/{proxy+}", "ANY /api/matches", "ANY /api/matches/{proxy+}"),
    ),
    "staff": ("staff", ("ANY /api/staff/{proxy+}",)),
}

#: Routes, not paths, and no addresses: an access log tells nothing about a person.
ACCESS_LOG = {
    "requestId": "$context.requestId",
    "time": "$context.requestTimeEpoch",
    "route": "$context.routeKey",
    "status": "$context.status",
    "latency_ms": "$context.responseLatency",
    "integration_ms": "$context.integrationLatency",
    "integration_status": "$context.integrationStatus",
    "length": "$context.responseLength",
    "error": "$context.error.message",
    "authorizer_error": "$context.authorizer.error",
}
