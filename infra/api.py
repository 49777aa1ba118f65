"""The HTTP API: which request reaches which function, and who must be signed in for it."""

import json
from collections.abc import Mapping

from aws_cdk import aws_apigatewayv2 as api
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_secretsmanager as secrets
from aws_cdk.aws_apigatewayv2_authorizers import HttpUserPoolAuthorizer
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from constructs import Construct

from infra.function import Function
from infra.identity import Identity, SignIn
from infra.nag import KEY_OF_AWS, suppress_checkov, suppress_nag
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


#: An account's own limit for a region, requests a second and at once. A lower one would refuse a submission, and the
#: applicant's next try would be judged by its own time: only what is open to everyone and costly is held lower.
RATE, BURST = 10_000, 5_000
COSTLY = {"POST /api/accounts": (50, 100), "POST /api/inquiries": (10, 20), "POST /api/eligibility_checks": (50, 100)}


class Api(Construct):
    """The API with its `$default` stage; routes come once the functions and the pools are there.

    `origin_secrets` are what CloudFront may show to be let in; the local cloud has no CloudFront, and asks for nothing.
    """

    def __init__(self, scope: Construct, stage: Stage, logs_key: kms.IKey | None) -> None:
        super().__init__(scope, "Api")
        self.origin_secrets = [] if stage.local else [self._secret(name) for name in stage.origin_secrets]
        self.taken_secrets = ",".join(self.origin_secrets)
        self.http = api.HttpApi(self, "Http", api_name=stage.physical("api"), create_default_stage=False)
        log = logs.LogGroup(
            self,
            "AccessLog",
            log_group_name=f"/aws/vendedlogs/{stage.physical('api')}",
            retention=stage.log_retention,
            encryption_key=logs_key,
            removal_policy=stage.removal,
        )
        if logs_key is None:
            suppress_checkov(log, {"CKV_AWS_158": KEY_OF_AWS})
        self.access_log = log
        self._stage = api.CfnStage(
            self,
            "Stage",
            api_id=self.http.api_id,
            stage_name="$default",
            auto_deploy=True,
            access_log_settings=api.CfnStage.AccessLogSettingsProperty(
                destination_arn=log.log_group_arn, format=json.dumps(ACCESS_LOG)
            ),
            default_route_settings=api.CfnStage.RouteSettingsProperty(
                throttling_rate_limit=RATE, throttling_burst_limit=BURST
            ),
            route_settings={
                route: {"ThrottlingRateLimit": rate, "ThrottlingBurstLimit": burst}
                for route, (rate, burst) in COSTLY.items()
            },
        )

    def _secret(self, name: str) -> str:
        """What CloudFormation puts in place of a secret that it makes: no template, no output and no log holds it."""
        secret = secrets.Secret(
            self,
            f"OriginSecret{name}",
            description="What CloudFront shows the mentoring program's API",
            generate_secret_string=secrets.SecretStringGenerator(password_length=48, exclude_punctuation=True),
        )
        suppress_nag(
            secret, "SMG4", "it changes by `origin_secrets`, since CloudFront and the API must know it at once"
        )
        suppress_checkov(secret, {"CKV_AWS_149": "CloudFormation alone reads it; who may deploy may know it"})
        return secret.secret_value.unsafe_unwrap()

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
                if route in COSTLY:
                    self._stage.node.add_dependency(added)  # a limit is refused for a route that isn't there
                if pool is None:
                    suppress_nag(added, "APIG4", "public by design: facts of the cycle, pages, accounts and questions")


def _authorizer(pool: str, sign_in: SignIn) -> HttpUserPoolAuthorizer:
    return HttpUserPoolAuthorizer(f"{construct_id(pool)}Authorizer", sign_in.pool, user_pool_clients=[sign_in.client])
