"""The HTTP API: which request reaches which function, and who must be signed in for it."""

import json
from collections.abc import Mapping

from aws_cdk import aws_apigatewayv2 as api
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk.aws_apigatewayv2_authorizers import HttpUserPoolAuthorizer
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from constructs import Construct

from infra.function import Function
from infra.identity import Identity, SignIn
from infra.nag import suppress_nag
from infra.stage import Stage, construct_id

#: Routes, not paths, and no addresses: an access log says nothing about a person.
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


class Api(Construct):
    """The API with its `$default` stage; routes come once the functions and the pools are there."""

    def __init__(self, scope: Construct, stage: Stage, logs_key: kms.IKey) -> None:
        super().__init__(scope, "Api")
        self.http = api.HttpApi(self, "Http", api_name=stage.physical("api"), create_default_stage=False)
        log = logs.LogGroup(
            self,
            "AccessLog",
            log_group_name=f"/aws/vendedlogs/{stage.physical('api')}",
            retention=stage.log_retention,
            encryption_key=logs_key,
            removal_policy=stage.removal,
        )
        self.access_log = log
        # Two thousand applicants in the last minute, each with a handful of requests, stay below this.
        api.CfnStage(
            self,
            "Stage",
            api_id=self.http.api_id,
            stage_name="$default",
            auto_deploy=True,
            access_log_settings=api.CfnStage.AccessLogSettingsProperty(
                destination_arn=log.log_group_arn, format=json.dumps(ACCESS_LOG)
            ),
            default_route_settings=api.CfnStage.RouteSettingsProperty(
                throttling_rate_limit=500, throttling_burst_limit=1000
            ),
        )

    def route(self, functions: Mapping[str, Function], identity: Identity) -> None:
        """Connect every route to its function, behind the authorizer of its pool."""
        authorizers = {pool: _authorizer(pool, sign_in) for pool, sign_in in identity.pools.items()}
        for name, function in functions.items():
            pool, integration = function.spec.pool, HttpLambdaIntegration(construct_id(name), function)
            for route in function.spec.routes:
                method, _, path = route.partition(" ")
                key = api.HttpRouteKey.with_(path, api.HttpMethod[method]) if path else api.HttpRouteKey.DEFAULT
                added = api.HttpRoute(
                    self,
                    route,
                    http_api=self.http,
                    route_key=key,
                    integration=integration,
                    authorizer=authorizers[pool] if pool else None,
                )
                if pool is None:
                    suppress_nag(added, "APIG4", "public by design: facts of the cycle, pages, accounts and questions")


def _authorizer(pool: str, sign_in: SignIn) -> HttpUserPoolAuthorizer:
    return HttpUserPoolAuthorizer(f"{construct_id(pool)}Authorizer", sign_in.pool, user_pool_clients=[sign_in.client])
